import { createHash } from 'node:crypto';
import { keyOf, type OpeningId } from '../../domain/ids.ts';
import { closedBits } from '../fast/recruiting.ts';
import type { MatchOpening } from '../../domain/match-input.ts';
import type { World } from '../world.ts';

/** Fields that only are shown, or of which `closedBits` says all that matters on the run date. */
const UNREAD: Partial<MatchOpening> = {
  title: undefined,
  placeWords: undefined,
  headcount: undefined,
  filled: undefined,
  opensOn: undefined,
  closesOn: undefined,
  flaggedWords: undefined,
};

/** Bytes of an opening: its key, then the beginning of a SHA-256. */
const KEY_BYTES = 4;
const HASH_BYTES = 12;
const PRINT_BYTES = KEY_BYTES + HASH_BYTES;

/** What a world knows of each opening, as far as any pair depends on it. */
export interface OpeningPrints {
  /** SHA-256 of the prints, hex: the same name is the same openings. */
  readonly name: string;
  /** By key, ascending; PRINT_BYTES each. */
  readonly prints: Buffer;
}

const known = new WeakMap<World, OpeningPrints>();

/** The prints of a world's openings, made when first asked for. */
export function printsOf(world: World): OpeningPrints {
  const found = known.get(world);
  if (found !== undefined) return found;
  const openings = world.openings.toSorted((one, other) => keyOf(one.input.id) - keyOf(other.input.id));
  const prints = Buffer.alloc(openings.length * PRINT_BYTES);
  openings.forEach((opening, nth) => {
    const at = prints.writeInt32BE(keyOf(opening.input.id), nth * PRINT_BYTES);
    hashOf(opening.input, closedBits(world, opening)).copy(prints, at);
  });
  const made = { name: createHash('sha256').update(prints).digest('hex'), prints };
  known.set(world, made);
  return made;
}

/** Of records that worlds share, so that only a new one is hashed. */
const hashes = new WeakMap<MatchOpening, { readonly closed: number; readonly hash: Buffer }>();

function hashOf(opening: MatchOpening, closed: number): Buffer {
  const before = hashes.get(opening);
  if (before?.closed === closed) return before.hash;
  const hash = createHash('sha256').update(printed(opening, closed)).digest().subarray(0, HASH_BYTES);
  hashes.set(opening, { closed, hash });
  return hash;
}

/** The openings that one side does not have, or that are not alike on both. */
export function changedOpenings(before: Buffer, after: Buffer): Set<OpeningId> {
  const changed = new Set<OpeningId>();
  let one = 0;
  let other = 0;
  const keyAt = (prints: Buffer, at: number): number =>
    at < prints.length ? prints.readInt32BE(at) : Number.POSITIVE_INFINITY;
  while (one < before.length || other < after.length) {
    const [left, right] = [keyAt(before, one), keyAt(after, other)];
    const isSame =
      left === right && before.compare(after, other, other + PRINT_BYTES, one, one + PRINT_BYTES) === 0;
    if (!isSame) changed.add(`O${Math.min(left, right)}`);
    if (left <= right) one += PRINT_BYTES;
    if (right <= left) other += PRINT_BYTES;
  }
  return changed;
}

/**
 * Everything of an opening on which a pair can depend, as text. What is only shown is left out, and of places and days there is
 * only whether they bar it on the run date: that somebody was taken on while places remain moves nobody's list. A field that is
 * new to the record is in it by itself.
 */
function printed(opening: MatchOpening, closed: number): string {
  const { stability, wage, ...input } = opening;
  const rest = { ...input, ...UNREAD };
  return JSON.stringify([rest, wage?.lowCnyPerMonth, wage?.highCnyPerMonth, stability.value, closed]);
}
