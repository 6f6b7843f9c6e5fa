import { Client } from 'pg';
import { addDays, type IsoDate } from '../../src/domain/dates.ts';
import { keyOf, makeId, type RunId } from '../../src/domain/ids.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { NightCrew } from '../../src/flows/ports/night-crew.ts';
import { runNight } from '../../src/flows/runs/run-night.ts';
import type { StartRun } from '../../src/flows/runs/start-run.ts';
import { verifyRun } from '../../src/flows/runs/verify-run.ts';
import { worldOf } from '../../src/flows/world.ts';
import { listsChecksum } from '../../src/matching/checksum.ts';
import { encodeLaborers } from '../../src/matching/fast/encode-laborers.ts';
import { indexOf } from '../../src/matching/fast/fast-rank-openings.ts';
import { OpeningRanker } from '../../src/matching/fast/opening-ranker.ts';
import { packedLists, unpackList } from '../../src/matching/fast/packed-lists.ts';
import { planRanking } from '../../src/matching/fast/ranking-plan.ts';
import { refusalFingerprint } from '../../src/matching/refusal-fingerprint.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { generateProvince, type Province } from '../../scripts/make-province/province.ts';
import { openTestDatabase } from './database.ts';
import { fakeQueue } from './fake-queue.ts';

/** Monday of an epoch; nights may go on until its Sunday. */
export const MONDAY = '2026-11-23';

/** Laborers and openings that are there from the start; the others come later. */
const LABORERS = 260;
const OPENINGS = 150;
const LATER = 60;

/** A small province in a database of its own, whose day the test sets, and what can happen in it. */
export class NightWorld {
  day: IsoDate = MONDAY;
  readonly context: FlowContext;
  readonly url: string;
  readonly #province: Province;
  #laborers = LABORERS;
  #openings = OPENINGS;
  #requests = 0;

  private constructor(db: Database & { readonly url: string }) {
    const reference = loadReference();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    this.url = db.url;
    this.context = {
      db: { ...db, today: async () => await Promise.resolve(this.day) },
      queue: fakeQueue(),
      reference,
      log,
      readFile: async () => await Promise.reject(new Error('no files here')),
      notifiers: [],
    };
    this.#province = generateProvince({
      seed: 7,
      laborers: LABORERS + LATER,
      openings: OPENINGS + LATER,
      counties: ['621121', '620102', '622927'],
      willingShare: 0.9,
      reference,
      batchSize: 500,
    });
  }

  static async open(): Promise<NightWorld> {
    const world = new NightWorld(await openTestDatabase());
    await world.#load();
    return world;
  }

  /** A run without the queue, in this process or by a crew, published and summed up. */
  async night(
    input: Partial<StartRun> = {},
    crew?: NightCrew,
  ): Promise<MatchRun & { readonly checksum: string }> {
    this.#requests += 1;
    const run = await runNight(crew === undefined ? this.context : { ...this.context, crew }, {
      kind: 'manual',
      scope: '',
      requestId: `night-${this.#requests}`,
      startedBy: 'test',
      worker: 'test',
      topK: 5,
      ...input,
    });
    return { ...run, checksum: await verifyRun(this.context, run.id) };
  }

  /** The checksum of everybody's list of now, ranked from the rows as they are, past all runs. */
  async checksumNow(run: MatchRun): Promise<string> {
    const { db } = this.context;
    const world = await worldOf(this.context, run);
    const sum = listsChecksum();
    for await (const batch of db.stores.laborers.willingForMatching([run.scope], run.runDate)) {
      const plan = planRanking(world, indexOf(world), encodeLaborers(world.settings, batch));
      const lists = packedLists(batch.length, run.topK);
      new OpeningRanker(plan).rankRows({ from: 0, to: batch.length }, lists);
      batch.forEach((_laborer, row) => sum.add(unpackList(plan, lists, row, row)));
    }
    return sum.digest();
  }

  /** Rows that a run keeps of its own. */
  async ownLists(runId: RunId): Promise<number> {
    const [row] = await this.sql('select count(*)::int as count from recommendation where run_id = $1', [
      keyOf(runId),
    ]);
    return Number(row?.['count']);
  }

  async sql(statement: string, parameters: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await withClient(
      this.url,
      async (client) => (await client.query(statement, [...parameters])).rows,
    );
  }

  /** Begins a transaction with this statement; what is returned commits it. */
  async holdOpen(statement: string): Promise<() => Promise<void>> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    await client.query('begin');
    await client.query(statement);
    return async () => {
      await client.query('commit');
      await client.end();
    };
  }

  /** Lets something happen; `nth` says to whom, by the order of keys. */
  async happen(kind: Happening, nth: number): Promise<void> {
    await HAPPENINGS[kind](this, nth);
  }

  async opening(nth: number): Promise<number> {
    return await this.#pick('opening', nth);
  }

  async laborer(nth: number): Promise<number> {
    return await this.#pick('laborer', nth);
  }

  async employer(nth: number): Promise<number> {
    return await this.#pick('employer', nth);
  }

  /** An opening or a laborer of the province who was not there yet, as long as there are any. */
  async addOpening(): Promise<void> {
    const openings = [...this.#province.openingBatches()].flat().slice(this.#openings, this.#openings + 1);
    this.#openings += openings.length;
    await this.context.db.stores.openings.upsert(openings);
  }

  async addLaborer(): Promise<void> {
    const laborers = [...this.#province.laborerBatches()].flat().slice(this.#laborers, this.#laborers + 1);
    this.#laborers += laborers.length;
    await this.context.db.stores.laborers.upsert(laborers);
  }

  async #pick(table: string, nth: number): Promise<number> {
    const [row] = await this.sql(
      `select id from ${table} order by id offset $1 % (select count(*) from ${table}) limit 1`,
      [nth],
    );
    return Number(row?.['id']);
  }

  async #load(): Promise<void> {
    const { stores } = this.context.db;
    await stores.employers.upsert([...this.#province.employerBatches()].flat());
    await stores.openings.upsert([...this.#province.openingBatches()].flat().slice(0, OPENINGS));
    await stores.laborers.upsert([...this.#province.laborerBatches()].flat().slice(0, LABORERS));
    await this.sql(`insert into labor_broker (name, scope, is_active) values ('test', '{""}', true)`);
  }
}

type Step = (world: NightWorld, nth: number) => Promise<unknown>;

const openingSql =
  (set: string): Step =>
  async (world, nth) =>
    await world.sql(`update opening set ${set}, updated_at = now() where id = $1 and $2::date is not null`, [
      await world.opening(nth),
      world.day,
    ]);

const laborerSql =
  (set: string): Step =>
  async (world, nth) =>
    await world.sql(`update laborer set ${set} where id = $1 and $2::date is not null`, [
      await world.laborer(nth),
      world.day,
    ]);

const move =
  (kind: 'employed' | 'willing'): Step =>
  async (world, nth) => {
    await world.context.db.stores.laborers.moveOnList({
      laborerId: makeId('L', await world.laborer(nth)),
      kind,
      date: addDays(world.day, nth % 3),
      reason: 'stated',
      source: 'test',
    });
  };

/** A refusal some days ago, of a pair of her list, with what the field was then. */
const refuse =
  (daysAgo: number): Step =>
  async (world, nth) => {
    const laborer = makeId('L', await world.laborer(nth));
    const known = (await world.context.db.stores.runs.published([laborer])).get(laborer)?.list.pairs[0]
      ?.openingId;
    const id = known ?? makeId('O', await world.opening(nth));
    const [opening] = await world.context.db.stores.openings.find([id]);
    if (opening === undefined) return;
    await world.sql(
      `insert into referral (laborer_id, opening_id, broker_id, state, refusal_reason, refused_on, field_fingerprint)
       select $1, $2, min(id), 'refused', 'wage', $3::date - $4::int, $5 from labor_broker`,
      [keyOf(laborer), keyOf(id), world.day, daysAgo, refusalFingerprint(opening, 'wage')],
    );
  };

/** Everything that can move a list. */
const HAPPENINGS = {
  close: openingSql('closes_on = $2::date - 1'),
  'close soon': openingSql('closes_on = $2::date'),
  'open soon': openingSql('opens_on = $2::date + 1, closes_on = null'),
  reopen: openingSql('opens_on = null, closes_on = null, filled = 0, is_withdrawn = false'),
  withdraw: openingSql('is_withdrawn = true'),
  fill: openingSql('filled = headcount'),
  'take one on': openingSql('filled = least(filled + 1, headcount)'),
  'pay more': openingSql('wage_low_cny_per_month = 8000, wage_high_cny_per_month = 9000'),
  'pay less': openingSql('wage_low_cny_per_month = 1200, wage_high_cny_per_month = 1300'),
  'start soon': openingSql('starts_on = $2::date + 1, ends_on = $2::date + 40'),
  'move away': openingSql(`place_code = '620102'`),
  'lose its place': openingSql('place_code = null'),
  'ask for Mandarin': openingSql('needs_mandarin = true'),
  'other worksite': async (world, nth) =>
    await world.sql('update opening set worksite_employer_id = $2 where id = $1', [
      await world.opening(nth),
      await world.employer(nth + 1),
    ]),
  advertise: async (world) => {
    await world.addOpening();
  },
  'stop an employer': async (world, nth) => {
    const id = makeId('E', await world.employer(nth));
    await world.context.db.stores.employers.setDistress(id, 'stop', world.day, 'test');
  },
  'release an employer': async (world, nth) => {
    const id = makeId('E', await world.employer(nth));
    await world.context.db.stores.employers.setDistress(id, null, world.day, 'test');
  },
  'owe wages': async (world, nth) =>
    await world.sql(
      `insert into stability_evidence (employer_id, kind, dated, ended) values ($1, 'wage_arrears', $2::date - 3, $2::date + 1)
       on conflict do nothing`,
      [await world.employer(nth), world.day],
    ),
  'keep people': async (world, nth) =>
    await world.sql(
      `insert into stability_evidence (employer_id, kind, dated, people, placed) values ($1, 'retention', '2026-10-01', 1, 40)
       on conflict do nothing`,
      [await world.employer(nth)],
    ),
  register: async (world) => {
    await world.addLaborer();
  },
  'find work': move('employed'),
  'want work': move('willing'),
  'leave the list': laborerSql('removed_on = $2::date'),
  'take consent back': laborerSql('match_consent = false'),
  'give consent': laborerSql('match_consent = true'),
  'move house': laborerSql(
    `home_code = case when left(home_code, 6) = '621121' then '620102' else '621121' end`,
  ),
  'come from a new county': laborerSql(`home_code = '620200'`),
  'ask for more': laborerSql('wage_floor_cny_per_month = 6000'),
  'learn a trade': laborerSql(`holding_codes = '{welder}', holding_levels = '{2}', holding_words = '{电焊}'`),
  'turn of age tomorrow': laborerSql(`birth_date = $2::date + 1 - interval '45 years'`),
  'be free until today': laborerSql('available_until = $2::date'),
  'be free from tomorrow': laborerSql('available_from = $2::date + 1'),
  'refuse today': refuse(0),
  'refuse long ago': refuse(90),
} satisfies Record<string, Step>;

export type Happening = keyof typeof HAPPENINGS;
// Object.keys of a record with exactly these keys.
export const ALL_HAPPENINGS = Object.keys(HAPPENINGS) as Happening[];
