import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'longqiao project '));
  cpSync(path.join(PROJECT_ROOT, 'scripts'), path.join(root, 'scripts'), { recursive: true });
});

/** A program on a search path of its own that answers one line. */
function fake(name: string, script: string): void {
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  writeFileSync(path.join(root, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function run(command: readonly string[], searchPath = process.env['PATH']) {
  const [program = '', ...args] = command;
  return spawnSync(program, args, {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, PATH: searchPath },
  });
}

/** The tools that a bare system has, without Node.js. */
function bareSearchPath(): string {
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  for (const tool of ['dirname', 'id', 'sh'])
    fake(tool, `exec /bin/${tool} "$@" 2>/dev/null || exec /usr/bin/${tool} "$@"`);
  return path.join(root, 'bin');
}

describe.each(['demo', 'test'])('scripts/%s', (script) => {
  test('says that Node.js is missing, and where to get it', () => {
    const result = run(['/bin/sh', path.join(root, 'scripts', script)], bareSearchPath());
    expect(result.stderr).toContain('Node.js is missing. Install 20.19 or newer');
    expect(result.status).toBe(3);
  });

  test.each(['v20.18.3', 'v18.20.4', 'v8.17.0'])('says that Node.js %s is too old', (version) => {
    const searchPath = bareSearchPath();
    fake('node', `echo ${version}`);
    const result = run(['/bin/sh', path.join(root, 'scripts', script)], searchPath);
    expect(result.stderr).toContain(`Node.js ${version.slice(1)} is too old`);
    expect(result.status).toBe(3);
  });
});

describe('what is made is made again', () => {
  const fresh = (...args: string[]) =>
    run([process.execPath, path.join(root, 'scripts/lib/fresh.mjs'), ...args]).status === 0;

  beforeEach(() => {
    mkdirSync(path.join(root, 'src/domain'), { recursive: true });
    mkdirSync(path.join(root, 'dist'));
    mkdirSync(path.join(root, 'node_modules'));
    for (const file of ['tsconfig.json', 'tsconfig.build.json', 'src/domain/a.ts']) {
      writeFileSync(path.join(root, file), '{}');
    }
    writeFileSync(path.join(root, 'package-lock.json'), '{"packages":{"node_modules/a":{"integrity":"x"}}}');
  });

  test('the first time, and not the second', () => {
    expect(fresh('build')).toBe(false);
    fresh('--mark', 'build');
    expect(fresh('build')).toBe(true);
  });

  test.each(['src/domain/a.ts', 'tsconfig.build.json', 'package-lock.json', 'src/domain/new.ts'])(
    'after a change in %s',
    (file) => {
      fresh('--mark', 'build');
      writeFileSync(path.join(root, file), '{"packages":{}}');
      expect(fresh('build')).toBe(false);
    },
  );

  test('after a file went away, and after dist went away', () => {
    fresh('--mark', 'build');
    rmSync(path.join(root, 'src/domain/a.ts'));
    expect(fresh('build')).toBe(false);
    fresh('--mark', 'build');
    rmSync(path.join(root, 'dist'), { recursive: true });
    expect(fresh('build')).toBe(false);
  });

  test("packages that npm's own record holds in the locked version need no installation", () => {
    const record = (integrity: string) => {
      mkdirSync(path.join(root, 'node_modules/a'), { recursive: true });
      const text = JSON.stringify({ packages: { 'node_modules/a': { integrity } } });
      writeFileSync(path.join(root, 'node_modules/.package-lock.json'), text);
    };
    expect(fresh('packages')).toBe(false);
    record('y');
    expect(fresh('packages')).toBe(false);
    record('x');
    expect(fresh('packages')).toBe(true);
    rmSync(path.join(root, 'node_modules/a'), { recursive: true });
    expect(fresh('packages')).toBe(false);
  });
});
