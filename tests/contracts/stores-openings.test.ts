import type { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE, POLICY_PROFILES } from '../../src/domain/weights.ts';
import type { EmployerStore } from '../../src/flows/ports/employer-store.ts';
import type { OpeningStore } from '../../src/flows/ports/opening-store.ts';
import type { SettingsStore } from '../../src/flows/ports/settings-store.ts';
import type { OpeningRecord } from '../../src/domain/opening.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { anEmployer, anOpening, anOpeningRecord, creditCodeOf } from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let employers: EmployerStore;
let openings: OpeningStore;
let settings: SettingsStore;
let url: string;

beforeAll(async () => {
  const opened = await openTestDatabase();
  url = opened.url;
  ({ employers, openings, settings } = opened.db.stores);
});

const ARREARS = { kind: 'wage_arrears', from: '2026-01-01', to: null } as const;
const INSURED = { kind: 'insured_headcount', date: '2026-01-31', people: 120 } as const;

describe('employers', () => {
  it('gives back every field, evidence by kind and day', async () => {
    const record = anEmployer(1, {
      kind: 'partner_province',
      industry: '制造业',
      foundedOn: '2010-05-06',
      evidence: [
        INSURED,
        { kind: 'layoff', date: '2026-02-01', people: 5 },
        { kind: 'retention', date: '2026-06-30', stayed: 18, placed: 20 },
        ARREARS,
      ],
    });
    const [row] = await employers.upsert([record]);
    expect(row!.outcome).toBe('created');
    expect(await employers.find([row!.id, 'E2147483647'])).toEqual([
      { ...record, id: row!.id, distress: null, version: 1 },
    ]);
    expect((await employers.findByCreditCode([record.creditCode, 'x'])).get(record.creditCode)).toBe(row!.id);
  });

  it('adds evidence once, lets a later word correct a fact, and never reopens ended arrears', async () => {
    const base = anEmployer(2, { evidence: [INSURED, ARREARS] });
    const [row] = await employers.upsert([base]);
    expect((await employers.upsert([base]))[0]!.outcome).toBe('unchanged');
    const ended = {
      ...base,
      evidence: [
        { ...ARREARS, to: '2026-03-01' },
        { ...INSURED, people: 118 },
      ],
    };
    expect((await employers.upsert([ended]))[0]!.outcome).toBe('updated');
    expect((await employers.upsert([{ ...base, evidence: [ARREARS] }]))[0]!.outcome).toBe('unchanged');
    const [stored] = await employers.find([row!.id]);
    expect(stored).toMatchObject({
      version: 2,
      evidence: [
        { ...INSURED, people: 118 },
        { ...ARREARS, to: '2026-03-01' },
      ],
    });
  });

  it('keeps what a later source does not say, and merges two rows of one batch', async () => {
    const outcomes = await employers.upsert([
      anEmployer(3, { industry: '建筑业', evidence: [INSURED] }),
      anEmployer(3, { name: '改名' }),
    ]);
    expect(outcomes.map((one) => one.outcome)).toEqual(['created', 'updated']);
    const [stored] = await employers.find([outcomes[0]!.id]);
    expect(stored).toMatchObject({ name: '改名', industry: '建筑业', evidence: [INSURED] });
  });

  it('replaces at a version, evidence too', async () => {
    const [row] = await employers.upsert([anEmployer(4, { industry: '餐饮', evidence: [INSURED] })]);
    const replaced = await employers.replace(row!.id, anEmployer(4, { evidence: [ARREARS] }), 1);
    expect(replaced).toMatchObject({ evidence: [ARREARS], version: 2 });
    expect(replaced.industry).toBeUndefined();
    const late = employers.replace(row!.id, anEmployer(4), 1);
    await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const taken = employers.replace(row!.id, anEmployer(3), 2);
    await expect(taken).rejects.toMatchObject({ code: 'CREDIT_CODE_TAKEN', kind: 'conflict' });
    const unknown = employers.replace('E2147483647', anEmployer(99), 1);
    await expect(unknown).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('removes one that no opening refers to', async () => {
    const [free, used] = await employers.upsert([anEmployer(5), anEmployer(6)]);
    await openings.upsert([anOpening(6)]);
    expect(await employers.remove(free!.id)).toBe(true);
    expect(await employers.remove(free!.id)).toBe(false);
    await expect(employers.remove(used!.id)).rejects.toMatchObject({ code: 'EMPLOYER_IN_USE' });
  });

  it('opens, changes and closes a distress case', async () => {
    const [row] = await employers.upsert([anEmployer(7)]);
    const level = async () => (await employers.find([row!.id]))[0]!.distress;
    await employers.setDistress(row!.id, 'watch', '2026-05-01', '减产');
    expect(await level()).toBe('watch');
    await employers.setDistress(row!.id, 'stop', '2026-05-08', '停产');
    expect(await level()).toBe('stop');
    await employers.setDistress(row!.id, null, '2026-06-01', '复产');
    expect(await level()).toBeNull();
    const unknown = employers.setDistress('E2147483647', 'stop', '2026-05-01', 'x');
    await expect(unknown).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('lists by kind in pages, and all', async () => {
    const rows = await employers.upsert([8, 9, 10].map((at) => anEmployer(at, { kind: 'workshop' })));
    const first = await employers.list({ kind: 'workshop' }, { after: null, limit: 2 });
    const rest = await employers.list({ kind: 'workshop' }, { after: first.next, limit: 2 });
    expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(rows.map((one) => one.id));
    expect(rest.next).toBeNull();
    expect((await employers.all()).length).toBeGreaterThan(3);
  });
});

const FULL: OpeningRecord = anOpeningRecord({
  openingNo: 'TJ-001',
  requirements: [
    { code: 'welder', need: 'must', minLevel: 'able', words: '熟练电焊' },
    { code: 'skill:锁边', need: 'nice', minLevel: 'none' },
  ],
  gates: [{ kind: 'legal', anyOf: [['cert:welding']], words: '特种作业操作证' }],
  placeWords: '天津滨海',
  opensOn: '2026-01-01',
  closesOn: '2026-12-31',
  startsOn: '2026-03-01',
  endsOn: '2026-11-30',
  ageMin: 18,
  ageMax: 50,
  educationMin: 'junior',
  wage: { lowCnyPerMonth: 6_000, highCnyPerMonth: 8_000, words: '6-8千/月' },
  providesLodging: true,
  providesMeals: false,
  hasShuttle: true,
  shift: 'rotating',
  term: 'long',
  isHeavyWork: true,
  isHazardous: false,
  needsMandarin: true,
  hasBilingualLeader: false,
  reservedForGroups: ['monitored'],
  bars: { takesDeposit: false, chargesLaborer: true },
  flaggedWords: ['限男性'],
  reportedNetCnyPerMonth: 5_800,
});

describe('openings', () => {
  beforeAll(async () => {
    await employers.upsert([anEmployer(20), anEmployer(21, { kind: 'public_post' })]);
  });

  it('gives back every field', async () => {
    const [row] = await openings.upsert([
      { record: FULL, employerCreditCode: creditCodeOf(20), worksiteCreditCode: creditCodeOf(21) },
    ]);
    const [stored] = await openings.find([row!.id]);
    expect(stored).toEqual({
      ...FULL,
      id: row!.id,
      employerId: (await employers.findByCreditCode([creditCodeOf(20)])).get(creditCodeOf(20)),
      worksiteEmployerId: (await employers.findByCreditCode([creditCodeOf(21)])).get(creditCodeOf(21)),
      version: 1,
    });
  });

  it('knows an opening by its number, else by employer, title and place', async () => {
    const [a] = await openings.upsert([anOpening(20, { openingNo: 'N1', title: '旧名' })]);
    const [b] = await openings.upsert([anOpening(20, { openingNo: 'N1', title: '新名' })]);
    expect(b).toEqual({ id: a!.id, outcome: 'updated' });
    const rows = await openings.upsert([
      anOpening(20, { title: '普工' }),
      anOpening(20, { title: '普工', placeCode: '120101' }),
      anOpening(20, { title: '普工', placeCode: null }),
      anOpening(21, { title: '普工' }),
      anOpening(20, { title: '普工', headcount: 12 }),
    ]);
    expect(rows.map((one) => one.outcome)).toEqual(['created', 'created', 'created', 'created', 'updated']);
    expect(rows[4]!.id).toBe(rows[0]!.id);
    expect(new Set(rows.map((one) => one.id)).size).toBe(4);
  });

  it('keeps facts, taken places and a withdrawal that a file does not know of', async () => {
    const input = anOpening(20, { openingNo: 'N2', ageMax: 50, wage: FULL.wage });
    const [row] = await openings.upsert([input]);
    await openings.addFilled(row!.id, 3);
    await openings.withdraw(row!.id);
    const [again] = await openings.upsert([anOpening(20, { openingNo: 'N2' })]);
    expect(again!.outcome).toBe('unchanged');
    expect((await openings.find([row!.id]))[0]).toMatchObject({
      ageMax: 50,
      wage: FULL.wage,
      filled: 3,
      isWithdrawn: true,
    });
  });

  it('keeps a wage whole: an end that a later source leaves open is not the one known before', async () => {
    const wages = [
      FULL.wage,
      { lowCnyPerMonth: 9_000, words: '9000起' },
      undefined,
      { highCnyPerMonth: 4_000 },
    ];
    const stored: unknown[] = [];
    for (const wage of wages) {
      const [row] = await openings.upsert([anOpening(20, { openingNo: 'N8', wage })]);
      stored.push((await openings.find([row!.id]))[0]!.wage);
    }
    expect(stored).toEqual([FULL.wage, wages[1], wages[1], wages[3]]);
  });

  it('keeps a practice that is known until a source denies it, also within one batch', async () => {
    const told = anOpening(20, { openingNo: 'N7', bars: { takesDeposit: true, chargesLaborer: true } });
    const later = anOpening(20, {
      openingNo: 'N7',
      bars: { takesDeposit: undefined, chargesLaborer: false, noFreeExit: false },
    });
    const bars = { takesDeposit: true, chargesLaborer: false, noFreeExit: false };
    const [row] = await openings.upsert([told, later]);
    expect((await openings.find([row!.id]))[0]!.bars).toEqual(bars);
    await openings.upsert([later]);
    expect((await openings.find([row!.id]))[0]!.bars).toEqual(bars);
  });

  it('refuses an opening of an employer that is not there', async () => {
    await expect(openings.upsert([anOpening(999)])).rejects.toMatchObject({ code: 'EMPLOYER_UNKNOWN' });
  });

  it('replaces at a version, and can bring a withdrawn one back', async () => {
    const [row] = await openings.upsert([anOpening(20, { ...FULL, openingNo: 'N3' })]);
    await openings.withdraw(row!.id);
    const record = anOpeningRecord({ openingNo: 'N3', headcount: 2 });
    expect(await openings.replace(row!.id, record, 2)).toMatchObject({
      ...record,
      version: 3,
      isWithdrawn: false,
    });
    await expect(openings.replace(row!.id, record, 2)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(openings.replace('O2147483647', record, 1)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('never counts taken places below none', async () => {
    const [row] = await openings.upsert([anOpening(20, { openingNo: 'N4' })]);
    await openings.addFilled(row!.id, 2);
    await openings.addFilled(row!.id, -5);
    expect((await openings.find([row!.id]))[0]!.filled).toBe(0);
    await expect(openings.addFilled('O2147483647', 1)).rejects.toMatchObject({ kind: 'not_found' });
    expect(await openings.withdraw('O2147483647')).toBe(false);
  });

  it('lists by area, occupation, employer and day', async () => {
    const rows = await openings.upsert([
      anOpening(21, { openingNo: 'P1', placeCode: '370200', occupation: 'cook' }),
      anOpening(21, { openingNo: 'P2', placeCode: '370211', closesOn: '2026-03-01' }),
      anOpening(21, { openingNo: 'P3', placeCode: '370281', headcount: 1, filled: 1 }),
    ]);
    const ids = async (filter: Parameters<OpeningStore['list']>[0]) =>
      (await openings.list(filter, { after: null, limit: 10 })).items.map((one) => one.id);
    const [cook, closed] = rows.map((one) => one.id);
    expect(await ids({ area: '3702' })).toEqual(rows.map((one) => one.id));
    expect(await ids({ area: '3702', occupation: 'cook' })).toEqual([cook]);
    expect(await ids({ area: '3702', openOn: '2026-03-01' })).toEqual([cook, closed]);
    expect(await ids({ area: '3702', openOn: '2026-03-02' })).toEqual([cook]);
    expect(await ids({ area: '3702', employerId: 'E2147483647' })).toEqual([]);
  });

  it('gives the engine all that are not withdrawn', async () => {
    const all = await openings.forMatching();
    expect(all.every((one) => !one.isWithdrawn)).toBe(true);
    const keys = all.map((one) => Number(one.id.slice(1)));
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(await openings.count()).toBeGreaterThanOrEqual(all.length);
  });

  it('gives the engine each once, however many there are', async () => {
    const before = (await openings.forMatching()).length;
    await withClient(url, async (client) => {
      await client.query('create temp table many as select * from opening where not is_withdrawn limit 1');
      await client.query(`alter table many drop column id, drop column opening_no, drop column natural_key`);
      await client.query(
        `insert into opening (opening_no, ${await columnsOf(client)}) select 'many ' || nth, many.* from many, generate_series(1, 8001) nth`,
      );
    });
    const all = await openings.forMatching();
    expect(all).toHaveLength(before + 8_001);
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    await withClient(
      url,
      async (client) => await client.query(`delete from opening where opening_no like 'many %'`),
    );
  }, 30_000);
});

async function columnsOf(client: Client): Promise<string> {
  const found = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = 'many'::regclass and attnum > 0 and not attisdropped`,
  );
  return found.rows[0]?.columns ?? '';
}

describe('the marks of openings', () => {
  it('are of all that are not withdrawn, by id, and another one after any change of the row, alone of that row', async () => {
    await employers.upsert([anEmployer(40), anEmployer(41)]);
    const upserted = await openings.upsert([anOpening(40), anOpening(41)]);
    const [first, second] = upserted.map((one) => one.id);
    const before = await openings.marks();
    expect([...before.byId.keys()]).toEqual((await openings.forMatching()).map((one) => one.id));
    const changes: readonly (() => Promise<unknown>)[] = [
      async () => await openings.addFilled(first!, 1),
      async () =>
        await withClient(url, async (client) => {
          // Whatever writes a row: no version and no time of change is told.
          await client.query('update opening set bars = bars where id = $1', [Number(first!.slice(1))]);
        }),
    ];
    let last = before;
    for (const change of changes) {
      await change();
      const now = await openings.marks();
      expect(now.of).toBe(last.of);
      expect(now.byId.get(first!)).not.toBe(last.byId.get(first!));
      expect(now.byId.get(second!)).toBe(last.byId.get(second!));
      last = now;
    }
    await openings.withdraw(first!);
    expect((await openings.marks()).byId.has(first!)).toBe(false);
  });
});

describe('the stamp of employers', () => {
  it('changes with employers, evidence and distress, and only then', async () => {
    const [employer] = await employers.upsert([anEmployer(42)]);
    const changes: readonly (() => Promise<unknown>)[] = [
      async () => await employers.upsert([anEmployer(42, { evidence: [INSURED] })]),
      async () => await employers.setDistress(employer!.id, 'stop', '2026-05-01', 'x'),
      async () => await employers.setDistress(employer!.id, null, '2026-05-02', 'x'),
      async () => await employers.upsert([anEmployer(43)]),
    ];
    for (const change of changes) {
      const before = await employers.stamp();
      await change();
      expect(await employers.stamp()).not.toBe(before);
    }
    const before = await employers.stamp();
    await openings.upsert([anOpening(42)]);
    expect(await employers.stamp()).toBe(before);
  });
});

describe('the stamp of openings', () => {
  it('changes with openings, employers, evidence, distress, pairs, profiles and idf, and only then', async () => {
    const [employer] = await employers.upsert([anEmployer(30)]);
    const [opening] = await openings.upsert([anOpening(30)]);
    const changes: readonly (() => Promise<unknown>)[] = [
      async () => await openings.addFilled(opening!.id, 1),
      async () => await openings.withdraw(opening!.id),
      async () => await employers.upsert([anEmployer(30, { evidence: [INSURED] })]),
      async () => await employers.setDistress(employer!.id, 'stop', '2026-05-01', 'x'),
      async () =>
        await settings.addCooperationPairs([
          { homePrefix: '6201', partnerPrefix: '33', from: '2020-01-01', to: null },
        ]),
      async () => await settings.saveProfile(DEFAULT_PROFILE),
      async () => await settings.saveIdf({ thousandths: new Map(), maximum: 1 }),
    ];
    for (const change of changes) {
      const before = await openings.stamp();
      await change();
      expect(await openings.stamp()).not.toBe(before);
    }
    const before = await openings.stamp();
    await employers.upsert([anEmployer(30, { evidence: [INSURED] })]);
    await openings.upsert([anOpening(30)]);
    expect(await openings.stamp()).toBe(before);
  });
});

describe('settings', () => {
  it('come with the built-in profiles and the dated pairs', async () => {
    const names = (await settings.profiles()).map((profile) => profile.name);
    expect(names).toEqual(POLICY_PROFILES.map((profile) => profile.name).toSorted());
    expect(await settings.profile('nearby_first')).toEqual(POLICY_PROFILES[1]);
    expect(await settings.profile('nobody')).toBeNull();
    const pairs = await settings.cooperationPairs();
    expect(pairs).toContainEqual({
      homePrefix: '6211',
      partnerPrefix: '3501',
      from: '2016-12-01',
      to: '2021-07-01',
    });
    expect(pairs).toContainEqual({
      homePrefix: '6211',
      partnerPrefix: '3702',
      from: '2021-07-01',
      to: null,
    });
  });

  it('keep every version of a profile and refuse wrong weights', async () => {
    const weights = { skill: 1_000, location: 0, distance: 0, stability: 0, terms: 0 };
    const mine = { ...DEFAULT_PROFILE, name: 'mine', nameZh: '自定', weights };
    expect(await settings.saveProfile(mine)).toBe(1);
    expect(await settings.saveProfile({ ...mine, nameZh: '再定' })).toBe(2);
    expect((await settings.profile('mine'))!.nameZh).toBe('再定');
    expect((await settings.profile('mine', 1))!.nameZh).toBe('自定');
    const wrong = settings.saveProfile({ ...mine, weights: { ...weights, terms: 1 } });
    await expect(wrong).rejects.toMatchObject({ code: 'WEIGHTS_INVALID' });
  });

  it('keep every version of an idf table', async () => {
    const thousandths = new Map([
      ['welder', 2_345],
      ['skill:锁边', 5_001],
    ]);
    const version = await settings.saveIdf({ thousandths, maximum: 9_000 });
    const next = await settings.saveIdf({ thousandths: new Map(), maximum: 1 });
    expect(next).toBeGreaterThan(version);
    expect(await settings.idf(version)).toEqual({ version, thousandths, maximum: 9_000 });
    expect((await settings.idf())!.version).toBe(next);
    expect(await settings.idf(2_000_000_000)).toBeNull();
  });
});
