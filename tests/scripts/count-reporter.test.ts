import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

/** Runs vitest on one file of its own, and returns what it printed and the counts that were written. */
function runTests(source: string): { output: string; counts: string; status: number | null } {
  const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-counts-'));
  symlinkSync(path.join(PROJECT_ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'a.test.ts'), `import { expect, test } from 'vitest';\n${source}`);
  writeFileSync(path.join(folder, 'counts'), '');
  const reporter = path.resolve(PROJECT_ROOT, 'tests/support/count-reporter.ts');
  const vitest = path.join(PROJECT_ROOT, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', '--root', folder, `--reporter=${reporter}`], {
    encoding: 'utf8',
    env: { ...process.env, LONGQIAO_TEST_COUNTS: path.join(folder, 'counts') },
  });
  return {
    output: run.stdout,
    counts: readFileSync(path.join(folder, 'counts'), 'utf8'),
    status: run.status,
  };
}

test('what passed, failed and was skipped is counted, and a skip says why', () => {
  const run = runTests(`
    test('one', () => {});
    test('two', () => expect(1).toBe(2));
    test('three', (context) => context.skip('no browser here'));`);
  expect(run.counts).toBe('1 passed, 1 failed, 1 skipped\n');
  expect(run.output).toContain('skipped: three (no browser here)');
  expect(run.status).toBe(1);
});

test('nothing is said of skipped tests when there are none', () => {
  expect(runTests(`test('one', () => {});`)).toMatchObject({ counts: '1 passed, 0 failed\n', status: 0 });
});

test('a file that breaks before its tests is a failure', () => {
  expect(runTests(`throw new Error('broken');`).counts).toBe('0 passed, 1 failed\n');
});

test('an error that nobody caught is a failure', () => {
  const run = runTests(
    `test('one', () => { setTimeout(() => { throw new Error('late'); }); return new Promise((r) => setTimeout(r, 50)); });`,
  );
  expect(run.counts).toBe('1 passed, 1 failed\n');
});
