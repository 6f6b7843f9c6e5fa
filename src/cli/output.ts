import type { Command } from 'commander';

/** Prints a verb's result: one JSON object with `--json`, else lines for a person. */
export function printResult(command: Command, value: unknown, lines: readonly string[]): void {
  const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
  process.stdout.write(isJson ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
}

/** Whether a person watches: then progress may be drawn, on standard error. */
export function isWatched(command: Command): boolean {
  return process.stderr.isTTY && command.optsWithGlobals<{ json?: boolean }>().json !== true;
}
