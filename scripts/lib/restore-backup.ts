import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Connection } from '../../src/db/connection.ts';
import { MIGRATIONS } from '../../src/db/migrations.ts';
import { say } from '../../src/domain/bilingual.ts';
import { AppError } from '../../src/domain/errors.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { readCheckedManifest, tableFile, type BackupManifest } from './backup-manifest.ts';

/**
 * Reads a backup into an empty database: checksums first, then the migrations, then all rows in one transaction. The next run is a
 * whole one: incremental runs know who changed by transaction ids, and those of another server mean nothing here.
 * @throws AppError `BACKUP_NOT_FOUND`, `BACKUP_BROKEN`, `BACKUP_OF_OTHER_VERSION`, `TARGET_NOT_EMPTY`, `RESTORE_NOT_ALLOWED`.
 */
export async function restoreBackup(input: {
  readonly url: string;
  readonly folder: string;
}): Promise<BackupManifest> {
  const manifest = await readCheckedManifest(input.folder);
  assertSameMigrations(manifest);
  await withClient(input.url, async (client) => {
    await assertEmpty(client);
    await assertAllowed(client);
  });
  await migrate(input.url);
  await withClient(input.url, async (client) => {
    await client.query('begin');
    await fill(client, manifest, input.folder);
    await client.query('commit');
    await client.query('analyze');
  });
  return manifest;
}

function assertSameMigrations({ migrations }: BackupManifest): void {
  const here = MIGRATIONS.map((migration) => migration.name).toSorted();
  if (here.join() === migrations.toSorted().join()) return;
  throw new AppError({
    kind: 'conflict',
    code: 'BACKUP_OF_OTHER_VERSION',
    message: say(
      `备份有 ${migrations.length} 个迁移，本程序有 ${here.length} 个，两者不是同一版本`,
      `The backup has ${migrations.length} migrations and this program ${here.length}: they are of two versions`,
    ),
    remedy: say(
      '用备份时的程序版本恢复，然后换成新版本并运行 longqiao migrate',
      'Restore it with the program of the time of the backup, then change the program and run longqiao migrate',
    ),
  });
}

async function assertEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S') order by 1 limit 1`,
  );
  if (rows.length === 0) return;
  throw new AppError({
    kind: 'conflict',
    code: 'TARGET_NOT_EMPTY',
    message: say(
      `数据库 ${client.database} 不是空的（有 ${rows[0]?.name}），没有动它`,
      `The database ${client.database} is not empty (it has ${rows[0]?.name}); it was left as it is`,
    ),
    remedy: say(
      '恢复到一个新库：./scripts/restore <目录> --database longqiao_restored',
      'Restore into a new one: ./scripts/restore <folder> --database longqiao_restored',
    ),
  });
}

/** Rows come in without triggers and in any order of the tables: for that a role needs a right. */
async function assertAllowed(client: Client): Promise<void> {
  const { rows } = await client.query<{ allowed: boolean; role: string }>(
    `select has_parameter_privilege('session_replication_role', 'set') as allowed, current_user as role`,
  );
  if (rows[0]?.allowed === true) return;
  throw new AppError({
    kind: 'forbidden',
    code: 'RESTORE_NOT_ALLOWED',
    message: say(
      `数据库用户 ${rows[0]?.role} 无权关闭触发器`,
      `The database's role ${rows[0]?.role} may not switch triggers off`,
    ),
    remedy: say(
      `请数据库管理员执行：grant set on parameter session_replication_role to ${rows[0]?.role}`,
      `Ask the administrator of the database: grant set on parameter session_replication_role to ${rows[0]?.role}`,
    ),
  });
}

async function migrate(url: string): Promise<void> {
  const connection = new Connection({ url, poolSize: 1 });
  try {
    await (await connection.open()).runMigrations();
  } finally {
    await connection.close();
  }
}

async function fill(client: Client, manifest: BackupManifest, folder: string): Promise<void> {
  const quoted = (name: string): string => `public.${client.escapeIdentifier(name)}`;
  await client.query('set local session_replication_role = replica');
  // The migrations bring rows of their own, which are in the backup as well.
  await client.query(`truncate ${manifest.tables.map((table) => quoted(table.name)).join(', ')}`);
  for (const run of manifest.runs) await client.query('select add_recommendation_partition($1)', [run]);
  for (const { name, columns, rows } of manifest.tables) {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const target = client.query(copyFrom(`copy ${quoted(name)} (${list}) from stdin`));
    await pipeline(createReadStream(tableFile(folder, name)), createGunzip(), target);
    if (target.rowCount !== rows) throw new Error(`${name}: ${target.rowCount} rows came in, not ${rows}`);
  }
  for (const { name, last, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), last, isCalled]);
  }
  await client.query(`update match_run set basis = 'restored' where basis is not null`);
}
