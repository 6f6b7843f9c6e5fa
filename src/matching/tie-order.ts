import type { LaborerId, OpeningId } from '../domain/ids.ts';
import { fnv1a } from './fnv1a.ts';

/** Neighbors fall into this many buckets, so that equal openings are spread over them (scoring.md §4). */
const BUCKETS = 64;

/** The bucket of a laborer, 0..63: those of one bucket see equal openings in the same order. */
export function bucketOf(laborerId: LaborerId): number {
  return fnv1a(laborerId) % BUCKETS;
}

/**
 * Second key of a recommendation list, ascending: FNV-1a of `epoch|opening|bucket`. Stays put within the
 * week.
 */
export function openingTieHash(week: string, openingId: OpeningId, bucket: number): number {
  return fnv1a(`${week}|${openingId}|${bucket}`);
}

/** Third key of a shortlist, ascending: FNV-1a of `epoch|laborer`. */
export function laborerTieHash(week: string, laborerId: LaborerId): number {
  return fnv1a(`${week}|${laborerId}`);
}

/** Last key of every list: ids by bytes (`O10` before `O2`). Ids are ASCII, so code units are bytes. */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
