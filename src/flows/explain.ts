import type { Principal } from '../domain/broker.ts';
import type { PairExplanation } from '../domain/explanation.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import { explainPair } from '../matching/explain-pair.ts';
import type { FlowContext } from './context.ts';
import { findLaborerInScope, findMatchableOpening, unknownLaborer } from './find-in-scope.ts';
import { pairWorld } from './pair-world.ts';
import { currentMoment } from './world.ts';

/**
 * Everything about one pair: every rule passed, failed or to check, every part, in both languages.
 * @throws AppError `LABORER_UNKNOWN`, `OPENING_UNKNOWN`, `OPENING_WITHDRAWN`.
 */
export async function explain(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId; readonly openingId: OpeningId },
): Promise<PairExplanation> {
  const { homeCode } = await findLaborerInScope(context, input.principal, input.laborerId);
  await findMatchableOpening(context, input.openingId);
  const world = await pairWorld(context, await currentMoment(context, homeCode), [input.openingId]);
  const [laborer] = await context.db.stores.laborers.forMatching([input.laborerId], world.settings.runDate);
  if (laborer === undefined) throw unknownLaborer(input.laborerId);
  return explainPair(world, laborer, input.openingId);
}
