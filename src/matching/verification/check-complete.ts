import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RankedPair, RecommendationList } from '../../domain/recommendation.ts';
import { rankOpeningsStepwise } from '../rank-openings.ts';
import type { World } from '../world.ts';
import type { ListFault } from '../../domain/list-fault.ts';

/**
 * Whether a stored list is what looking at every opening gives, by the reference: openings, order, scores, parts and the codes of
 * the reasons. Costs a look at every opening, with a breath in between; for a sample.
 * @returns the first difference, or `null`.
 */
export async function checkComplete(
  world: World,
  laborer: MatchLaborer,
  list: RecommendationList,
  options: { readonly k: number; readonly employerCap?: number },
  breathe: () => Promise<unknown> = async () => await Promise.resolve(),
): Promise<ListFault | null> {
  const expected = await ranked(rankOpeningsStepwise(world, laborer, options), breathe);
  const length = Math.max(expected.pairs.length, list.pairs.length);
  for (let at = 0; at < length; at += 1) {
    const [stored, right] = [list.pairs[at], expected.pairs[at]];
    if (wordsOf(stored) === wordsOf(right)) continue;
    const detail = `rank ${at + 1}: stored ${wordsOf(stored)}, expected ${wordsOf(right)}`;
    const openingId = right?.openingId ?? stored?.openingId ?? null;
    return { code: 'LIST_INCOMPLETE', laborerId: laborer.id, openingId, detail };
  }
  const [stored, right] = [list, expected].map(({ reasons }) => JSON.stringify(reasons));
  if (stored === right) return null;
  const detail = `reasons stored ${stored}, expected ${right}`;
  return { code: 'LIST_INCOMPLETE', laborerId: laborer.id, openingId: null, detail };
}

async function ranked(
  steps: Generator<undefined, RecommendationList>,
  breathe: () => Promise<unknown>,
): Promise<RecommendationList> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

function wordsOf(pair: RankedPair | undefined): string {
  return pair === undefined ? 'nothing' : `${pair.openingId} ${pair.score} (${pair.parts.join('+')})`;
}
