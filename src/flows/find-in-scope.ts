import { say } from '../domain/bilingual.ts';
import { isInScope, type Principal } from '../domain/broker.ts';
import { AppError } from '../domain/errors.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import type { Laborer } from '../domain/laborer.ts';
import type { Opening } from '../domain/opening.ts';
import type { FlowContext } from './context.ts';
import { readsOf } from './gathered-reads.ts';

/**
 * A laborer inside the principal's scope.
 * @throws AppError `LABORER_UNKNOWN` (not_found) when there is none, or she lives outside: the two cannot be told apart.
 */
export async function findLaborerInScope(
  context: FlowContext,
  principal: Principal,
  id: LaborerId,
): Promise<Laborer> {
  const laborer = await readsOf(context.db).laborer(id);
  if (laborer !== undefined && isInScope(principal.scope, laborer.homeCode)) return laborer;
  throw unknownLaborer(id);
}

/** The one answer for a laborer who does not exist, was removed, or lives outside the scope. */
export function unknownLaborer(id: LaborerId): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'LABORER_UNKNOWN',
    message: say(`没有劳动力 ${id}，或不在您的管辖范围内`, `There is no laborer ${id} in your scope`),
    remedy: say('核对编号，形如 L12', 'Check the id; it looks like L12'),
  });
}

/**
 * An opening; openings are seen in every scope.
 * @throws AppError `OPENING_UNKNOWN` (not_found).
 */
export async function findOpening(context: FlowContext, id: OpeningId): Promise<Opening> {
  const [opening] = await context.db.stores.openings.find([id]);
  if (opening !== undefined) return opening;
  throw new AppError({
    kind: 'not_found',
    code: 'OPENING_UNKNOWN',
    message: say(`没有岗位 ${id}`, `There is no opening ${id}`),
    remedy: say('核对编号，形如 O7', 'Check the id; it looks like O7'),
  });
}

/**
 * An opening that can be ranked and explained: one that nobody has withdrawn.
 * @throws AppError `OPENING_UNKNOWN` (not_found), `OPENING_WITHDRAWN` (conflict).
 */
export async function findMatchableOpening(context: FlowContext, id: OpeningId): Promise<Opening> {
  const opening = await findOpening(context, id);
  if (!opening.isWithdrawn) return opening;
  throw new AppError({
    kind: 'conflict',
    code: 'OPENING_WITHDRAWN',
    message: say(`岗位 ${id} 已撤回`, `Opening ${id} is withdrawn`),
    remedy: say('换一个岗位，或重新发布它', 'Choose another opening, or publish it again'),
  });
}
