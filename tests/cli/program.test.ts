import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgram, runProgram } from '../../src/cli/program.ts';
import { AppError, type ErrorKind } from '../../src/domain/errors.ts';

let errorText = '';

beforeEach(() => {
  errorText = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errorText += String(text);
    return true;
  });
});

afterEach(() => {
  process.exitCode = undefined;
});

/** Runs a program whose only verb fails. */
function runFailing(error: unknown, ...options: string[]): Promise<number> {
  const program = createProgram('1.2.3').configureOutput({ writeErr: (text) => (errorText += text) });
  program.command('fail').action(() => {
    throw error;
  });
  return runProgram(program, ['fail', ...options]);
}

function refusal(kind: ErrorKind): AppError {
  return new AppError({
    kind,
    code: 'REFUSED',
    message: { zh: '不行', en: 'it does not work' },
    remedy: { zh: '这样做', en: 'do this' },
    problems: [{ path: 'wage', message: { zh: '太小', en: 'too small' } }],
  });
}

describe('a failure', () => {
  test('is told in both languages, with its problems and its remedy', async () => {
    await runFailing(refusal('not_found'));
    expect(errorText).toBe('不行\nit does not work\n  wage: 太小 / too small\n→ 这样做\n→ do this\n');
  });

  test('is one JSON object with --json', async () => {
    await runFailing(refusal('conflict'), '--json');
    expect(JSON.parse(errorText)).toMatchObject({ error: { code: 'REFUSED', remedy: { en: 'do this' } } });
  });

  test.each<[ErrorKind, number]>([
    ['internal', 1],
    ['invalid_input', 2],
    ['unavailable', 3],
    ['not_found', 4],
    ['conflict', 5],
    ['forbidden', 6],
    ['rate_limited', 7],
  ])('of kind %s ends with exit code %i', async (kind, code) => {
    expect(await runFailing(refusal(kind))).toBe(code);
  });

  test('that nobody expected ends with exit code 1 and its stack', async () => {
    expect(await runFailing(new TypeError('undefined is not a laborer'))).toBe(1);
    expect(errorText).toContain('undefined is not a laborer\n    at ');
  });
});

test.each([[['fly']], [['fail', '--wings']], [['fail', 'extra']]])(
  'a wrong command line (%j) ends with 2',
  async (args) => {
    const program = createProgram('1.2.3').configureOutput({ writeErr: (text) => (errorText += text) });
    program.command('fail').configureOutput({ writeErr: (text) => (errorText += text) });
    expect(await runProgram(program, args)).toBe(2);
    expect(errorText).not.toBe('');
  },
);

test('a wrong command line is told in Chinese first, and as JSON with --json', async () => {
  const wrong = async (...args: string[]): Promise<string> => {
    errorText = '';
    const program = createProgram('1.2.3');
    program.command('show').argument('<id>').requiredOption('--role <role>');
    await runProgram(program, args);
    return errorText;
  };
  expect(await wrong('fly')).toMatch(/^没有这个命令：“fly”\nunknown command 'fly'\n→ /);
  expect(await wrong('show', '--role', 'x')).toMatch(/^缺少参数：“id”\n/);
  expect(await wrong('show', '1')).toMatch(/^缺少必填选项：“--role <role>”\n/);
  expect(JSON.parse(await wrong('show', '1', '--role', 'x', '--wings', '--json'))).toMatchObject({
    error: { code: 'USAGE_WRONG', message: { zh: '没有这个选项：“--wings”' } },
  });
});

test('a verb may set the exit code without an error', async () => {
  const program = createProgram('1.2.3');
  program.command('check').action(() => {
    process.exitCode = 1;
  });
  expect(await runProgram(program, ['check'])).toBe(1);
});
