import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { FlowContext } from '../flows/context.ts';
import { importFile, type ImportReport } from '../flows/import-file.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { reportLines } from './import.ts';
import { printResult } from './output.ts';

/** Files are taken in this order, since an opening names its employer. */
const SEED_ORDER = ['employers', 'openings', 'laborers', 'brokers'] as const;

/** `longqiao seed`: loads a folder of seed files. Twice changes nothing. */
export function registerSeed(program: Command, host: CliHost): void {
  program
    .command('seed')
    .description('载入样例目录 / load a folder of seed files')
    .argument('[folder]', '目录，默认 seeds', 'seeds')
    .addHelpText('after', '\n示例 / Example:\n  longqiao seed seeds')
    .action(async (folder: string, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const reports = await seedFolder(context, folder);
        printResult(command, reports, reports.flatMap(reportLines));
      });
    });
}

/** Imports the CSV and XLSX files of a folder whose names start with employers, openings, laborers, brokers. */
export async function seedFolder(context: FlowContext, folder: string): Promise<ImportReport[]> {
  const names = await readdir(folder).catch(() => []);
  const ordered = SEED_ORDER.flatMap((kind) =>
    names.filter((name) => name.startsWith(kind) && /\.(csv|xlsx)$/.test(name)).toSorted(),
  );
  if (ordered.length === 0) throw noSeeds(folder);
  const reports: ImportReport[] = [];
  for (const name of ordered) {
    const file = { name, bytes: await readFile(path.join(folder, name)) };
    reports.push(await importFile(context, { principal: OPERATOR, file }));
  }
  return reports;
}

function noSeeds(folder: string): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'SEEDS_MISSING',
    message: say(`目录 ${folder} 中没有样例文件`, `The folder ${folder} holds no seed files`),
    remedy: say(
      `文件名须以 ${SEED_ORDER.join('、')} 开头，后缀 .csv 或 .xlsx`,
      `Names must start with ${SEED_ORDER.join(', ')} and end in .csv or .xlsx`,
    ),
  });
}
