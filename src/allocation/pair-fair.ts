import type { FairOpening, Pairing } from '../domain/fair.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';

/** A pair that may meet at a fair: eligible, with the score that the engine gave it. */
export interface FairCandidate {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  /** Integer 0..100,000,000. Never changed here. */
  readonly score: number;
}

/** What a day at the fair holds. */
export interface FairLimits {
  /** Time slots of a booth; one interview each. */
  readonly slots: number;
  /** Interviews of one laborer at most. */
  readonly perLaborer: number;
}

/** What `pairFair` is given. */
export interface FairWorld {
  readonly openings: readonly FairOpening[];
  readonly candidates: readonly FairCandidate[];
  readonly limits: FairLimits;
}

/**
 * Who meets whom, where and when: the best pair that still fits comes first (score descending, then laborer key, then
 * opening key, so the order of the input is of no matter). A pair fits while its opening has places left, the laborer has
 * interviews left, and there is a slot in which neither she nor the booth is taken; it gets the earliest one.
 * @returns pairings by booth, then slot. Openings that are not at the fair are left out.
 */
export function pairFair(world: FairWorld): Pairing[] {
  const day = openDay(world);
  const pairings: Pairing[] = [];
  for (const candidate of world.candidates.toSorted(byScore)) {
    const pairing = seat(day, candidate);
    if (pairing === null) continue;
    take(day, pairing);
    pairings.push(pairing);
  }
  return pairings.toSorted((a, b) => a.booth - b.booth || a.slot - b.slot);
}

/** Candidates from best to worst; equal scores by the numbers of laborer and opening. */
function byScore(a: FairCandidate, b: FairCandidate): number {
  return (
    b.score - a.score ||
    Number(a.laborerId.slice(1)) - Number(b.laborerId.slice(1)) ||
    Number(a.openingId.slice(1)) - Number(b.openingId.slice(1))
  );
}

/** What is taken so far. Only `take` changes it, and only inside one call of `pairFair`. */
interface Day {
  readonly limits: FairLimits;
  readonly openings: ReadonlyMap<OpeningId, FairOpening>;
  readonly placesTaken: Map<OpeningId, number>;
  /** Slots by laborer and by booth. */
  readonly laborerSlots: Map<LaborerId, Set<number>>;
  readonly boothSlots: Map<number, Set<number>>;
  readonly pairs: Set<string>;
}

function openDay(world: FairWorld): Day {
  return {
    limits: world.limits,
    openings: new Map(world.openings.map((opening) => [opening.openingId, opening])),
    placesTaken: new Map(),
    laborerSlots: new Map(),
    boothSlots: new Map(),
    pairs: new Set(),
  };
}

function seat(day: Day, candidate: FairCandidate): Pairing | null {
  const { laborerId, openingId, score } = candidate;
  const opening = day.openings.get(openingId);
  if (opening === undefined || day.pairs.has(`${laborerId} ${openingId}`)) return null;
  if ((day.placesTaken.get(openingId) ?? 0) >= opening.places) return null;
  if ((day.laborerSlots.get(laborerId)?.size ?? 0) >= day.limits.perLaborer) return null;
  const slot = firstFreeSlot(day, laborerId, opening.booth);
  return slot === null ? null : { laborerId, openingId, booth: opening.booth, slot, score };
}

function firstFreeSlot(day: Day, laborerId: LaborerId, booth: number): number | null {
  for (let slot = 1; slot <= day.limits.slots; slot += 1) {
    const isTaken = day.laborerSlots.get(laborerId)?.has(slot) ?? false;
    if (!isTaken && day.boothSlots.get(booth)?.has(slot) !== true) return slot;
  }
  return null;
}

function take(day: Day, { laborerId, openingId, booth, slot }: Pairing): void {
  day.pairs.add(`${laborerId} ${openingId}`);
  day.placesTaken.set(openingId, (day.placesTaken.get(openingId) ?? 0) + 1);
  day.laborerSlots.set(laborerId, (day.laborerSlots.get(laborerId) ?? new Set()).add(slot));
  day.boothSlots.set(booth, (day.boothSlots.get(booth) ?? new Set()).add(slot));
}
