/**
 * Splits an integer total into integer shares by largest remainder (Hare–Niemeyer): share i is `numerators[i]
 * / denominator` rounded down, and the places that are left go to the largest remainders, to the earlier one
 * where they are equal. The shares add up to `total` exactly.
 *
 * All arguments are non-negative integers, the denominator is positive, and `total` is not below the sum of
 * the rounded-down shares and not more than one a share above it.
 */
export function largestRemainder(
  numerators: readonly number[],
  denominator: number,
  total: number,
): number[] {
  const shares = numerators.map((numerator) => Math.floor(numerator / denominator));
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = numerators
    .map((numerator, index) => ({ index, remainder: numerator % denominator }))
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
