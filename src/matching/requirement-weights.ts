import type { IdfTable } from '../domain/match-input.ts';
import type { AskedCode } from './asked-code.ts';
import { largestRemainder } from './largest-remainder.ts';

/** A must weighs twice a nice. */
const NEED_WEIGHT = { must: 2, nice: 1 } as const;
/** The weights of an opening's codes are thousandths and add up to this. */
const THOUSAND = 1_000;

/**
 * b of scoring.md §3: idf × (must 2, nice 1), scaled to thousandths that add up to 1,000 by largest
 * remainder, ties by code. `asked` is in order of code and not empty; the answer has its order.
 */
export function requirementWeights(asked: readonly AskedCode[], idf: IdfTable): readonly number[] {
  // A table with a zero would leave an opening without weights: the least idf is one thousandth.
  const raw = asked.map(
    ({ key, need }) => Math.max(1, idf.thousandths.get(key) ?? idf.maximum) * NEED_WEIGHT[need],
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return largestRemainder(
    raw.map((weight) => weight * THOUSAND),
    sum,
    THOUSAND,
  );
}
