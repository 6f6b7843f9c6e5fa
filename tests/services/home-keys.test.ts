import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { loadOrMakeHomeKeys, readHomeKeys } from '../../src/services/home-keys.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'longqiao-keys-'));
});

test('keys are made once, for the owner only, and the settings accept them', () => {
  expect(readHomeKeys(home)).toBeNull();
  const made = loadOrMakeHomeKeys(home);
  expect(loadOrMakeHomeKeys(home)).toEqual(made);
  expect(readHomeKeys(home)).toEqual(made);
  expect(readdirSync(home)).toEqual(['keys']);
  expect(statSync(path.join(home, 'keys')).mode & 0o777).toBe(0o600);
  expect(readConfig({ ...made }).keys?.map(({ id }) => id)).toEqual(['home']);
});

test('a broken key file is never replaced: the data depend on it', () => {
  writeFileSync(path.join(home, 'keys'), 'LONGQIAO_KEYS=home:abc\n');
  expect(() => loadOrMakeHomeKeys(home)).toThrow(/not whole/);
});
