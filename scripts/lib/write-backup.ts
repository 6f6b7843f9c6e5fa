import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { say } from '../../src/domain/bilingual.ts';
import { AppError } from '../../src/domain/errors.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { tableFile, writeManifest, type BackupManifest } from './backup-manifest.ts';

/**
 * Writes every table as of one moment (a REPEATABLE READ transaction; the system goes on meanwhile) into a new folder, readable by
 * its owner alone. The folder has its name only once it is whole; until then it ends with `.part`. Keys are not in it.
 * @throws AppError `BACKUP_EXISTS`, and what PostgreSQL or the disk refuses.
 */
export async function writeBackup(input: {
  readonly url: string;
  readonly folder: string;
}): Promise<BackupManifest> {
  const folder = path.resolve(input.folder);
  const draft = `${folder}.part`;
  await assertFree(folder);
  await assertFree(draft);
  return await withClient(input.url, async (client) => {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await client.query('begin isolation level repeatable read read only');
    const manifest = await dump(client, draft);
    await client.query('commit');
    await writeManifest(draft, manifest);
    await rename(draft, folder);
    return manifest;
  });
}

async function dump(client: Client, draft: string): Promise<BackupManifest> {
  const { rows: found } = await client.query<{ name: string; columns: string[] }>(TABLES);
  const { rows: migrations } = await client.query<{ name: string }>('select name from migration order by id');
  const { rows: runs } = await client.query<{ run: number }>(RUNS);
  const [server] = (await client.query<{ version: string; now: string }>(SERVER)).rows;
  const tables: BackupManifest['tables'] = [];
  for (const table of found) tables.push({ ...table, ...(await copyOut(client, table, draft)) });
  // Behind the rows: a sequence is never below what they hold.
  const { rows: names } = await client.query<{ name: string }>(SEQUENCES);
  const sequences: BackupManifest['sequences'] = [];
  for (const { name } of names) {
    const [state] = (
      await client.query<{ last: string; isCalled: boolean }>(
        `select last_value::text as last, is_called as "isCalled" from public.${client.escapeIdentifier(name)}`,
      )
    ).rows;
    if (state !== undefined) sequences.push({ name, ...state });
  }
  return {
    format: 1,
    createdAt: server?.now ?? '',
    postgres: server?.version ?? '',
    migrations: migrations.map((row) => row.name),
    runs: runs.map((row) => row.run),
    tables,
    sequences,
  };
}

async function copyOut(
  client: Client,
  table: { readonly name: string; readonly columns: readonly string[] },
  draft: string,
): Promise<{ rows: number; sha256: string }> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const source = client.query(
    copyTo(`copy (select ${columns} from public.${client.escapeIdentifier(table.name)}) to stdout`),
  );
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(tableFile(draft, table.name), { mode: 0o600, flush: true });
  await pipeline(source, createGzip(), hashing, file);
  return { rows: source.rowCount, sha256: hash.digest('hex') };
}

async function assertFree(folder: string): Promise<void> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new AppError({
    kind: 'conflict',
    code: 'BACKUP_EXISTS',
    message: say(`${folder} 已经存在`, `${folder} is there already`),
    remedy: say(
      '换一个目录名；以 .part 结尾的是没有写完的备份，可以删除',
      'Choose another folder; one that ends with .part was never finished and can be deleted',
    ),
  });
}

/** Generated columns are made again; the migrations' own table is written by them. */
const TABLES = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> 'migration'
  group by c.relname order by c.relname`;
const RUNS = `
  select substr(c.relname, length('recommendation_r') + 1)::int as run
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'public.recommendation'::regclass order by 1`;
const SEQUENCES = `
  select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'
    and relname not like 'migration%' order by 1`;
const SERVER = `
  select current_setting('server_version') as version,
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`;
