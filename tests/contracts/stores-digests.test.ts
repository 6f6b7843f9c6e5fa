import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callWorth } from '../../src/domain/call-worth.ts';
import { keyOf, type BrokerId, type LaborerId, type OpeningId, type RunId } from '../../src/domain/ids.ts';
import { countsOf, type Digest, type DigestItem } from '../../src/domain/notification.ts';
import { DIGEST_RULES } from '../../src/flows/notices/digest-rules.ts';
import type { BrokerNews } from '../../src/flows/ports/digest-store.ts';
import type { Database, Stores } from '../../src/flows/ports/database.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { anEmployer, anOpening, aNewRun, aWillingLaborer, packed } from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let db: Database;
let stores: Stores;
let url: string;
let ann: LaborerId;
let bea: LaborerId;
let openings: OpeningId[];
let broker: { id: BrokerId; scope: string[] };

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
  stores = db.stores;
  await stores.employers.upsert([anEmployer(1)]);
  const inputs = [1, 2, 3, 4].map((at) => anOpening(1, { openingNo: `O${at}` }));
  openings = (await stores.openings.upsert(inputs)).map((row) => row.id);
});

let serial = 0;

/** Two people of a county that no other test uses, and the broker of that county. */
beforeEach(async () => {
  const county = String(620_500 + (serial += 2));
  const rows = await stores.laborers.upsert([
    aWillingLaborer(serial, county),
    aWillingLaborer(serial + 1, county),
  ]);
  [ann, bea] = rows.map((row) => row.id) as [LaborerId, LaborerId];
  broker = { id: await addBroker([county]), scope: [county] };
});

async function addBroker(scope: string[]): Promise<BrokerId> {
  return await stores.brokers.add({ name: '经纪人', stationId: null, scope, email: null, isActive: true });
}

type Score = readonly [opening: number, score: number];

/** A run over the county whose lists are these; scores in millions. */
async function runWith(annList: readonly Score[], beaList: readonly Score[] = []): Promise<RunId> {
  const scope = broker.scope[0]!;
  const { run } = await stores.runs.create(aNewRun({ kind: 'manual', scope }));
  await stores.runs.plan(run.id, 1_000);
  const lists = (
    [
      [ann, annList],
      [bea, beaList],
    ] as const
  ).map(([laborerId, pairs]) => ({
    laborerId,
    pairs: pairs.map(([opening, score], index) => ({
      laborerId,
      openingId: openings[opening]!,
      rank: index + 1,
      score: score * 1_000_000,
      parts: [1, 1, 1, 1, 1] as const,
    })),
    reasons: {},
  }));
  const lease = await stores.runs.lease(run.id, 1, 'w', 60);
  await db.transaction(async (inside) => await inside.runs.complete(lease!, packed(lists)));
  return run.id;
}

async function newsOf(runId: RunId, who = broker): Promise<BrokerNews> {
  return await stores.digests.news(runId, who, DIGEST_RULES);
}

/** Laborer, opening and why, of all items. */
function told({ laborers }: BrokerNews): [LaborerId, number, string][] {
  return laborers.flatMap(({ items }) =>
    items.map((item): [LaborerId, number, string] => [
      item.laborerId,
      openings.indexOf(item.openingId),
      item.news,
    ]),
  );
}

/** Puts news into her inbox as a digest does. */
async function tell(
  runId: RunId,
  items: readonly DigestItem[],
  losses: Digest['losses'] = [],
): Promise<void> {
  const digest = { runId, brokerId: broker.id, ...countsOf(items), items, waiting: 0, losses };
  await stores.notices.putInInbox(digest, '标题');
}

async function tellAll(runId: RunId): Promise<void> {
  await tell(
    runId,
    (await newsOf(runId)).laborers.flatMap((one) => one.items),
  );
}

async function sql(statement: string, parameters: unknown[] = []): Promise<void> {
  await withClient(url, async (client) => await client.query(statement, parameters));
}

describe('what is new for a broker', () => {
  it('is every good pair that was not told, three a laborer, of her areas alone', async () => {
    const runId = await runWith(
      [
        [0, 90],
        [1, 80],
        [2, 70],
        [3, 65],
      ],
      [[1, 59]],
    );
    const news = await newsOf(runId);
    expect(told(news)).toEqual([
      [ann, 0, 'new'],
      [ann, 1, 'new'],
      [ann, 2, 'new'],
    ]);
    expect(news.laborersInAll).toBe(1);
    expect(news.laborers[0]!.items[0]).toMatchObject({ score: 90_000_000, isNewLaborer: true });
    expect((await newsOf(runId, { id: broker.id, scope: ['621'] })).laborers).toEqual([]);
  });

  it('is worth what the formula says', async () => {
    const runId = await runWith(
      [
        [0, 90],
        [1, 80],
      ],
      [[1, 85]],
    );
    await stores.referrals.create({ laborerId: bea, openingId: openings[3]!, brokerId: broker.id });
    const { laborers } = await newsOf(runId);
    expect(laborers).toHaveLength(2);
    for (const { facts, worth } of laborers) expect(worth).toBe(callWorth(facts));
    const facts = new Map(laborers.map((one) => [one.laborerId, one.facts]));
    expect(facts.get(ann)).toMatchObject({ goodOpenings: 2, candidates: 1, places: 10, daysSinceCall: null });
    expect(facts.get(bea)).toMatchObject({ goodOpenings: 1, candidates: 2, places: 10, daysSinceCall: 0 });
    expect(facts.get(ann)!.waitedDays).toBeGreaterThan(60);
  });

  it('is told once, even while the digest is still on its way to her inbox', async () => {
    const runId = await runWith([[0, 90]]);
    const items = (await newsOf(runId)).laborers.flatMap((one) => one.items);
    const digest = { runId, brokerId: broker.id, ...countsOf(items), items, waiting: 0, losses: [] };
    await stores.notices.addToOutbox([{ runId, brokerId: broker.id, channel: 'inbox', digest }]);
    expect(told(await newsOf(runId))).toEqual([]);
    const [message] = await stores.notices.takeDue(500, 60);
    await stores.notices.markSent(message!.key);
    await tell(runId, items);
    const later = await runWith([
      [0, 90],
      [1, 80],
    ]);
    const news = await newsOf(later);
    expect(told(news)).toEqual([[ann, 1, 'new']]);
    expect(news.laborers[0]!.items[0]!.isNewLaborer).toBe(false);
  });

  it.each([
    ['wage', 'wage_low_cny_per_month = 5000, wage_high_cny_per_month = 6000'],
    ['place', `place_code = '620102'`],
    ['start', `starts_on = '2027-03-01'`],
  ])('is a told pair again when its %s changed', async (news, change) => {
    await tellAll(await runWith([[2, 90]]));
    const before = await withClient(url, async (client) => {
      const found = await client.query('select * from opening where id = $1', [keyOf(openings[2]!)]);
      return found.rows[0] as Record<string, unknown>;
    });
    const runId = await runWith([[2, 90]]);
    expect(told(await newsOf(runId))).toEqual([]);
    await sql(`update opening set ${change} where id = $1`, [keyOf(openings[2]!)]);
    expect(told(await newsOf(runId))).toEqual([[ann, 2, news]]);
    await tellAll(runId);
    expect(told(await newsOf(await runWith([[2, 90]])))).toEqual([]);
    await sql(
      `update opening set wage_low_cny_per_month = $2, wage_high_cny_per_month = $3, place_code = $4, starts_on = $5
       where id = $1`,
      [
        keyOf(openings[2]!),
        before['wage_low_cny_per_month'],
        before['wage_high_cny_per_month'],
        before['place_code'],
        before['starts_on'],
      ],
    );
  });

  it('is a told pair again when its score moved by 5 %, and not by less', async () => {
    await tellAll(await runWith([[0, 80]]));
    expect(told(await newsOf(await runWith([[0, 83]])))).toEqual([]);
    expect(told(await newsOf(await runWith([[0, 77]])))).toEqual([]);
    expect(told(await newsOf(await runWith([[0, 84]])))).toEqual([[ann, 0, 'score']]);
    expect(told(await newsOf(await runWith([[0, 76]])))).toEqual([[ann, 0, 'score']]);
  });

  it('is a pair that was told gone and is back', async () => {
    await tellAll(
      await runWith([
        [0, 80],
        [1, 80],
      ]),
    );
    const gone = await runWith([[1, 80]]);
    const losses = await stores.digests.losses(gone, broker, 50);
    expect(losses).toEqual([{ laborerId: ann, openingId: openings[0], reason: 'outranked' }]);
    await tell(gone, [], losses);
    expect(await stores.digests.losses(gone, broker, 50)).toEqual([]);
    const back = await runWith([
      [0, 80],
      [1, 80],
    ]);
    expect(told(await newsOf(back))).toEqual([[ann, 0, 'reopened']]);
  });

  it('says nothing of pairs told before scores were remembered', async () => {
    await sql(
      `insert into told (broker_id, laborer_id, opening_ids, scores, wage_marks, place_marks, start_marks)
       values ($1, $2, array[$3::int], '{-1}', '{0}', '{0}', '{0}')`,
      [keyOf(broker.id), keyOf(ann), keyOf(openings[0]!)],
    );
    const runId = await runWith([[1, 70]]);
    expect(await stores.digests.losses(runId, broker, 50)).toEqual([]);
    expect(told(await newsOf(await runWith([[0, 90]])))).toEqual([]);
  });
});

describe('a laborer', () => {
  it('is proposed to one broker at a time, and to another when the hold is over', async () => {
    const runId = await runWith([[0, 90]]);
    const other = { id: await addBroker(broker.scope), scope: broker.scope };
    expect(await stores.digests.propose(broker.id, [ann], DIGEST_RULES)).toEqual([ann]);
    expect(await stores.digests.propose(other.id, [ann], DIGEST_RULES)).toEqual([]);
    expect(told(await newsOf(runId, other))).toEqual([]);
    expect(told(await newsOf(runId))).toEqual([[ann, 0, 'new']]);
    await daysPass(3);
    expect(told(await newsOf(runId, other))).toEqual([[ann, 0, 'new']]);
    expect(await stores.digests.propose(other.id, [ann], DIGEST_RULES)).toEqual([ann]);
  });

  it('is proposed three times in seven days at most', async () => {
    const runId = await runWith([[0, 90]]);
    for (const expected of [[ann], [ann], [ann], []]) {
      expect(await stores.digests.propose(broker.id, [ann], DIGEST_RULES)).toEqual(expected);
      await daysPass(1);
    }
    expect(told(await newsOf(runId))).toEqual([]);
    await daysPass(4);
    expect(told(await newsOf(runId))).toEqual([[ann, 0, 'new']]);
  });

  it('is not proposed while another broker calls her', async () => {
    const runId = await runWith([[0, 90]]);
    const other = await addBroker(broker.scope);
    await stores.referrals.takeLock(ann, other);
    expect(told(await newsOf(runId))).toEqual([]);
    await stores.referrals.releaseLock(ann, other);
    expect(told(await newsOf(runId))).toEqual([[ann, 0, 'new']]);
  });

  it.each(['withdrawn', 'given'] as const)('is new or not by her consent: %s', async (consent) => {
    const runId = await runWith([[0, 90]]);
    await stores.laborers.setConsent(ann, consent);
    expect(told(await newsOf(runId))).toHaveLength(consent === 'given' ? 1 : 0);
  });
});

describe('what is gone', () => {
  it.each([
    ['laborer_removed', 'update laborer set removed_on = current_date where id = $1', 'ann'],
    ['consent_withdrawn', 'update laborer set match_consent = false where id = $1', 'ann'],
    ['consent_withdrawn', 'update laborer set contact_consent = false where id = $1', 'ann'],
    ['laborer_placed', `update list_entry set kind = 'employed' where laborer_id = $1`, 'ann'],
    ['laborer_unwilling', 'delete from list_entry where laborer_id = $1', 'ann'],
    ['opening_withdrawn', 'update opening set is_withdrawn = true where id = $1', 'opening'],
    ['opening_closed', `update opening set closes_on = '2026-01-01' where id = $1`, 'opening'],
    ['opening_full', 'update opening set filled = headcount where id = $1', 'opening'],
    [
      'employer_suspended',
      `insert into distress_case (employer_id, level, evidence, opened_on)
       select employer_id, 'stop', 'x', current_date from opening where id = $1`,
      'opening',
    ],
  ])('is told with its reason: %s', async (reason, change, of) => {
    await stores.employers.upsert([anEmployer(2)]);
    const [row] = await stores.openings.upsert([anOpening(2, { openingNo: reason })]);
    openings = [...openings, row!.id];
    await tellAll(await runWith([[openings.length - 1, 90]]));
    await sql(change, [keyOf(of === 'ann' ? ann : row!.id)]);
    const runId = await runWith([]);
    expect(await stores.digests.losses(runId, broker, 50)).toEqual([
      { laborerId: ann, openingId: row!.id, reason },
    ]);
    await sql('delete from distress_case');
  });

  it('is not looked for among people whom the run does not cover', async () => {
    await tellAll(await runWith([[0, 90]]));
    const { run } = await stores.runs.create(aNewRun({ kind: 'manual', scope: '6210' }));
    expect(await stores.digests.losses(run.id, broker, 50)).toEqual([]);
  });
});

describe('what still stands of a digest', () => {
  it('is looked up now, and held until the message is out', async () => {
    const runId = await runWith([[0, 90]], [[1, 90]]);
    const items = (await newsOf(runId)).laborers.flatMap((one) => one.items);
    const digest = { runId, brokerId: broker.id, ...countsOf(items), items, waiting: 0, losses: [] };
    await stores.laborers.setConsent(bea, 'withdrawn');
    let isWithdrawn = false;
    const withdrawal = await db.transaction(async (inside) => {
      const standing = await inside.digests.standing(digest);
      expect([...standing!.laborers]).toEqual([ann]);
      expect(standing!.openings.has(openings[0]!)).toBe(true);
      const withdraw = async (): Promise<void> => {
        await stores.laborers.setConsent(ann, 'withdrawn');
        isWithdrawn = true;
      };
      const asked = withdraw();
      await sql('select pg_sleep(0.2)');
      expect(isWithdrawn).toBe(false);
      return { asked };
    });
    await withdrawal.asked;
    expect([...(await stores.digests.standing(digest))!.laborers]).toEqual([]);
  });

  it('is not known while a laborer is being changed', async () => {
    const runId = await runWith([[0, 90]]);
    const items = (await newsOf(runId)).laborers.flatMap((one) => one.items);
    const digest = { runId, brokerId: broker.id, ...countsOf(items), items, waiting: 0, losses: [] };
    await db.transaction(async (inside) => {
      await inside.laborers.setConsent(ann, 'withdrawn');
      expect(await stores.digests.standing(digest)).toBeNull();
    });
  });
});

/** Moves what was proposed into the past. */
async function daysPass(days: number): Promise<void> {
  await sql(
    'update proposal set days = (select array_agg(day - $1::int order by day) from unnest(days) as day)',
    [days],
  );
}
