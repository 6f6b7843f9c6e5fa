/** Runs the benches one after the other, each alone on the machine, and writes their tables into docs/BENCHMARKS.md. */
import { spawnSync } from 'node:child_process';

const BENCHES = ['engine', 'night', 'api'] as const;
const PROFILES = ['quick', 'peak', 'stress'] as const;

for (const bench of BENCHES) {
  for (const profile of PROFILES) {
    const script = `scripts/bench/${bench}.ts`;
    const { status } = spawnSync('npx', ['tsx', script, '--profile', profile, '--write-docs'], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
}
