/**
 * Loads a synthetic province into a migrated database, as processes of their own, so that what is measured later does not hold
 * the generator's memory. Arguments: seed, laborers, openings; a fourth one names the share of laborers that a process of the
 * loader's own brings in, of PARTS. DATABASE_URL.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Client } from 'pg';
import { openDatabase } from '../../../src/db/open-database.ts';
import { laborerRow } from '../../../src/db/rows/laborer-columns.ts';
import { loadReference } from '../../../src/reference/load-reference.ts';
import { generateProvince, type Province } from '../../make-province/province.ts';
import { benchCrypto } from './bench-context.ts';
import { copyRows, type Cell } from './copy-text.ts';

/** Bytes of an encrypted ID number and phone, as `personal-crypto.ts` makes them. */
const ID_BYTES = 49;
const PHONE_BYTES = 42;
/** Processes that make laborers: making one costs as much as taking it in. */
const PARTS = 2;

/** Columns that hold who she is. */
const PERSONAL = ['id_number_hash', 'id_number', 'id_number_masked', 'phone_hash', 'phone', 'phone_masked'];

/** Indexes are made once at the end, which is faster than row by row. */
const INDEXES = ['laborer_home', 'laborer_county', 'list_entry_open', 'list_entry_laborer'];

const [seed = '', laborers = '', openings = '', part] = process.argv.slice(2);
const url = process.env['DATABASE_URL'] ?? '';
const province = generateProvince({
  seed: Number(seed),
  laborers: Number(laborers),
  openings: Number(openings),
  willingShare: 1,
  reference: loadReference(),
});
const facts = Object.keys(laborerRow(province.laborer(0).input.record, null)).filter(
  (name) => name !== 'flags_given',
);
const columns = [...PERSONAL, ...facts];
const client = new Client({ connectionString: url });
await client.connect();
await client.query('set synchronous_commit = off');
if (part === undefined) await loadAll();
else await copyRows(client, 'arriving', [...columns, 'valid_from'], rowsOf(province, Number(part)));
await client.end();

async function loadAll(): Promise<void> {
  await client.query(`create unlogged table arriving as
    select ${columns.join(', ')}, null::date as valid_from from laborer limit 0`);
  await Promise.all([
    loadOpenings(province),
    ...Array.from({ length: PARTS }, async (_, nth) => await loadPart(nth)),
  ]);
  await takeIn();
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

async function loadPart(nth: number): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1), String(nth)], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`a part of the loader ended with ${code}`);
}

async function loadOpenings(given: Province): Promise<void> {
  const database = await openDatabase({ url, crypto: benchCrypto() });
  for (const batch of given.employerBatches()) await database.stores.employers.upsert(batch);
  for (const batch of given.openingBatches()) await database.stores.openings.upsert(batch);
  await database.close();
}

/**
 * By county, as their ledgers arrive: people of a county stand together in the table. Triggers are left out: rows refer to nothing
 * that is not there, and the first night ranks everybody, so it asks no log of changes.
 */
async function takeIn(): Promise<void> {
  await client.query(`set session_replication_role = replica`);
  await client.query(`set work_mem = '256MB'`);
  await client.query(`set maintenance_work_mem = '512MB'`);
  const found = await client.query<{ indexdef: string }>(
    'select indexdef from pg_indexes where schemaname = current_schema and indexname = any($1)',
    [INDEXES],
  );
  await client.query(`drop index ${INDEXES.join(', ')}`);
  await client.query(`insert into laborer (${columns.join(', ')})
    select ${columns.join(', ')} from arriving order by left(home_code, 6), id_number_hash`);
  await client.query(`insert into list_entry (laborer_id, kind, valid_from, reason, source)
    select l.id, 'willing', a.valid_from, 'stated', 'bench' from laborer l join arriving a using (id_number_hash) order by 1`);
  await client.query('drop table arriving');
  for (const { indexdef } of found.rows) await client.query(indexdef);
}

function* rowsOf(given: Province, nth: number): Generator<Cell[]> {
  for (let index = nth; index < Number(laborers); index += PARTS) {
    const { record, list } = given.laborer(index).input;
    const hash = createHash('sha256').update(`laborer ${index}`).digest();
    // The engine never reads them; they make the rows as wide as real ones.
    const personal = [
      hash,
      Buffer.concat([hash, hash]).subarray(0, ID_BYTES),
      '629999********0000',
      hash,
      Buffer.concat([hash, hash]).subarray(0, PHONE_BYTES),
      '199****0000',
    ];
    const row = laborerRow(record, null);
    yield [...personal, ...facts.map((name) => row[name] as Cell), list?.validFrom ?? '2026-01-01'];
  }
}
