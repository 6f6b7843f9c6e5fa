import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environmentSchema, PROJECT_ROOT } from '../../src/config.ts';

const compose = readFileSync(path.join(PROJECT_ROOT, 'compose.yaml'), 'utf8');
const dockerfile = readFileSync(path.join(PROJECT_ROOT, 'Dockerfile'), 'utf8');

/** The verbs of `longqiao` that containers run. */
const verbs = [
  ...compose.matchAll(/command: \[node, dist\/bin\/cli\.js, (\w+)\]/g),
  ...dockerfile.matchAll(/CMD \["node", "dist\/bin\/cli\.js", "(\w+)"\]/g),
].map((match) => match[1]);

test('containers run the migration, the server and the workers', () => {
  expect(new Set(verbs)).toEqual(new Set(['migrate', 'serve', 'worker']));
});

test.each(verbs)('the verb %s exists', (verb) => {
  expect(existsSync(path.join(PROJECT_ROOT, 'src/cli', `${verb}.ts`))).toBe(true);
});

test('every variable that the containers are given is one that the programs read', () => {
  const given = [...compose.matchAll(/^ {4}([A-Z_]+): /gm)].map((match) => match[1]!);
  expect(given.length).toBeGreaterThan(5);
  expect(given.filter((name) => !(name in environmentSchema.shape))).toEqual([]);
});

test('Redis keeps its jobs over a crash and never evicts them', () => {
  expect(compose).toMatch(/redis-server, --appendonly, 'yes', --maxmemory-policy, noeviction/);
});

test('the image runs as an ordinary user and knows when it is well', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toContain('dist/bin/health.js');
  expect(existsSync(path.join(PROJECT_ROOT, 'src/bin/health.ts'))).toBe(true);
});
