import type { Random } from './random.ts';

/** Things with weights, ready to be drawn from. Weights need no special sum. */
export interface Weighted<Item> {
  readonly items: readonly Item[];
  /** Running sums of the weights. */
  readonly sums: readonly number[];
}

/** Prepares a table of `[item, weight]`. Throws on an empty table. */
export function weighted<Item>(pairs: readonly (readonly [Item, number])[]): Weighted<Item> {
  if (pairs.length === 0) throw new Error('A weighted table needs at least one item.');
  let sum = 0;
  return { items: pairs.map(([item]) => item), sums: pairs.map(([, weight]) => (sum += weight)) };
}

/** Draws one item by weight. Takes one number of the stream. */
export function pick<Item>(random: Random, table: Weighted<Item>): Item {
  const last = table.sums.length - 1;
  const point = random() * (table.sums[last] ?? 0);
  let position = 0;
  while (position < last && (table.sums[position] ?? 0) <= point) position++;
  return itemAt(table.items, position);
}

/** Draws one item of a list, all alike. Takes one number of the stream. */
export function pickFrom<Item>(random: Random, items: readonly Item[]): Item {
  return itemAt(items, Math.floor(random() * items.length));
}

/** `count` different items of a list (fewer when it is shorter), in the order drawn. */
export function pickSome<Item>(random: Random, items: readonly Item[], count: number): readonly Item[] {
  const left = [...items];
  const taken: Item[] = [];
  while (taken.length < count && left.length > 0)
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}

function itemAt<Item>(items: readonly Item[], position: number): Item {
  if (position >= items.length) throw new Error('Nothing to draw from: the list is empty.');
  // The position is inside the list, so the element is there; `Item` may itself include undefined.
  return items[position] as Item;
}
