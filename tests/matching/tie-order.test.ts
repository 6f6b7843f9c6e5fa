import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../src/matching/fnv1a.ts';
import { bucketOf, compareBytes, laborerTieHash, openingTieHash } from '../../src/matching/tie-order.ts';

describe('FNV-1a of 32 bits', () => {
  // Vectors of the reference implementation by Noll.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is that of the reference', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });
});

describe('the tie order', () => {
  it('hashes `epoch|opening|bucket` for lists and `epoch|laborer` for shortlists', () => {
    expect(openingTieHash('2026-W10', 'O7', 46)).toBe(fnv1a('2026-W10|O7|46'));
    expect(laborerTieHash('2026-W10', 'L12')).toBe(fnv1a('2026-W10|L12'));
  });

  it('puts laborers into all of 64 buckets, and none besides', () => {
    const buckets = new Set(Array.from({ length: 5_000 }, (_each, key) => bucketOf(`L${key + 1}`)));
    expect([...buckets].toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 64 }, (_each, bucket) => bucket),
    );
  });

  it('changes with the week', () => {
    expect(openingTieHash('2026-W10', 'O7', 1)).not.toBe(openingTieHash('2026-W11', 'O7', 1));
  });

  it('ends with the bytes of the id, not its number', () => {
    expect(['O2', 'O10', 'O1'].toSorted(compareBytes)).toEqual(['O1', 'O10', 'O2']);
  });
});
