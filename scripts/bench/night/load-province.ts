/**
 * Loads a synthetic province into a migrated database, as a process of its own, so that what is measured later does not hold
 * the generator's memory. Arguments: seed, laborers, openings;
 * DATABASE_URL.
 */
import { createHash } from 'node:crypto';
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

/** Columns that hold who she is. */
const PERSONAL = ['id_number_hash', 'id_number', 'id_number_masked', 'phone_hash', 'phone', 'phone_masked'];

const [seed = '', laborers = '', openings = ''] = process.argv.slice(2);
const url = process.env['DATABASE_URL'] ?? '';
const province = generateProvince({
  seed: Number(seed),
  laborers: Number(laborers),
  openings: Number(openings),
  willingShare: 1,
  reference: loadReference(),
});
await loadOpenings(province);
const client = new Client({ connectionString: url });
await client.connect();
await loadLaborers(client, province);
await client.query('vacuum analyze');
await client.query('checkpoint');
await client.end();

async function loadOpenings(given: Province): Promise<void> {
  const database = await openDatabase({ url, crypto: benchCrypto() });
  for (const batch of given.employerBatches()) await database.stores.employers.upsert(batch);
  for (const batch of given.openingBatches()) await database.stores.openings.upsert(batch);
  await database.close();
}

/** By county, as their ledgers arrive: people of a county stand together in the table. */
async function loadLaborers(to: Client, given: Province): Promise<void> {
  const [first] = given.laborerBatches().next().value ?? [];
  if (first === undefined) return;
  const facts = Object.keys(laborerRow(first.record, null)).filter((name) => name !== 'flags_given');
  const columns = [...PERSONAL, ...facts];
  await to.query('set synchronous_commit = off');
  await to.query(`create unlogged table arriving as
    select ${columns.join(', ')}, null::date as valid_from from laborer limit 0`);
  await copyRows(to, 'arriving', [...columns, 'valid_from'], rowsOf(given, facts));
  await to.query(`insert into laborer (${columns.join(', ')})
    select ${columns.join(', ')} from arriving order by left(home_code, 6), id_number_hash`);
  await to.query(`insert into list_entry (laborer_id, kind, valid_from, reason, source)
    select l.id, 'willing', a.valid_from, 'survey', 'bench' from laborer l join arriving a using (id_number_hash) order by 1`);
  await to.query('drop table arriving');
}

function* rowsOf(given: Province, facts: readonly string[]): Generator<Cell[]> {
  let index = 0;
  for (const batch of given.laborerBatches()) {
    for (const { record, list } of batch) {
      const hash = createHash('sha256').update(`laborer ${index}`).digest();
      index += 1;
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
}
