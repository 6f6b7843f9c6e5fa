import type { Command } from 'commander';
import type { Bilingual } from '../domain/bilingual.ts';
import { doctor, type DoctorProbes, type DoctorReport } from '../flows/doctor.ts';
import { EXIT_FAILED } from './exit-codes.ts';
import { printResult } from './output.ts';

/** What `doctor` is given: it must work where nothing else does. */
export interface DoctorHost {
  /** Lends the probes and closes what they opened. */
  withProbes<Result>(work: (probes: DoctorProbes) => Promise<Result>): Promise<Result>;
}

/** `longqiao doctor`: what runs, what does not, and how to mend it. Exit code 1 when something is wrong. */
export function registerDoctor(program: Command, host: DoctorHost): void {
  program
    .command('doctor')
    .description(
      '检查版本、数据库、队列、迁移与参考数据 / check versions, database, queue, migrations, reference data',
    )
    .addHelpText('after', '\n示例 / Example:\n  longqiao doctor --json')
    .action(async (_options: object, command: Command) => {
      const report = await host.withProbes(doctor);
      printResult(command, report, doctorLines(report));
      if (!report.ok) process.exitCode = EXIT_FAILED;
    });
}

/** The report for a person: a line per check, and a remedy below each that failed. */
export function doctorLines(report: DoctorReport): string[] {
  const { longqiao, node, postgres, redis } = report.versions;
  const versions = `longqiao ${longqiao} · node ${node} · PostgreSQL ${postgres ?? '—'} · ${redis ?? 'Redis —'}`;
  const checks = report.checks.flatMap((check) => {
    const line = `${check.ok ? '✓' : '✗'} ${check.name.padEnd(10)} ${bothLanguages(check.finding)}`;
    return check.remedy === null ? [line] : [line, `  → ${bothLanguages(check.remedy)}`];
  });
  return [versions, ...checks];
}

/** Names and versions read the same in both: once is enough. */
function bothLanguages(text: Bilingual): string {
  return text.zh === text.en ? text.zh : `${text.zh} / ${text.en}`;
}
