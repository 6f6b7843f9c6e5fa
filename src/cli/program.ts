import { Command, CommanderError } from 'commander';
import { AppError } from '../domain/errors.ts';
import { EXIT_CODES, EXIT_FAILED, EXIT_OK, EXIT_USAGE } from './exit-codes.ts';
import { usageError } from './usage-error.ts';

const EXIT_CODES_HELP = `
退出码 / Exit codes:
  0 成功 / ok · 1 故障或检查未通过 / failed · 2 用法或输入有误 / wrong usage or input · 3 服务不可用 / unavailable
  4 不存在 / not found · 5 冲突 / conflict · 6 无权限 / not allowed · 7 过于频繁 / too many requests`;

/** The command line without its verbs; each `src/cli/<verb>.ts` registers itself on it. Commands inherit its settings. */
export function createProgram(version: string): Command {
  const program = new Command('longqiao')
    .description('陇桥：甘肃劳务输转的人岗匹配 / job matching for Gansu labor transfer')
    .version(version)
    .option('--json', '以 JSON 输出，供程序读取 / print JSON for programs')
    .addHelpText('after', EXIT_CODES_HELP)
    .exitOverride();
  // The help of a verb shows --json too; what is wrong is told by runProgram.
  return program.configureHelp({ showGlobalOptions: true }).configureOutput({ outputError: () => undefined });
}

/**
 * Runs one command line and gives its exit code. Failures go to standard error in both languages with their remedy, or as one
 * JSON object with `--json`. Never rejects.
 *
 * @param args what follows the program's name.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? EXIT_OK);
  } catch (error) {
    const isJson = args.includes('--json');
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_OK;
      // A group without its verb: commander has shown its help.
      if (error.code !== 'commander.help') process.stderr.write(failureText(usageError(error), isJson));
      return EXIT_USAGE;
    }
    process.stderr.write(failureText(error, isJson));
    return error instanceof AppError ? EXIT_CODES[error.kind] : EXIT_FAILED;
  }
}

function failureText(error: unknown, isJson: boolean): string {
  if (!(error instanceof AppError)) return surpriseText(error, isJson);
  if (isJson) {
    const { kind, code, sentence, remedy, problems } = error;
    return `${JSON.stringify({ error: { kind, code, message: sentence, remedy: remedy ?? null, problems } })}\n`;
  }
  const lines = [error.sentence.zh, error.sentence.en];
  for (const { path, message } of error.problems) lines.push(`  ${path}: ${message.zh} / ${message.en}`);
  if (error.remedy !== undefined) lines.push(`→ ${error.remedy.zh}`, `→ ${error.remedy.en}`);
  return `${lines.join('\n')}\n`;
}

/** A surprise is for whoever mends it: with its stack. */
function surpriseText(error: unknown, isJson: boolean): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!isJson) return `程序出错 / an unexpected error:\n${text}\n`;
  const message = error instanceof Error ? error.message : String(error);
  return `${JSON.stringify({ error: { kind: 'internal', code: 'UNEXPECTED', message: { zh: message, en: message } } })}\n`;
}
