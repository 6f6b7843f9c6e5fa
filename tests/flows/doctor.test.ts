import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { doctor, type DoctorProbes } from '../../src/flows/doctor.ts';

const healthy: DoctorProbes = {
  longqiao: '1.2.3',
  node: '22.11.0',
  keys: () => ['2026a', '2025a'],
  keysInUse: () => Promise.resolve(['2026a']),
  database: () => Promise.resolve({ version: '18.4', appliedMigrations: 5, pendingMigrations: 0 }),
  queue: () => Promise.resolve('redis 7.2.4'),
  inboxOnly: () => Promise.resolve([]),
  reference: () => ({ occupations: 94, regions: 3_211 }),
};

const away = new AppError({
  kind: 'unavailable',
  code: 'AWAY',
  message: { zh: '不在', en: 'away' },
  remedy: { zh: '请启动', en: 'start it' },
});

test('a healthy system passes every check and names its versions', async () => {
  const report = await doctor(healthy);
  expect(report.ok).toBe(true);
  expect(report.checks.filter((check) => check.remedy !== null)).toEqual([]);
  expect(report.versions).toEqual({
    longqiao: '1.2.3',
    node: '22.11.0',
    postgres: '18.4',
    redis: 'redis 7.2.4',
  });
});

describe('one thing that is wrong is named with a remedy', () => {
  test.each<[string, Partial<DoctorProbes>, string[]]>([
    ['an old Node.js', { node: '20.18.3' }, ['node']],
    ['an ancient Node.js', { node: '18.20.0' }, ['node']],
    [
      'missing keys',
      {
        keys: () => {
          throw away;
        },
      },
      ['keys'],
    ],
    ['a key that is in use and missing', { keysInUse: () => Promise.resolve(['2026a', '2024a']) }, ['keys']],
    ['a database that is away', { database: () => Promise.reject(away) }, ['database', 'migrations']],
    [
      'a migration that waits',
      { database: () => Promise.resolve({ version: '18.4', appliedMigrations: 4, pendingMigrations: 1 }) },
      ['migrations'],
    ],
    ['a queue that is away', { queue: () => Promise.reject(new Error('ECONNREFUSED')) }, ['queue']],
    ['empty reference data', { reference: () => ({ occupations: 0, regions: 3_211 }) }, ['reference']],
  ])('%s', async (_name, wrong, names) => {
    const report = await doctor({ ...healthy, ...wrong });
    const failed = report.checks.filter((check) => !check.ok);
    expect(report.ok).toBe(false);
    expect(failed.map((check) => check.name)).toEqual(names);
    expect(failed.every((check) => check.remedy !== null)).toBe(true);
  });
});

test('the remedy of the failure itself is handed on', async () => {
  const report = await doctor({ ...healthy, queue: () => Promise.reject(away) });
  const check = report.checks.find(({ name }) => name === 'queue');
  expect(check).toMatchObject({ finding: { en: 'away' }, remedy: { en: 'start it' } });
  expect(report.versions.redis).toBeNull();
});

test('a first answer that is late does not make a server ill', async () => {
  let asked = 0;
  const queue = async (): Promise<string> => {
    asked += 1;
    if (asked === 1) throw away;
    return await Promise.resolve('redis 7.2.4');
  };
  expect((await doctor({ ...healthy, queue })).ok).toBe(true);
});

test.each(['20.19.0', '22.0.0', '24.1.0'])('Node.js %s is new enough', async (node) => {
  expect((await doctor({ ...healthy, node })).ok).toBe(true);
});

test('brokers with the inbox alone are named, and nothing is wrong', async () => {
  const report = await doctor({ ...healthy, inboxOnly: () => Promise.resolve(['B1', 'B4']) });
  expect(report.ok).toBe(true);
  const check = report.checks.find(({ name }) => name === 'channels');
  expect(check?.finding.zh).toContain('B1、B4');
  expect(check?.remedy?.en).toContain('broker channel add');
});
