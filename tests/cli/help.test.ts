import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { PROJECT_ROOT } from '../../src/config.ts';

type Register = (program: Command, host: unknown) => void;

/** Every verb that the program registers, also below groups such as `run`. */
async function verbs(): Promise<Command[]> {
  const program = createProgram('1.2.3');
  const folder = path.join(PROJECT_ROOT, 'src/cli');
  const source = readFileSync(path.join(PROJECT_ROOT, 'src/bin/cli.ts'), 'utf8');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const exported = (await import(path.join(folder, file))) as Record<string, unknown>;
    for (const [name, register] of Object.entries(exported)) {
      // The host is asked only when a verb runs. What the program does not name is registered by a group.
      if (/^register[A-Z]/.test(name) && source.includes(`  ${name},`)) (register as Register)(program, {});
    }
  }
  return program.commands.flatMap(leavesOf);
}

/** The verbs below a group, however deep; a verb by itself. */
function leavesOf(command: Command): readonly Command[] {
  return command.commands.length > 0 ? command.commands.flatMap(leavesOf) : [command];
}

/** The groups above a verb, outermost first. */
function groupsOf(command: Command): readonly Command[] {
  const group = command.parent;
  // The program itself has no parent.
  return group === null || group.parent === null ? [] : [...groupsOf(group), group];
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
    const groups = groupsOf(command);
    const group = groups.map((one) => `${one.name()} `).join('');
    // The examples of a group may stand with the group.
    const help = [command, ...groups].map(helpOf).join('');
    expect(command.description()).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
    expect(help).toContain('--json');
    expect(help, `${group}${command.name()}`).toMatch(/示例 \/ Examples?:/);
    const example = help.slice(help.indexOf('示例'));
    expect(example, `${group}${command.name()}: ${help}`).toMatch(
      new RegExp(`longqiao ${group}${command.name()}|scripts/${command.name()}`),
    );
  }
});

test('every command that the operations manual tells to type exists', async () => {
  const names = (await verbs()).map((verb) =>
    [...groupsOf(verb), verb].map((command) => command.name()).join(' '),
  );
  const manual = readFileSync(path.join(PROJECT_ROOT, 'docs/OPERATIONS.md'), 'utf8');
  const typed = [...manual.matchAll(/longqiao ([a-z][a-z-]*(?: [a-z][a-z-]*)*)/g)].map((match) => match[1]!);
  expect(typed.length).toBeGreaterThan(30);
  const known = [...names, 'doctor'];
  const isKnown = (words: string): boolean => known.some((name) => `${words} `.startsWith(`${name} `));
  expect(typed.filter((words) => !isKnown(words))).toEqual([]);
});
