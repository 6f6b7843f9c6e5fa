import { pairFair, type FairCandidate, type FairLimits } from '../../allocation/pair-fair.ts';
import { verifyPairings } from '../../allocation/verify-pairings.ts';
import { areaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { FairOpening, JobFair, Pairing } from '../../domain/fair.ts';
import type { FairId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import { rankLaborers } from '../../matching/rank-laborers.ts';
import type { World } from '../../matching/world.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { currentWorld } from '../world.ts';
import { chooseLaborers, type LaborerChoice } from './choose-laborers.ts';
import { readFair } from './read-fair.ts';

/** Candidates looked at per place: enough for those who are taken by a better booth. */
const CANDIDATES_PER_PLACE = 10;
/** Fewest and most candidates of one opening; the engine ranks at most 1,000. */
const CANDIDATES_MIN = 200;
const CANDIDATES_MAX = 1_000;
/** A day of eight hours in interviews of a quarter of an hour. */
export const DEFAULT_SLOTS = 32;
/** Interviews that one person can do well in a day. */
export const DEFAULT_PER_LABORER = 3;

export interface ArrangePairingsInput {
  readonly principal: Principal;
  readonly fairId: FairId;
  readonly choice: LaborerChoice;
  readonly limits: FairLimits;
}

/**
 * Ranks the chosen laborers for every opening of the fair, pairs them greedily within places, booths and slots, verifies the
 * plan and stores it in place of an earlier one. Scores are the engine's; pairing never changes them.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `LABORER_UNKNOWN`.
 */
export async function arrangePairings(
  context: FlowContext,
  input: ArrangePairingsInput,
): Promise<readonly Pairing[]> {
  authorize(input.principal, 'fair.write');
  const fair = await readFair(context, input);
  const world = await currentWorld(context, areaPrefix(fair.areaCode));
  const laborers = await chooseLaborers(context, { ...input, runDate: world.settings.runDate });
  const openings = fair.openings.filter((one) => world.openingsById.has(one.openingId));
  const candidates = openings.flatMap((opening) => candidatesOf(world, opening, laborers));
  const plan = { openings, candidates, limits: input.limits };
  const pairings = pairFair(plan);
  assertSound(fair, verifyPairings(plan, pairings).length);
  await context.db.transaction(async (stores) => {
    await stores.fairs.savePairings(fair.id, pairings);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'fair.pair',
      subject: fair.id,
      purpose: null,
    });
  });
  return pairings;
}

function candidatesOf(
  world: World,
  opening: FairOpening,
  laborers: readonly MatchLaborer[],
): FairCandidate[] {
  const wanted = Math.max(CANDIDATES_MIN, opening.places * CANDIDATES_PER_PLACE);
  const ranked = rankLaborers(world, opening.openingId, laborers, { k: Math.min(wanted, CANDIDATES_MAX) });
  return ranked.pairs.map(({ laborerId, openingId, score }) => ({ laborerId, openingId, score }));
}

function assertSound(fair: JobFair, faults: number): void {
  if (faults === 0) return;
  throw new AppError({
    kind: 'internal',
    code: 'PAIRINGS_UNSOUND',
    message: say(
      `${fair.id} 的面谈安排有 ${faults} 处矛盾，未保存`,
      `The plan of ${fair.id} has ${faults} contradictions and was not stored`,
    ),
  });
}
