import { beforeAll, describe, expect, it } from 'vitest';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { RankedPair } from '../../src/domain/recommendation.ts';
import { shownScore } from '../../src/domain/recommendation.ts';
import type { LaborerId, OpeningId } from '../../src/domain/ids.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { explain } from '../../src/flows/explain.ts';
import { recommend } from '../../src/flows/recommend.ts';
import { shortlist } from '../../src/flows/shortlist.ts';
import { openTestDatabase } from '../support/database.ts';
import { contextOver, loadSeeds, openOwnQueue, OPERATOR, runHere } from './seeded-world.ts';

/** Pairs that are compared; enough to meet every kind of opening of the seeds. */
const PAIRS = 1_000;
/** Openings that they come from: each is ranked against everybody. */
const OPENINGS = 60;
/** A shortlist of this length holds every eligible laborer of the seeds that the pairs name. */
const WHOLE = 1_000;

describe('over the seeds', () => {
  let context: FlowContext;
  let run: MatchRun;
  let stored: RankedPair[];

  beforeAll(async () => {
    context = contextOver({ db: await openTestDatabase(), queue: await openOwnQueue() });
    await loadSeeds(context);
    run = await runHere(context);
    stored = [];
    for await (const batch of context.db.stores.runs.lists(run.id))
      for (const list of batch) stored.push(...list.pairs);
  }, 120_000);

  it('ranks every willing laborer, and every short list says why', async () => {
    expect(run.laborersDone).toBe(run.laborers);
    expect(run.laborers).toBeGreaterThan(1_500);
    for await (const batch of context.db.stores.runs.lists(run.id)) {
      for (const list of batch) {
        const isExplained = list.pairs.length === run.topK || Object.keys(list.reasons).length > 0;
        expect(isExplained, list.laborerId).toBe(true);
      }
    }
  });

  it('gives the same score in the stored run, the shortlist and the explanation of 1,000 random pairs', async () => {
    const openings = new Set(sample([...new Set(stored.map((pair) => pair.openingId))], OPENINGS));
    const chosen = sample(
      stored.filter((pair) => openings.has(pair.openingId)),
      PAIRS,
    );
    expect(chosen.length).toBe(PAIRS);
    const lists = new Map<OpeningId, ReadonlyMap<LaborerId, RankedPair>>();
    for (const pair of chosen) {
      const list = lists.get(pair.openingId) ?? (await wholeShortlist(context, pair.openingId));
      lists.set(pair.openingId, list);
      const listed = list.get(pair.laborerId);
      const { laborerId, openingId } = pair;
      const explained = await explain(context, { principal: OPERATOR, laborerId, openingId });
      expect(explained.isEligible).toBe(true);
      expect(explained.score).toBe(pair.score);
      expect(listed?.score).toBe(pair.score);
      expect(listed?.parts).toEqual(pair.parts);
      expect(explained.parts.map((part) => part.points)).toEqual(pair.parts);
      expect(pair.parts.reduce((sum, part) => sum + part, 0)).toBe(shownScore(pair.score));
    }
  }, 120_000);

  it('leaves out at once what was withdrawn, filled, closed or suspended since the night', async () => {
    const { openings, employers } = context.db.stores;
    const today = await context.db.today();
    const laborerId = stored.find((pair) => pair.rank === 8)?.laborerId ?? 'L1';
    const before = await recommend(context, { principal: OPERATOR, laborerId });
    const [withdrawn, filled, closed, suspended, ...rest] = before.list.pairs.map((pair) => pair.openingId);
    const [toFill, toClose, toSuspend] = await Promise.all(
      [filled!, closed!, suspended!].map(async (id) => (await openings.find([id]))[0]!),
    );
    await openings.withdraw(withdrawn!);
    await openings.addFilled(toFill!.id, toFill!.headcount - toFill!.filled);
    await openings.replace(toClose!.id, { ...toClose!, closesOn: '2020-01-01' }, toClose!.version);
    await employers.setDistress(toSuspend!.worksiteEmployerId, 'stop', today, 'wages owed, says the town');

    const after = await recommend(context, { principal: OPERATOR, laborerId });
    expect(after.source).toBe('published');
    const left = after.list.pairs.map((pair) => pair.openingId);
    for (const gone of [withdrawn, filled, closed, suspended]) expect(left).not.toContain(gone);
    const others = rest.filter(
      (id) => after.openings.get(id)?.worksiteEmployerId !== toSuspend!.worksiteEmployerId,
    );
    expect(left).toEqual(others.filter((id) => left.includes(id)));
    expect(after.list.pairs.map((pair) => pair.rank)).toEqual(left.map((_, index) => index + 1));
    const live = await recommend(context, { principal: OPERATOR, laborerId, live: true });
    for (const gone of [withdrawn, filled, closed, suspended]) {
      expect(live.list.pairs.map((pair) => pair.openingId)).not.toContain(gone);
    }
  });

  it('shows nothing to and nothing of a laborer who took her consent back', async () => {
    const pair = stored.find((one) => one.rank === 1 && one.laborerId !== 'L1')!;
    const { laborerId, openingId } = pair;
    const isListed = async (): Promise<boolean> => (await wholeShortlist(context, openingId)).has(laborerId);
    expect(await isListed()).toBe(true);
    await context.db.stores.laborers.setConsent(laborerId, 'withdrawn');
    expect(await isListed()).toBe(false);
    expect((await recommend(context, { principal: OPERATOR, laborerId })).list.pairs).toEqual([]);
    const explained = await explain(context, { principal: OPERATOR, laborerId, openingId });
    expect(explained.rules.find((rule) => rule.code === 'CONSENT_WITHDRAWN')?.verdict).toBe('failed');
  });

  it('gives a second run over the same data the same bytes', async () => {
    const first = await runHere(context, { requestId: 'again-1' });
    const second = await runHere(context, { requestId: 'again-2' });
    expect(first.id).not.toBe(second.id);
    expect(first.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(second.checksum).toBe(first.checksum);
  }, 120_000);

  it('takes the same request for the same run', async () => {
    const first = await runHere(context, { requestId: 'once' });
    const again = await runHere(context, { requestId: 'once' });
    expect(again.id).toBe(first.id);
  }, 120_000);
});

async function wholeShortlist(
  context: FlowContext,
  openingId: OpeningId,
): Promise<ReadonlyMap<LaborerId, RankedPair>> {
  const found = await shortlist(context, { principal: OPERATOR, openingId, k: WHOLE });
  return new Map(found.shortlist.pairs.map((pair) => [pair.laborerId, pair]));
}

/** Evenly spread over the list, the same at every run. */
function sample<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}
