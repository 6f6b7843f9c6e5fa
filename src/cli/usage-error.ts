import type { CommanderError } from 'commander';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** What is wrong with a command line, by the code that commander gives. */
const WRONGS: ReadonlyMap<string, string> = new Map([
  ['commander.unknownCommand', '没有这个命令'],
  ['commander.unknownOption', '没有这个选项'],
  ['commander.missingArgument', '缺少参数'],
  ['commander.excessArguments', '参数太多'],
  ['commander.optionMissingArgument', '选项缺少取值'],
  ['commander.missingMandatoryOptionValue', '缺少必填选项'],
  ['commander.invalidArgument', '取值不合格'],
  ['commander.conflictingOption', '选项互相冲突'],
]);

/** A wrong command line as a refusal `USAGE_WRONG` in both languages, with the words that commander quotes. */
export function usageError(error: CommanderError): AppError {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map(([, words]) => `“${words}”`);
  const wrong = WRONGS.get(error.code) ?? '命令用法有误';
  return new AppError({
    kind: 'invalid_input',
    code: 'USAGE_WRONG',
    message: say(
      [wrong, quoted.join('')].filter((part) => part !== '').join('：'),
      error.message.replace(/^error: /, ''),
    ),
    remedy: say('加 --help 查看用法和示例', 'Add --help for the usage and examples'),
  });
}
