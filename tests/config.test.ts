import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { envExample } from '../scripts/lib/env-example.ts';
import { PROJECT_ROOT, readConfig } from '../src/config.ts';
import { AppError } from '../src/domain/errors.ts';
import { withDotEnv } from '../src/dot-env.ts';

const key = (bytes = 32) => randomBytes(bytes).toString('base64');

function refusal(environment: NodeJS.ProcessEnv): AppError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('an empty environment', () => {
  test('gives the defaults, with the home in the project whatever folder one calls from', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: undefined,
      port: 8080,
      host: '127.0.0.1',
      home: path.resolve(PROJECT_ROOT, '.longqiao'),
      uploadMaxCsvBytes: 512 * 1024 * 1024,
      nightlyCron: '0 18 * * *',
    });
  });

  test('is what empty variables mean', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  test('gives settings that cannot be changed', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });
});

describe('encryption keys', () => {
  test('come in order, each with its id', () => {
    const [first, second] = [key(), key()];
    expect(readConfig({ LONGQIAO_KEYS: `b:${first}, a:${second}`, LONGQIAO_HASH_KEY: key() }).keys).toEqual([
      { id: 'b', key: Buffer.from(first, 'base64') },
      { id: 'a', key: Buffer.from(second, 'base64') },
    ]);
  });

  test('come with the hash key, or not at all', () => {
    expect(refusal({ LONGQIAO_KEYS: `a:${key()}` }).problems[0]?.path).toBe('LONGQIAO_HASH_KEY');
    expect(refusal({ LONGQIAO_HASH_KEY: key() }).problems[0]?.path).toBe('LONGQIAO_KEYS');
  });

  test.each([
    ['a short key', `a:${key(31)}`],
    ['no id', key()],
    ['one id twice', `a:${key()},a:${key()}`],
    ['a comma at the end', `a:${key()},`],
  ])('%s is refused without showing it', (_name, value) => {
    const error = refusal({ LONGQIAO_KEYS: value });
    expect(error.remedy?.en).toContain('LONGQIAO_KEYS');
    expect(JSON.stringify([error.message, error.remedy, error.problems])).not.toContain(
      value.split(':').at(-1),
    );
  });
});

test.each([
  ['PORT', '80a'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['DATABASE_URL', 'mysql://u:hunter2@h/db'],
  ['REDIS_URL', 'localhost:6379'],
  ['LOG_LEVEL', 'loud'],
  ['UPLOAD_MAX_XLSX_MB', '65'],
  ['NIGHTLY_CRON', 'daily'],
  ['LONGQIAO_HASH_KEY', 'short'],
  ['SMTP_URL', 'https://mail'],
])('a wrong %s (%s) is named with what to write instead', (name, value) => {
  const error = refusal({ [name]: value });
  expect(error).toMatchObject({ kind: 'invalid_input', code: 'CONFIG_INVALID' });
  expect(error.problems.map((problem) => problem.path)).toEqual([name]);
  expect(error.remedy?.en).toContain(name);
  expect(`${error.message} ${error.remedy?.en}`).not.toContain('hunter2');
});

test('every wrong variable is named at once', () => {
  expect(refusal({ PORT: 'x', LOG_LEVEL: 'x' }).problems).toHaveLength(2);
});

test('a .env file fills what the environment leaves open', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'longqiao-env-')), '.env');
  expect(readConfig(withDotEnv({}, file)).port).toBe(8080);
  writeFileSync(file, '# ours\nPORT=9000\nHOST="0.0.0.0"\n');
  expect(readConfig(withDotEnv({ PORT: '9001' }, file))).toMatchObject({ port: 9001, host: '0.0.0.0' });
});

test('.env.example is current: if not, run npx tsx scripts/build-env-example.ts', () => {
  expect(readFileSync(path.join(PROJECT_ROOT, '.env.example'), 'utf8')).toBe(envExample());
});
