import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckedManifest, writeManifest } from '../../scripts/lib/backup-manifest.ts';
import { restoreBackup } from '../../scripts/lib/restore-backup.ts';
import { writeBackup } from '../../scripts/lib/write-backup.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { createPersonalCrypto } from '../../src/db/personal-crypto.ts';
import { startRun } from '../../src/flows/runs/start-run.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { NightWorld } from '../support/night-world.ts';

const home = mkdtempSync(path.join(tmpdir(), 'longqiao-backup-'));
const folder = path.join(home, 'backup');
let world: NightWorld;
let empty: string;

beforeAll(async () => {
  world = await NightWorld.open();
  await world.night();
  await writeBackup({ url: world.url, folder });
  empty = await createEmptyDatabase();
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a backup', () => {
  it('gives every row back, and a next night that ranks everybody', async () => {
    const url = await createEmptyDatabase();
    const manifest = await restoreBackup({ url, folder });
    expect(manifest.tables.find((table) => table.name === 'laborer')?.rows).toBeGreaterThan(200);
    expect(await printOf(url)).toEqual(await printOf(world.url));
    const db = await openDatabase({ url, crypto: anyCrypto(), poolSize: 2 });
    try {
      const context = { ...world.context, db: { ...db, today: async () => await world.context.db.today() } };
      const { run } = await startRun(context, {
        kind: 'manual',
        scope: '',
        requestId: 'after the restore',
        startedBy: 'test',
        topK: 5,
      });
      expect(run).toMatchObject({ baseRunId: null, wholeReason: 'settings_changed' });
    } finally {
      await db.close();
    }
  });

  it('is readable by its owner alone and is not written over another', async () => {
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(path.join(folder, 'laborer.copy.gz')).mode & 0o077).toBe(0);
    await expect(writeBackup({ url: world.url, folder })).rejects.toMatchObject({ code: 'BACKUP_EXISTS' });
  });
});

describe('a restore refuses, and leaves the database empty,', () => {
  it('when a byte of a table or of the manifest flipped, or a file is missing', async () => {
    for (const name of ['laborer.copy.gz', 'manifest.json']) {
      const copy = path.join(home, 'flipped');
      cpSync(folder, copy, { recursive: true });
      const bytes = readFileSync(path.join(copy, name));
      bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
      writeFileSync(path.join(copy, name), bytes);
      const restoring = restoreBackup({ url: empty, folder: copy });
      await expect(restoring).rejects.toMatchObject({ code: 'BACKUP_BROKEN' });
      await expect(restoring).rejects.toThrow(name);
      copyFileSync(path.join(folder, name), path.join(copy, name));
      rmSync(path.join(copy, 'opening.copy.gz'));
      await expect(restoreBackup({ url: empty, folder: copy })).rejects.toThrow('opening.copy.gz');
      rmSync(copy, { recursive: true });
    }
    expect(await printOf(empty)).toEqual({});
  });

  it('when it is of another migration level', async () => {
    const older = path.join(home, 'older');
    cpSync(folder, older, { recursive: true });
    const manifest = await readCheckedManifest(older);
    await writeManifest(older, { ...manifest, migrations: manifest.migrations.slice(0, -1) });
    await expect(restoreBackup({ url: empty, folder: older })).rejects.toMatchObject({
      code: 'BACKUP_OF_OTHER_VERSION',
    });
    expect(await printOf(empty)).toEqual({});
  });

  it('when the database is not empty', async () => {
    await expect(restoreBackup({ url: world.url, folder })).rejects.toMatchObject({
      code: 'TARGET_NOT_EMPTY',
    });
  });
});

function anyCrypto(): ReturnType<typeof createPersonalCrypto> {
  return createPersonalCrypto({ keys: [{ id: 'any', key: Buffer.alloc(32) }], hashKey: Buffer.alloc(32) });
}

/** A digest of all rows of each table, partitions too, and the state of each sequence; what a restore changes is left out. */
async function printOf(url: string): Promise<Record<string, string>> {
  return await withClient(url, async (client) => {
    const prints: Record<string, string> = {};
    const { rows: relations } = await client.query<{ name: string; kind: string }>(
      `select relname as name, relkind as kind from pg_class where relnamespace = 'public'::regnamespace
         and relkind in ('r', 'p', 'S') and relname !~ '^migration' order by 1`,
    );
    for (const { name, kind } of relations) {
      const rowsOf = kind === 'S' ? `(select last_value, is_called from ${name})` : name;
      const { rows } = await client.query<{ print: string }>(
        `select coalesce(md5(string_agg(line, ',' order by line)), '') as print
         from (select (to_jsonb(t) - 'basis')::text as line from ${rowsOf} t) lines`,
      );
      prints[name] = rows[0]?.print ?? '';
    }
    return prints;
  });
}
