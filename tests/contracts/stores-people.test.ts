import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import { createPersonalCrypto } from '../../src/db/personal-crypto.ts';
import { maskPhone } from '../../src/domain/id-number.ts';
import { isOpen } from '../../src/domain/referral.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { LaborerStore } from '../../src/flows/ports/laborer-store.ts';
import {
  aFullRecord,
  aLaborer,
  anEmployer,
  anOpening,
  aRecord,
  aWillingLaborer,
  idNumberOf,
  NO_WISHES,
  phoneOf,
} from '../db/builders.ts';
import { openTestDatabase, testCrypto, testKey } from '../db/open-test-database.ts';

let db: Database;
let url: string;
let laborers: LaborerStore;

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
  laborers = db.stores.laborers;
});

async function register(serial: number, change: Parameters<typeof aLaborer>[1] = {}) {
  const [row] = await laborers.upsert([aLaborer(serial, change)]);
  return row!.id;
}

describe('registering laborers', () => {
  it('gives back every field as it was given', async () => {
    const id = await register(1, {
      record: aFullRecord(),
      list: { kind: 'willing', validFrom: '2026-02-01', source: 'ledger.csv:2' },
    });
    const [stored] = await laborers.find([id]);
    expect(stored).toEqual({
      ...aFullRecord(),
      id,
      householdId: expect.stringMatching(/^H\d+$/),
      idNumberMasked: `629999********${idNumberOf(1).slice(-4)}`,
      phoneMasked: '199****0001',
      consents: { matching: 'given', contact: null, naming: null },
      list: 'willing',
      version: 1,
    });
  });

  it('keeps apart what is unknown and what is known to be none', async () => {
    const unknown = await register(2);
    const none = await register(3, {
      record: aRecord({
        currentPlaceCode: null,
        holdings: [],
        certificates: [],
        intention: {
          ...NO_WISHES,
          wageFloorCnyPerMonth: null,
          maxDistanceKm: null,
          availableFrom: null,
          availableUntil: null,
          acceptedTerms: [],
        },
      }),
    });
    const [first, second] = await laborers.find([unknown, none]);
    expect(first).toMatchObject({ intention: NO_WISHES });
    expect(first!.holdings).toBeUndefined();
    expect(first!.certificates).toBeUndefined();
    expect(first!.currentPlaceCode).toBeUndefined();
    expect(first!.intention.wageFloorCnyPerMonth).toBeUndefined();
    expect(first!.intention.availableUntil).toBeUndefined();
    expect(second).toMatchObject({ holdings: [], certificates: [], currentPlaceCode: null });
    expect(second!.intention).toMatchObject({
      wageFloorCnyPerMonth: null,
      maxDistanceKm: null,
      availableFrom: null,
      availableUntil: null,
      acceptedTerms: [],
    });
  });

  it('does not write a row that says nothing new', async () => {
    const input = aLaborer(4, { record: aFullRecord() });
    const [created] = await laborers.upsert([input]);
    const [again] = await laborers.upsert([input]);
    expect(created!.outcome).toBe('created');
    expect(again).toEqual({ id: created!.id, outcome: 'unchanged' });
    const [stored] = await laborers.find([created!.id]);
    expect(stored!.version).toBe(1);
  });

  it('keeps facts that a later source does not give', async () => {
    const id = await register(5, { record: aFullRecord() });
    const [row] = await laborers.upsert([
      aLaborer(5, {
        record: aRecord({ education: 'college' }),
        personal: { idNumber: idNumberOf(5), phone: null },
      }),
    ]);
    expect(row).toEqual({ id, outcome: 'updated' });
    const [stored] = await laborers.find([id]);
    expect(stored).toMatchObject({
      education: 'college',
      holdings: aFullRecord().holdings,
      intention: aFullRecord().intention,
      householdNo: 'H-0001',
      phoneMasked: '199****0005',
      matchConsent: 'given',
      version: 2,
    });
  });

  it('keeps wishes and flags that a later source has no column for, and only those', async () => {
    const full = aFullRecord();
    const later = aRecord({
      flags: { outOfPoverty: false, monitored: false, disabled: true },
      intention: { ...NO_WISHES, wishedOccupations: ['cook'], wageFloorCnyPerMonth: 6000 },
    });
    const silentOn = ['areas', 'tiers'] as const;
    const expected = {
      flags: { ...full.flags, monitored: false, disabled: true },
      intention: {
        ...full.intention,
        wishedOccupations: ['cook'],
        refusedOccupations: [],
        wageFloorCnyPerMonth: 6000,
      },
    };
    const id = await register(430, { record: full });
    await laborers.upsert([aLaborer(430, { record: later, silentOn })]);
    expect((await laborers.find([id]))[0]).toMatchObject(expected);
    // Two rows of one batch leave what two batches leave.
    const [both] = await laborers.upsert([
      aLaborer(431, { record: full }),
      aLaborer(431, { record: later, silentOn }),
    ]);
    expect((await laborers.find([both!.id]))[0]).toMatchObject(expected);
  });

  it('knows of flags what sources said, and gives the engine the others as unknown', async () => {
    const id = await register(432, { record: aRecord({ flags: {} }) });
    const known = async () => {
      const [[stored], [input]] = await Promise.all([
        laborers.find([id]),
        laborers.forMatching([id], '2026-03-04'),
      ]);
      return { flags: stored!.flags, groups: input!.groups, unknownGroups: input!.unknownGroups };
    };
    expect(await known()).toEqual({
      flags: {},
      groups: [],
      unknownGroups: ['registeredPoor', 'outOfPoverty', 'monitored', 'disabled', 'relocated'],
    });
    for (const flags of [{ disabled: false }, { monitored: true }, { disabled: true, relocated: false }]) {
      await laborers.upsert([aLaborer(432, { record: aRecord({ flags }) })]);
    }
    expect(await known()).toEqual({
      flags: { monitored: true, disabled: true, relocated: false },
      groups: ['monitored', 'disabled'],
      unknownGroups: ['registeredPoor', 'outOfPoverty'],
    });
    const record = aRecord({ flags: { outOfPoverty: false } });
    await laborers.replace(id, record, (await laborers.find([id]))[0]!.version);
    expect(await known()).toEqual({
      flags: { outOfPoverty: false },
      groups: [],
      unknownGroups: ['registeredPoor', 'monitored', 'disabled', 'relocated'],
    });
  });

  it('lets the last of two rows for one person win, and tells an outcome for each', async () => {
    const outcomes = await laborers.upsert([
      aLaborer(6, { record: aRecord({ name: '先', education: 'junior' }) }),
      aLaborer(7),
      aLaborer(6, { record: aRecord({ name: '后' }) }),
    ]);
    expect(outcomes.map((one) => one.outcome)).toEqual(['created', 'created', 'updated']);
    expect(outcomes[2]!.id).toBe(outcomes[0]!.id);
    const [stored] = await laborers.find([outcomes[0]!.id]);
    expect(stored).toMatchObject({ name: '后', education: 'junior', version: 1 });
  });

  it('tells a new phone by its hash, and keeps a known one when none is given', async () => {
    const id = await register(8);
    await laborers.upsert([aLaborer(8, { personal: { idNumber: idNumberOf(8), phone: '19988887777' } })]);
    expect(await laborers.reveal(id)).toEqual({ idNumber: idNumberOf(8), phone: '19988887777' });
    await laborers.upsert([aLaborer(8, { personal: { idNumber: idNumberOf(8), phone: null } })]);
    expect(await laborers.reveal(id)).toEqual({ idNumber: idNumberOf(8), phone: '19988887777' });
  });

  it('does not let a file give back consent that was taken back', async () => {
    const id = await register(9, { record: aRecord({ matchConsent: 'given' }) });
    await laborers.setConsent(id, 'withdrawn');
    await laborers.upsert([aLaborer(9, { record: aRecord({ matchConsent: 'given' }) })]);
    expect((await laborers.find([id]))[0]!.matchConsent).toBe('withdrawn');
    await laborers.setConsent(id, 'given');
    expect((await laborers.find([id]))[0]!.matchConsent).toBe('given');
  });

  it('creates one row when two writers register the same people at once', async () => {
    for (const start of [1_000, 1_500, 2_000, 2_500]) {
      const inputs = Array.from({ length: 200 }, (_, at) => aLaborer(start + at));
      const [first, second] = await Promise.all([
        laborers.upsert(inputs),
        laborers.upsert(inputs.toReversed()),
      ]);
      expect(second.map((one) => one.id).toReversed()).toEqual(first.map((one) => one.id));
      const created = [...first, ...second].filter((one) => one.outcome === 'created');
      expect(created).toHaveLength(200);
    }
  });

  it('numbers new people in the order of the input', async () => {
    const rows = await laborers.upsert(Array.from({ length: 20 }, (_, at) => aLaborer(3_000 + at)));
    const keys = rows.map((one) => Number(one.id.slice(1)));
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('answers an empty batch', async () => {
    expect(await laborers.upsert([])).toEqual([]);
  });

  it('takes 3,000 people with the statements that one takes', async () => {
    const statements = vi.spyOn(pg.Client.prototype, 'query');
    await laborers.upsert([aLaborer(9_999, { record: aFullRecord() })]);
    const forOne = statements.mock.calls.length;
    const inputs = Array.from({ length: 3_000 }, (_, at) =>
      aLaborer(10_000 + at, {
        record: aFullRecord(),
        list: { kind: 'willing', validFrom: '2026-01-01', source: 'big.csv' },
      }),
    );
    const outcomes = await laborers.upsert(inputs);
    expect(forOne).toBeGreaterThan(0);
    expect(statements.mock.calls.length - forOne).toBeLessThanOrEqual(2 * forOne + 2);
    expect(outcomes.every((one) => one.outcome === 'created')).toBe(true);
    const again = await laborers.upsert(inputs);
    expect(again.every((one) => one.outcome === 'unchanged')).toBe(true);
    expect(again.map((one) => one.id)).toEqual(outcomes.map((one) => one.id));
  });
});

describe('finding laborers', () => {
  it('answers in the order of the ids and leaves out unknown ones', async () => {
    const [a, b] = await laborers.upsert([aLaborer(20), aLaborer(21)]);
    const found = await laborers.find([b!.id, 'L2147483647', a!.id]);
    expect(found.map((one) => one.id)).toEqual([b!.id, a!.id]);
  });

  it('finds a person by ID number, and nobody by another', async () => {
    const id = await register(22);
    expect(await laborers.findByIdNumber(idNumberOf(22))).toBe(id);
    expect(await laborers.findByIdNumber(idNumberOf(999))).toBeNull();
  });

  it('lists pages by scope, area and list, each person once', async () => {
    const inputs = ['622921', '622922', '622923', '622924001'].map((home, at) =>
      aWillingLaborer(30 + at, home),
    );
    const rows = await laborers.upsert(inputs);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<LaborerStore['list']>> = await laborers.list(
        { scope: ['6229'] },
        { after, limit: 2 },
      );
      seen.push(...page.items.map((one) => one.id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(rows.map((one) => one.id));
    const page = { after: null, limit: 200 };
    expect((await laborers.list({ scope: ['622921', '622924'] }, page)).items).toHaveLength(2);
    expect((await laborers.list({ scope: ['6229'], area: '622924' }, page)).items).toHaveLength(1);
    expect((await laborers.list({ scope: ['6229'], list: 'employed' }, page)).items).toHaveLength(0);
    expect((await laborers.list({ scope: [] }, page)).items).toHaveLength(0);
    expect((await laborers.list({ scope: [''] }, page)).items.length).toBeGreaterThan(4);
  });

  it('refuses a cursor of another listing', async () => {
    const asked = laborers.list({ scope: [''] }, { after: 'O1', limit: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'CURSOR_INVALID', kind: 'invalid_input' });
  });
});

describe('changing laborers', () => {
  it('replaces a record at its version, forgetting what is not given', async () => {
    const id = await register(40, { record: aFullRecord() });
    const replaced = await laborers.replace(id, aRecord({ name: '新' }), 1);
    expect(replaced).toMatchObject({ name: '新', version: 2, householdId: null, intention: NO_WISHES });
    expect(replaced.holdings).toBeUndefined();
    await expect(laborers.replace(id, aRecord(), 1)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(laborers.replace('L2147483647', aRecord(), 1)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('puts another phone in place of the old one, or forgets it, and says whether it was another', async () => {
    const [row] = await laborers.upsert([aWillingLaborer(43)]);
    const id = row!.id;
    const before = await laborers.reveal(id);
    expect(before?.phone).not.toBeNull();
    expect(await laborers.setPhone(id, before!.phone)).toBe(false);
    expect(await laborers.setPhone(id, phoneOf(143))).toBe(true);
    expect(await laborers.reveal(id)).toEqual({ ...before, phone: phoneOf(143) });
    const [changed] = await laborers.find([id]);
    expect(changed).toMatchObject({ version: 1, phoneMasked: maskPhone(phoneOf(143)) });
    expect(await laborers.setPhone(id, null)).toBe(true);
    expect(await laborers.setPhone(id, null)).toBe(false);
    expect((await laborers.find([id]))[0]?.phoneMasked).toBeNull();
    await expect(laborers.setPhone('L2147483647', null)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('keeps an answer about consent when the replacing record was never asked', async () => {
    const id = await register(41, { record: aRecord({ matchConsent: 'withdrawn' }) });
    expect((await laborers.replace(id, aRecord(), 1)).matchConsent).toBe('withdrawn');
  });

  it('removes softly: off the lists, not found, not ranked, not brought back by a file', async () => {
    const input = aWillingLaborer(42, '623021');
    const [row] = await laborers.upsert([input]);
    expect(await laborers.remove(row!.id, '2026-06-01')).toBe(true);
    expect(await laborers.remove(row!.id, '2026-06-01')).toBe(false);
    expect(await laborers.find([row!.id])).toEqual([]);
    expect(await laborers.reveal(row!.id)).toBeNull();
    expect(await laborers.forMatching([row!.id], '2026-05-01')).toEqual([]);
    const later = { ...input, list: { kind: 'willing' as const, validFrom: '2026-07-01', source: 'later' } };
    expect(await laborers.upsert([later])).toEqual([{ id: row!.id, outcome: 'unchanged' }]);
    expect(await laborers.openEntries([row!.id])).toEqual([]);
  });

  it('refuses consent of an unknown person', async () => {
    await expect(laborers.setConsent('L2147483647', 'given')).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('the two lists', () => {
  const move = { date: '2026-05-01', reason: 'placement_started', source: 'F1' } as const;

  it('closes the old entry and opens the new one', async () => {
    const [row] = await laborers.upsert([aWillingLaborer(50)]);
    await laborers.moveOnList({ ...move, laborerId: row!.id, kind: 'employed' });
    expect(await laborers.openEntries([row!.id])).toEqual([
      {
        laborerId: row!.id,
        kind: 'employed',
        validFrom: '2026-05-01',
        validTo: null,
        reason: 'placement_started',
        source: 'F1',
      },
    ]);
    const [before] = await laborers.forMatching([row!.id], '2026-04-30');
    const [after] = await laborers.forMatching([row!.id], '2026-05-01');
    expect(before).toMatchObject({ isWilling: true, willingSince: '2026-01-01' });
    expect(after).toMatchObject({ isWilling: false, willingSince: null });
    await laborers.moveOnList({ ...move, laborerId: row!.id, kind: null, date: '2026-06-01' });
    expect(await laborers.openEntries([row!.id])).toEqual([]);
  });

  it('changes nothing for who is on that list already', async () => {
    const [row] = await laborers.upsert([aWillingLaborer(51)]);
    await laborers.moveOnList({ ...move, laborerId: row!.id, kind: 'willing' });
    expect(await laborers.openEntries([row!.id])).toMatchObject([{ validFrom: '2026-01-01' }]);
    expect((await laborers.find([row!.id]))[0]!.version).toBe(1);
  });

  it('has at most one open entry when many move a laborer at once', async () => {
    const id = await register(52);
    const kinds = ['willing', 'employed', 'willing', 'employed', 'willing', 'employed'] as const;
    await Promise.all(
      kinds.map(async (kind) => {
        await laborers.moveOnList({ ...move, laborerId: id, kind });
      }),
    );
    expect(await laborers.openEntries([id])).toHaveLength(1);
  });

  it('moves a laborer whom another writer put on a list in the meantime', async () => {
    const id = await register(54);
    const slower: Promise<void>[] = [];
    await db.transaction(async (stores) => {
      await stores.laborers.moveOnList({ ...move, laborerId: id, kind: 'employed' });
      slower.push(laborers.moveOnList({ ...move, laborerId: id, kind: 'willing', date: '2026-05-02' }));
      // The slower one now waits for the entry that is not committed yet.
      await expect.poll(async () => await waitingBackends()).toBe(1);
    });
    await Promise.all(slower);
    expect(await laborers.openEntries([id])).toMatchObject([{ kind: 'willing', validFrom: '2026-05-02' }]);
  });

  it('takes news of a source, and leaves newer facts alone', async () => {
    const input = aWillingLaborer(53);
    const [row] = await laborers.upsert([input]);
    const news = { ...input, list: { kind: 'employed' as const, validFrom: '2026-03-01', source: 'news' } };
    expect((await laborers.upsert([news]))[0]!.outcome).toBe('updated');
    expect((await laborers.upsert([input]))[0]!.outcome).toBe('unchanged');
    expect(await laborers.openEntries([row!.id])).toMatchObject([{ kind: 'employed', source: 'news' }]);
    expect((await laborers.find([row!.id]))[0]).toMatchObject({ list: 'employed', version: 2 });
  });

  it('says that an unknown laborer is unknown', async () => {
    const asked = laborers.moveOnList({ ...move, laborerId: 'L2147483647', kind: 'willing' });
    await expect(asked).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('what the engine is given', () => {
  it('knows neither sex nor name, and carries groups, origin and past refusals', async () => {
    const [laborer] = await laborers.upsert([aLaborer(60, { record: aFullRecord() })]);
    await db.stores.employers.upsert([anEmployer(60)]);
    const [opening] = await db.stores.openings.upsert([anOpening(60)]);
    const brokerId = await db.stores.brokers.add({
      name: '经纪人',
      stationId: null,
      scope: ['62'],
      email: null,
      isActive: true,
    });
    const referral = await db.stores.referrals.create({
      laborerId: laborer!.id,
      openingId: opening!.id,
      brokerId,
    });
    await db.stores.referrals.update({ ...referral, state: 'refused', refusalReason: 'wage' }, 'wage:5000');
    const today = await db.today();
    const [input] = await laborers.forMatching([laborer!.id], today);
    expect(input).toEqual({
      id: laborer!.id,
      homeCode: '621121',
      originCode: '350100',
      birthDate: '1990-01-01',
      education: 'senior',
      laborAbility: 'skilled',
      holdings: aFullRecord().holdings,
      certificates: ['cert:welding'],
      mandarin: 'weak',
      inSchool: false,
      matchConsent: 'given',
      intention: aFullRecord().intention,
      isWilling: false,
      willingSince: null,
      groups: ['registeredPoor', 'monitored', 'relocated'],
      unknownGroups: [],
      refusals: [{ openingId: opening!.id, refusedOn: today, reason: 'wage', fieldFingerprint: 'wage:5000' }],
    });
    expect(isOpen('refused')).toBe(false);
  });

  it('gives the willing of a scope in ascending batches', async () => {
    const rows = await laborers.upsert(
      Array.from({ length: 2_100 }, (_, at) => aWillingLaborer(20_000 + at, '620721')),
    );
    await laborers.moveOnList({
      laborerId: rows[0]!.id,
      kind: 'employed',
      date: '2026-02-01',
      reason: 'placement_started',
      source: 'x',
    });
    const batches: number[] = [];
    const ids: string[] = [];
    for await (const batch of laborers.willingForMatching(['6207'], '2026-03-01')) {
      batches.push(batch.length);
      ids.push(...batch.map((one) => one.id));
    }
    expect(batches).toEqual([2_000, 99]);
    expect(ids).toEqual(rows.slice(1).map((one) => one.id));
  });
});

describe('personal data at rest', () => {
  it('stands in no table in the clear', async () => {
    await register(70, { record: aRecord({ name: '保密' }) });
    const text = await dumpEverything();
    expect(text).toContain('保密');
    expect(text).not.toContain(idNumberOf(70));
    expect(text).not.toContain(phoneOf(70));
    expect(text).not.toContain(Buffer.from(idNumberOf(70)).toString('hex'));
    expect(text).not.toContain(Buffer.from(phoneOf(70)).toString('hex'));
  });

  it('is read with an old key after a new one was put in front', async () => {
    const id = await register(71);
    const rotated = createPersonalCrypto({
      keys: [
        { id: 't2', key: testKey('t2') },
        { id: 't1', key: testKey('t1') },
      ],
      hashKey: testKey('hash'),
    });
    const other = await openDatabase({ url, crypto: rotated, poolSize: 2 });
    try {
      expect(await other.stores.laborers.reveal(id)).toEqual({
        idNumber: idNumberOf(71),
        phone: phoneOf(71),
      });
      const [written] = await other.stores.laborers.upsert([aLaborer(72)]);
      const revealed = laborers.reveal(written!.id);
      await expect(revealed).rejects.toMatchObject({ code: 'CIPHERTEXT_UNREADABLE' });
    } finally {
      await other.close();
    }
  });

  it('does not open for another row', async () => {
    const [a, b] = await laborers.upsert([aLaborer(73), aLaborer(74)]);
    await withClient(async (client) => {
      await client.query(
        'update laborer set phone = (select phone from laborer where id = $1) where id = $2',
        [a!.id.slice(1), b!.id.slice(1)],
      );
    });
    await expect(laborers.reveal(b!.id)).rejects.toMatchObject({ code: 'CIPHERTEXT_UNREADABLE' });
    expect(testCrypto().hash('x', 'a')).not.toEqual(testCrypto().hash('x', 'b'));
  });
});

async function withClient<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Backends of this database that wait for a lock of another. */
async function waitingBackends(): Promise<number> {
  return await withClient(async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]!.count;
  });
}

/** Every row of every table as text; bytes appear in hexadecimal. */
async function dumpEverything(): Promise<string> {
  return await withClient(async (client) => {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      parts.push(...rows.rows.map((row) => row.line));
    }
    return parts.join('\n');
  });
}
