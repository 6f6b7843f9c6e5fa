import path from 'node:path';
import { PROJECT_ROOT, readConfig } from '../../src/config.ts';
import { toAppError } from '../../src/db/faults.ts';
import { say } from '../../src/domain/bilingual.ts';
import { AppError } from '../../src/domain/errors.ts';
import { withDotEnv } from '../../src/dot-env.ts';
import { findDatabaseUrl } from '../../src/services/attach-services.ts';

/** Runs a program, prints its lines, or what went wrong in both languages with the remedy. Exit code 1 then. */
export async function runBackupProgram(work: () => Promise<readonly string[]>): Promise<void> {
  try {
    for (const line of await work()) console.log(line);
  } catch (surprise) {
    process.exitCode = 1;
    const error = toAppError(surprise, 'DATABASE_URL');
    if (!(error instanceof AppError)) return console.error(error instanceof Error ? error.message : error);
    console.error(`${error.sentence.zh}\n${error.sentence.en}`);
    if (error.remedy !== undefined) console.error(`→ ${error.remedy.zh}\n→ ${error.remedy.en}`);
  }
}

/** DATABASE_URL, else the database that the demo of this home runs. @throws AppError `SERVICES_NOT_RUNNING`. */
export function serverUrl(): string {
  const config = readConfig(withDotEnv(process.env, path.join(PROJECT_ROOT, '.env')));
  return findDatabaseUrl({ directory: config.home, databaseUrl: config.databaseUrl });
}

/** How a program is called. */
export function usage(line: string): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'USAGE',
    message: say(`用法：${line}`, `Usage: ${line}`),
  });
}
