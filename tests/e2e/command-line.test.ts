import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { runProgram, temporaryFolder, type Finished } from './program.ts';
import { ROOT } from './seeded-world.ts';

/** Programs use the queue's ordinary prefix, so this file has a database of Redis to itself. */
const REDIS_DATABASE = 8;
const BAD = path.join(ROOT, 'seeds/bad');
const LONG = 120_000;

describe('the command line', () => {
  const home = temporaryFolder();
  let env: NodeJS.ProcessEnv;
  const run = async (...args: string[]): Promise<Finished> => await runProgram(args, env);

  beforeAll(async () => {
    env = {
      LONGQIAO_HOME: home,
      DATABASE_URL: (await openTestDatabase()).url,
      REDIS_URL: `${inject('redisUrl').replace(/\/\d*$/, '')}/${REDIS_DATABASE}`,
    };
  });

  it(
    'goes the whole way: seed, run, match, shortlist, explain, key, broker',
    async () => {
      const seeded = await run('seed', 'seeds', '--json');
      expect(seeded.code, seeded.stderr).toBe(0);
      const reports = JSON.parse(seeded.stdout) as { rowsRead: number; accepted: number; rejected: number }[];
      for (const report of reports) expect(report.accepted + report.rejected).toBe(report.rowsRead);

      const started = await run('run', 'start', '--nightly', '--json');
      expect(started.code, started.stderr).toBe(0);
      expect(JSON.parse(started.stdout)).toMatchObject({ kind: 'nightly', state: 'published' });

      const key = await run(
        'key',
        'create',
        '--label',
        'test',
        '--role',
        'broker',
        '--scope',
        '620524',
        '--broker',
        'B1',
        '--json',
      );
      expect(key.code, key.stderr).toBe(0);
      expect((JSON.parse(key.stdout) as { secret: string }).secret).toMatch(/^lq_/);

      const listed = await run('run', 'list');
      expect(listed.stdout).toContain('已发布');
      const brokers = await run('broker', 'list', '--json');
      expect((JSON.parse(brokers.stdout) as unknown[]).length).toBe(4);
    },
    LONG,
  );

  it(
    'explains the very pair that it ranked, with the same score',
    async () => {
      const shortlist = await run('shortlist', 'O166', '--top', '3', '--json');
      expect(shortlist.code, shortlist.stderr).toBe(0);
      const [first] = (JSON.parse(shortlist.stdout) as { pairs: { laborerId: string; score: number }[] })
        .pairs;
      const explained = await run('explain', first?.laborerId ?? '', 'O166', '--json');
      expect(JSON.parse(explained.stdout)).toMatchObject({ isEligible: true, score: first?.score });
      const matched = await run('match', first?.laborerId ?? '', '--top', '20');
      expect(matched.stdout).toMatch(/^1\. \d+\.\d\d {2}O\d+ /m);
    },
    LONG,
  );

  it(
    'imports the same file again without a change',
    async () => {
      const again = await run('import', 'seeds/openings.xlsx', '--json');
      expect(JSON.parse(again.stdout)).toMatchObject([{ created: 0, updated: 0, rejected: 0 }]);
    },
    LONG,
  );

  it.each([
    ['laborers-empty.csv', 2],
    ['laborers-broken-zip.xlsx', 2],
    ['laborers-missing-column.csv', 2],
  ])(
    'refuses %s as a whole, in both languages, with a remedy',
    async (name, code) => {
      const refused = await run('import', path.join(BAD, name));
      expect(refused.code).toBe(code);
      expect(refused.stderr).toContain(name);
      expect(refused.stderr).toMatch(/→ .*\n→ /);
      expect(refused.stderr).not.toContain('    at ');
    },
    LONG,
  );

  it(
    'names the row, the column and the mending of a bad row, and shows no ID number',
    async () => {
      const report = await run('import', path.join(BAD, 'laborers-false-check-character.csv'));
      expect(report.code, report.stderr).toBe(0);
      expect(report.stdout).toMatch(/第 \d+ 行.*身份证/);
      const ids =
        readFileSync(path.join(BAD, 'laborers-false-check-character.csv'), 'utf8').match(
          /629999\d{11}[\dX]/g,
        ) ?? [];
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) expect(report.stdout).not.toContain(id);
    },
    LONG,
  );

  it(
    'imports the good files of several, names the broken ones, and says so by its exit code',
    async () => {
      const names = ['laborers-broken-zip.xlsx', 'openings-past-dates.csv', 'laborers-empty.csv'];
      const several = await run('import', ...names.map((name) => path.join(BAD, name)), '--json');
      expect(several.code).toBe(2);
      expect(JSON.parse(several.stdout)).toMatchObject([
        { fileName: 'openings-past-dates.csv', accepted: 4 },
      ]);
      const { error } = JSON.parse(several.stderr) as {
        error: { code: string; problems: { path: string }[] };
      };
      expect(error.code).toBe('FILES_REFUSED');
      expect(error.problems.map((one) => path.basename(one.path))).toEqual([names[0], names[2]]);
    },
    LONG,
  );

  it(
    'shows what an import only warns about',
    async () => {
      const report = await run('import', path.join(BAD, 'openings-discriminating.csv'));
      expect(report.stdout).toMatch(/! 第 4 行 技能要求.*依法不采用/);
    },
    LONG,
  );

  it.each([
    [['match', 'O7'], 2, 'L12'],
    [['run', 'show', 'R999'], 4, 'R999'],
    [['match', 'L999999'], 4, 'L999999'],
    [['explain', 'L1', 'O999999'], 4, 'O999999'],
    [['run', 'start', '--profile', 'nowhere'], 4, 'nearby_first'],
    [['run', 'start', '--top', '5000'], 2, '1000'],
    [['export-fair', 'J999'], 4, 'J999'],
    [['key', 'create', '--label', 'x', '--role', 'emperor', '--scope', 'all'], 2, 'officer'],
    [['import', 'nowhere.csv'], 2, 'nowhere.csv'],
    [['frobnicate'], 2, 'frobnicate'],
  ])(
    'answers %j with exit code %i and says how to go on',
    async (args, code, hint) => {
      const refused = await run(...args);
      expect(refused.code, refused.stderr).toBe(code);
      expect(refused.stderr).toContain(hint);
    },
    LONG,
  );

  it(
    'says what to start when nothing runs',
    async () => {
      const away = await runProgram(['match', 'L1'], { LONGQIAO_HOME: temporaryHome });
      expect(away.code).toBe(3);
      expect(away.stderr).toContain('./scripts/demo');
    },
    LONG,
  );
  const temporaryHome = temporaryFolder();

  it(
    'says so within seconds when the database is away',
    async () => {
      const began = Date.now();
      const away = await runProgram(['match', 'L1'], {
        ...env,
        DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      });
      expect(away.code).toBe(3);
      expect(away.stderr).toMatch(/DATABASE_URL|PostgreSQL/);
      expect(Date.now() - began).toBeLessThan(LONG / 4);
    },
    LONG,
  );

  it(
    'lets doctor say what is wrong, and exits with 1',
    async () => {
      let well = await run('doctor', '--json');
      // A busy machine can be late with one answer, which the doctor rightly calls none.
      for (let tries = 1; well.code !== 0 && tries < 4; tries += 1) well = await run('doctor', '--json');
      expect(well.code, well.stdout).toBe(0);
      expect(JSON.parse(well.stdout)).toMatchObject({ ok: true });
      const ill = await runProgram(['doctor', '--json'], { ...env, REDIS_URL: 'redis://127.0.0.1:9' });
      expect(ill.code).toBe(1);
      const report = JSON.parse(ill.stdout) as { checks: { name: string; ok: boolean; remedy: unknown }[] };
      expect(report.checks.find((check) => check.name === 'queue')).toMatchObject({
        ok: false,
        remedy: expect.anything() as unknown,
      });
    },
    LONG,
  );
});
