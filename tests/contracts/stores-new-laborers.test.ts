import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import { aFullRecord, aLaborer, aRecord, idNumberOf, phoneOf } from '../db/builders.ts';
import { openTestDatabase, testCrypto } from '../db/open-test-database.ts';

/** Enough to go in by COPY. */
const MANY = 150;

let db: Database;
let url: string;

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
});

function person(serial: number): LaborerInput {
  const record = serial % 2 === 0 ? aFullRecord() : aRecord({ householdNo: `H${serial % 7}` });
  const work = { placeCode: '350200', employerName: '某厂', contractMonths: 12 };
  const list = {
    kind: serial % 3 === 0 ? ('employed' as const) : ('willing' as const),
    validFrom: '2026-02-01',
    source: 'ledger.csv',
    ...(serial % 3 === 0 ? { work } : {}),
  };
  return aLaborer(serial, { record, list: serial % 5 === 0 ? null : list });
}

function people(from: number, count = MANY): LaborerInput[] {
  return Array.from({ length: count }, (_, at) => person(from + at));
}

async function query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  const result = await client.query(text, [...values]);
  await client.end();
  return result;
}

/** Rows and entries without what differs from person to person. */
async function storedOf(from: number): Promise<unknown> {
  const secret = `array['id', 'id_number', 'id_number_hash', 'id_number_masked', 'phone', 'phone_hash', 'phone_masked',
    'created_at', 'updated_at', 'laborer_id']`;
  const { rows } = await query(
    `select to_jsonb(l) - ${secret} as laborer, (l.phone is null) as no_phone,
       (select jsonb_agg(to_jsonb(e) - ${secret}) from list_entry e where e.laborer_id = l.id) as entries,
       (select count(*)::int from consent_entry c where c.laborer_id = l.id) as consents
     from unnest($1::bytea[]) with ordinality as given(hash, place)
     join laborer l on l.id_number_hash = given.hash order by given.place`,
    [people(from).map(({ personal }) => testCrypto().hash(personal.idNumber, 'laborer.id_number'))],
  );
  return rows;
}

describe('many new people at once', () => {
  it('leave the same rows, entries and consents as a few at a time', async () => {
    const inMany = await db.transaction(async (stores) => await stores.laborers.upsert(people(1_000_050)));
    expect(inMany.map(({ outcome }) => outcome)).toEqual(inMany.map(() => 'created'));
    // Serials of the same remainders by 2, 3, 5 and 7: the same people but for who they are.
    for (let from = 0; from < MANY; from += 50) {
      await db.stores.laborers.upsert(people(1_000_050 + 2_100 + from, 50));
    }
    const stored = await storedOf(1_000_050);
    expect(stored).toHaveLength(MANY);
    expect(stored).toEqual(await storedOf(1_000_050 + 2_100));
  });

  it('are read back as they were given, and are known the second time', async () => {
    const again = await db.stores.laborers.upsert(people(1_000_050));
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    const [first] = again;
    expect(await db.stores.laborers.reveal(first!.id)).toEqual({
      idNumber: idNumberOf(1_000_050),
      phone: phoneOf(1_000_050),
    });
  });

  it('go in beside those who are known, in the order of the input', async () => {
    const mixed = [...people(1_010_000), ...people(1_000_050), ...people(1_020_000)];
    const outcomes = await db.stores.laborers.upsert(mixed);
    const by = (from: number, to: number) => new Set(outcomes.slice(from, to).map(({ outcome }) => outcome));
    expect([by(0, MANY), by(MANY, 2 * MANY), by(2 * MANY, 3 * MANY)]).toEqual([
      new Set(['created']),
      new Set(['unchanged']),
      new Set(['created']),
    ]);
    const ids = outcomes.slice(0, MANY).map(({ id }) => Number(id.slice(1)));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('that two writers bring at the same time are registered once, and both are told of everyone', async () => {
    const other = await openDatabase({ url, crypto: testCrypto() });
    const results = await Promise.all(
      [db, other].map(
        async (writer) =>
          await writer.transaction(async (stores) => await stores.laborers.upsert(people(1_030_000))),
      ),
    );
    await other.close();
    expect(results[0]!.map(({ id }) => id)).toEqual(results[1]!.map(({ id }) => id));
    const created = results.map((rows) => rows.filter(({ outcome }) => outcome === 'created').length);
    expect(created.toSorted((a, b) => a - b)).toEqual([0, MANY]);
  });
});

describe('many known people at once', () => {
  /** The same people: most as they are, and of each kind of news some. */
  function news(from: number): LaborerInput[] {
    return people(from).map((input, at) => {
      const { record, personal } = input;
      if (at % 10 === 1) return { ...input, record: { ...record, education: 'bachelor' } };
      if (at % 10 === 2) return { ...input, record: { ...record, name: '另一个名字' } };
      if (at % 10 === 3) return { ...input, record: { ...record, homeCode: '620102' } };
      if (at % 10 === 4) return { ...input, personal: { ...personal, phone: phoneOf(7_000_000 + at) } };
      if (at % 10 === 5) return { ...input, personal: { ...personal, phone: null } };
      const employed = { kind: 'employed' as const, validFrom: '2026-03-01', source: 'later.csv' };
      if (at % 10 === 6) return { ...input, list: { ...employed, work: { placeCode: '350200' } } };
      if (at % 10 === 7) return { ...input, list: { ...employed, validFrom: '2020-01-01' } };
      return input;
    });
  }

  async function conflictsOf(from: number): Promise<unknown> {
    const { rows } = await query(
      `select given.place, c.field, c.stored, c.given, c.times, c.state from unnest($1::bytea[]) with ordinality as given(hash, place)
       join laborer l on l.id_number_hash = given.hash join identity_conflict c on c.laborer_id = l.id order by 1, 2, 4`,
      [people(from).map(({ personal }) => testCrypto().hash(personal.idNumber, 'laborer.id_number'))],
    );
    return rows;
  }

  it('become what they become a few at a time, and the same news again is none', async () => {
    const [many, few] = [1_040_050, 1_040_050 + 2_100];
    await db.transaction(async (stores) => await stores.laborers.upsert(people(many)));
    await db.transaction(async (stores) => await stores.laborers.upsert(people(few)));
    const asMany = await db.transaction(async (stores) => await stores.laborers.upsert(news(many)));
    const asFew = [];
    for (let at = 0; at < MANY; at += 50) {
      asFew.push(...(await db.stores.laborers.upsert(news(few).slice(at, at + 50))));
    }
    const told = asMany.map(({ outcome, conflicts }) => ({ outcome, conflicts }));
    expect(new Set(told.map(({ outcome }) => outcome))).toEqual(new Set(['updated', 'unchanged']));
    expect(told).toEqual(asFew.map(({ outcome, conflicts }) => ({ outcome, conflicts })));
    expect(await storedOf(many)).toEqual(await storedOf(few));
    expect(await conflictsOf(many)).toEqual(await conflictsOf(few));
    expect(await conflictsOf(many)).not.toEqual([]);
    const phones = await Promise.all(
      [1, 4, 5].map(async (at) => (await db.stores.laborers.reveal(asMany[at]!.id))?.phone),
    );
    expect(phones).toEqual([phoneOf(many + 1), phoneOf(7_000_004), phoneOf(many + 5)]);
    const again = await db.transaction(async (stores) => await stores.laborers.upsert(news(many)));
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });

  it('and new ones are in the change logs as the ids from the first to the last', async () => {
    const rows = await db.transaction(async (stores) => await stores.laborers.upsert(people(1_050_000)));
    const ids = rows.map(({ id }) => Number(id.slice(1)));
    for (const table of ['laborer_change', 'count_change']) {
      const { rows: logged } = await query(
        `select laborer_id, last_laborer_id from ${table} where laborer_id = $1 and last_laborer_id = $2`,
        [Math.min(...ids), Math.max(...ids)],
      );
      expect(logged.length).toBeGreaterThan(0);
    }
  });
});
