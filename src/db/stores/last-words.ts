import type { BulkOutcome } from '../bulk-upsert.ts';

/** A batch without repetitions, and the way back to the order of the input. */
export interface DistinctBatch<Item> {
  readonly distinct: readonly Item[];
  /**
   * What became of each input: the first input of a row carries the row's outcome; the others are `updated`,
   * or `unchanged` like the row.
   */
  outcomes(written: readonly BulkOutcome[]): BulkOutcome[];
}

/** Merges items of one key, the later over the earlier, as if they had been written one after another. */
export function lastWords<Item>(
  items: readonly Item[],
  keyOfItem: (item: Item) => string,
  merge: (earlier: Item, later: Item) => Item,
): DistinctBatch<Item> {
  const places = new Map<string, number>();
  const distinct: Item[] = [];
  const inputs = items.map((item) => {
    const key = keyOfItem(item);
    const known = places.get(key);
    const at = known ?? distinct.length;
    const earlier = distinct[at];
    distinct[at] = known === undefined || earlier === undefined ? item : merge(earlier, item);
    places.set(key, at);
    return { at, isFirst: known === undefined };
  });
  return {
    distinct,
    outcomes: (written) => inputs.map(({ at, isFirst }) => outcomeOf(written[at], isFirst)),
  };
}

function outcomeOf(row: BulkOutcome | undefined, isFirst: boolean): BulkOutcome {
  if (row === undefined) throw new Error('a row was neither found nor created');
  return isFirst || row.outcome === 'unchanged' ? row : { ...row, outcome: 'updated' };
}
