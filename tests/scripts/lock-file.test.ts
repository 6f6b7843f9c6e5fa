import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { missingPlatformPackages, type LockEntry } from '../../scripts/lib/platform-packages.ts';
import { PROJECT_ROOT } from '../../src/config.ts';

test('npm ci accepts the lock file on every platform: if not, run npx tsx scripts/complete-lock.ts', () => {
  const lock = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  expect(missingPlatformPackages(lock.packages)).toEqual([]);
});

test('a missing platform package is found, wherever it is looked up from', () => {
  const optionalDependencies = { '@a/linux-x64-musl': '1.0.0', '@a/darwin-arm64': '1.0.0' };
  const packages = {
    'node_modules/a': { optionalDependencies },
    'node_modules/b/node_modules/a': { dev: true, optionalDependencies: { '@a/win32-x64': '2.0.0' } },
    'node_modules/b/node_modules/@a/win32-x64': {},
    'node_modules/@a/darwin-arm64': {},
  };
  expect(missingPlatformPackages(packages)).toEqual([
    [
      'node_modules/@a/linux-x64-musl',
      { version: '1.0.0', cpu: ['x64'], libc: ['musl'], os: ['linux'], optional: true },
    ],
  ]);
});
