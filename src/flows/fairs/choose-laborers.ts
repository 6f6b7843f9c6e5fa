import type { AreaPrefix } from '../../domain/area.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { FlowContext } from '../context.ts';
import { unknownLaborer } from '../find-in-scope.ts';
import { narrow } from '../shortlist.ts';

/** Whom to invite: people by id, or all willing laborers of an area. */
export type LaborerChoice =
  | { readonly kind: 'ids'; readonly ids: readonly LaborerId[] }
  | { readonly kind: 'area'; readonly area: AreaPrefix };

/**
 * Engine input of the laborers that are chosen, all inside the principal's areas.
 * @throws AppError `LABORER_UNKNOWN` for the first id that is unknown or lies outside.
 */
export async function chooseLaborers(
  context: FlowContext,
  input: { readonly principal: Principal; readonly choice: LaborerChoice; readonly runDate: string },
): Promise<readonly MatchLaborer[]> {
  const { principal, choice, runDate } = input;
  const { laborers } = context.db.stores;
  if (choice.kind === 'ids') {
    const found = await laborers.forMatching(choice.ids, runDate);
    const inside = new Set(
      found.filter((one) => isInScope(principal.scope, one.homeCode)).map((one) => one.id),
    );
    const missing = choice.ids.find((id) => !inside.has(id));
    if (missing !== undefined) throw unknownLaborer(missing);
    return found;
  }
  const scope = narrow(principal.scope, choice.area);
  if (scope.length === 0) return [];
  const chosen: MatchLaborer[] = [];
  for await (const batch of laborers.willingForMatching(scope, runDate)) chosen.push(...batch);
  return chosen;
}
