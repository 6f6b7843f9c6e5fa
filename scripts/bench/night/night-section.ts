import { GOALS, reached } from '../goals.ts';
import { machineLine } from '../machine.ts';
import { BENCH_SEED, LIST_LENGTH, type BenchProfile } from '../profiles.ts';
import { rounded } from '../report.ts';
import type { DocsSection } from '../write-section.ts';
import { nightFigures, type NightBench } from './measure-nights.ts';

/** The section of docs/BENCHMARKS.md about the nights of a profile. */
export function nightSection(profile: BenchProfile, bench: NightBench): DocsSection {
  const rows = Object.entries(nightFigures(bench)).map(([key, value]) => {
    const goal = GOALS[key];
    const wanted = goal === undefined ? ' | | ' : `${goal.must} | ${goal.aim} | ${reached(key, value)}`;
    return `| \`${key}\` | ${amount(rounded(value))} | ${wanted} |`;
  });
  const rounds = bench.nights.map((seconds, nth) => {
    const { read, write } = bench.floors[nth] ?? { read: 0, write: 0 };
    return `| ${nth + 1} | ${[bench.days[nth] ?? 0, seconds, read, write].map(rounded).join(' | ')} |`;
  });
  const markdown = [
    `${amount(profile.laborers)} laborers × ${amount(profile.openings)} openings, top ${LIST_LENGTH}, seed ${BENCH_SEED}; ` +
      `${machineLine()}. The lists of every incremental night had the checksum of the whole night after it.`,
    ['| figure | measured | must | aim | reached |', '| --- | --: | --: | --: | --- |', ...rows].join('\n'),
    [
      '| round | incremental night, s | whole night, s | COPY out, s | COPY in, s |',
      '| --: | --: | --: | --: | --: |',
      ...rounds,
    ].join('\n'),
  ].join('\n\n');
  return { markdown, pictures: {} };
}

function amount(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
