import type { Bilingual } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import type { PairExplanation } from '../../domain/explanation.ts';
import type { JobFair, Pairing } from '../../domain/fair.ts';
import type { FairId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { explainPair } from '../../matching/explain-pair.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { currentWorld } from '../world.ts';
import { readFair } from './read-fair.ts';

/** A pairing with why the two should meet. */
interface ReasonedPairing extends Pairing {
  /** Both texts are empty where the opening is not there any more. */
  readonly reason: Bilingual;
}

/** A fair's plan, and the people in it. */
export interface FairPlan {
  readonly fair: JobFair;
  readonly pairings: readonly ReasonedPairing[];
  readonly laborers: ReadonlyMap<string, Laborer>;
}

/**
 * The pairings of a fair whose laborers lie inside the principal's areas. Who took consent back is never in it; until the
 * fair is over, neither is a pair that does not fit any more (opening closed, employer suspended, laborer placed).
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`.
 */
export async function readPairings(
  context: FlowContext,
  input: { readonly principal: Principal; readonly fairId: FairId },
): Promise<FairPlan> {
  authorize(input.principal, 'fair.read');
  const fair = await readFair(context, input);
  const pairings = await context.db.stores.fairs.pairings(fair.id);
  const ids = [...new Set(pairings.map((pairing) => pairing.laborerId))];
  const found = await context.db.stores.laborers.find(ids);
  const laborers = new Map(
    found.filter((one) => mayBeShown(one, input.principal)).map((one) => [one.id, one]),
  );
  const known = pairings.filter((pairing) => laborers.has(pairing.laborerId));
  const standing = await standingPairings(context, fair, known);
  const met = new Set<string>(standing.map((pairing) => pairing.laborerId));
  return {
    fair,
    pairings: standing,
    laborers: new Map([...laborers].filter(([id]) => met.has(id))),
  };
}

function mayBeShown(laborer: Laborer, principal: Principal): boolean {
  const { matching, contact } = laborer.consents;
  return matching !== 'withdrawn' && contact !== 'withdrawn' && isInScope(principal.scope, laborer.homeCode);
}

async function standingPairings(
  context: FlowContext,
  fair: JobFair,
  pairings: readonly Pairing[],
): Promise<ReasonedPairing[]> {
  if (pairings.length === 0) return [];
  const world = await currentWorld(context, fair.areaCode);
  const { runDate } = world.settings;
  const ids = [...new Set(pairings.map((pairing) => pairing.laborerId))];
  const inputs = await context.db.stores.laborers.forMatching(ids, runDate);
  const byId = new Map(inputs.map((one) => [one.id, one]));
  const isOver = fair.heldOn < runDate;
  return pairings.flatMap((pairing) => {
    const laborer = byId.get(pairing.laborerId);
    const isThere = laborer !== undefined && world.openingsById.has(pairing.openingId);
    const now = isThere ? explainPair(world, laborer, pairing.openingId) : undefined;
    return isOver || now?.isEligible === true ? [{ ...pairing, reason: reasonOf(now) }] : [];
  });
}

/** What she can do and how far it is: for the booth and for her to read, so nothing of how the employer is judged. */
function reasonOf(explanation: PairExplanation | undefined): Bilingual {
  const told = (explanation?.parts ?? [])
    .filter(({ factor }) => factor === 'skill' || factor === 'distance')
    .map(({ sentence }) => sentence);
  return {
    zh: told.map((sentence) => sentence.zh).join('；'),
    en: told.map((sentence) => sentence.en).join('; '),
  };
}
