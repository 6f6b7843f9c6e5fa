import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { PROJECT_ROOT } from '../../src/config.ts';

type Register = (program: Command, host: unknown) => void;

/** Every verb that some file of src/cli registers, also below groups such as `run`. */
async function verbs(): Promise<Command[]> {
  const program = createProgram('1.2.3');
  const folder = path.join(PROJECT_ROOT, 'src/cli');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const exported = (await import(path.join(folder, file))) as Record<string, unknown>;
    for (const [name, register] of Object.entries(exported)) {
      // The host is asked only when a verb runs.
      if (/^register[A-Z]/.test(name)) (register as Register)(program, {});
    }
  }
  return program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

test('the help of every verb speaks both languages and shows --json, and an example names the verb', async () => {
  const all = await verbs();
  expect(all.length).toBeGreaterThanOrEqual(18);
  for (const command of all) {
    const isBelowGroup = command.parent?.parent !== null;
    const group = isBelowGroup ? `${command.parent?.name()} ` : '';
    // The examples of a group may stand with the group.
    const help = helpOf(command) + (isBelowGroup ? helpOf(command.parent!) : '');
    expect(command.description()).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
    expect(help).toContain('--json');
    expect(help).toMatch(/示例 \/ Examples?:/);
    const example = help.slice(help.indexOf('示例'));
    expect(example, help).toMatch(new RegExp(`longqiao ${group}${command.name()}|scripts/${command.name()}`));
  }
});
