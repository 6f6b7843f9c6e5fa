import type { FairOpening, Pairing } from '../domain/fair.ts';
import type { FairCandidate, FairWorld } from './pair-fair.ts';

/** What is wrong with a plan. */
export type PairingFaultCode =
  | 'NOT_A_CANDIDATE'
  | 'SCORE_CHANGED'
  | 'WRONG_BOOTH'
  | 'SLOT_OUT_OF_RANGE'
  | 'PAIR_TWICE'
  | 'LABORER_TWICE_IN_SLOT'
  | 'BOOTH_TWICE_IN_SLOT'
  | 'LABORER_OVER_LIMIT'
  | 'OPENING_OVER_PLACES'
  | 'PAIR_LEFT_OUT';

/** One fault and the pair it was seen at. */
export interface PairingFault {
  readonly code: PairingFaultCode;
  readonly laborerId: string;
  readonly openingId: string;
}

/**
 * Checks a plan against its world, knowing nothing of how it was made: every pairing is a candidate with its own score at
 * its own booth, nobody is in two places at once, no limit is passed, and no candidate that would still fit was left out.
 * @returns all faults; an empty list is a sound plan.
 */
export function verifyPairings(world: FairWorld, pairings: readonly Pairing[]): PairingFault[] {
  return [
    ...pairings.flatMap((pairing) => ownFaults(world, pairing)),
    ...repeated(pairings, 'PAIR_TWICE', 1, (one) => `${one.laborerId} ${one.openingId}`),
    ...repeated(pairings, 'LABORER_TWICE_IN_SLOT', 1, (one) => `${one.laborerId} ${one.slot}`),
    ...repeated(pairings, 'BOOTH_TWICE_IN_SLOT', 1, (one) => `${one.booth} ${one.slot}`),
    ...repeated(pairings, 'LABORER_OVER_LIMIT', world.limits.perLaborer, (one) => one.laborerId),
    ...world.openings.flatMap((opening) => overPlaces(opening, pairings)),
    ...leftOut(world, pairings),
  ];
}

function ownFaults(world: FairWorld, pairing: Pairing): PairingFault[] {
  const candidate = world.candidates.find(
    (one) => one.laborerId === pairing.laborerId && one.openingId === pairing.openingId,
  );
  const opening = world.openings.find((one) => one.openingId === pairing.openingId);
  const faults: PairingFaultCode[] = [];
  if (candidate === undefined) faults.push('NOT_A_CANDIDATE');
  else if (candidate.score !== pairing.score) faults.push('SCORE_CHANGED');
  if (opening?.booth !== pairing.booth) faults.push('WRONG_BOOTH');
  if (!Number.isInteger(pairing.slot) || pairing.slot < 1 || pairing.slot > world.limits.slots) {
    faults.push('SLOT_OUT_OF_RANGE');
  }
  return faults.map((code) => fault(code, pairing));
}

function repeated(
  pairings: readonly Pairing[],
  code: PairingFaultCode,
  limit: number,
  keyOf: (pairing: Pairing) => string,
): PairingFault[] {
  const seen = new Map<string, number>();
  return pairings.flatMap((pairing) => {
    const count = (seen.get(keyOf(pairing)) ?? 0) + 1;
    seen.set(keyOf(pairing), count);
    return count > limit ? [fault(code, pairing)] : [];
  });
}

function overPlaces(opening: FairOpening, pairings: readonly Pairing[]): PairingFault[] {
  const own = pairings.filter((pairing) => pairing.openingId === opening.openingId);
  return own.slice(opening.places).map((pairing) => fault('OPENING_OVER_PLACES', pairing));
}

function leftOut(world: FairWorld, pairings: readonly Pairing[]): PairingFault[] {
  return world.candidates
    .filter((candidate) => wouldFit(world, pairings, candidate))
    .map((candidate) => fault('PAIR_LEFT_OUT', candidate));
}

function wouldFit(world: FairWorld, pairings: readonly Pairing[], candidate: FairCandidate): boolean {
  const opening = world.openings.find((one) => one.openingId === candidate.openingId);
  if (opening === undefined) return false;
  const hers = pairings.filter((one) => one.laborerId === candidate.laborerId);
  const ofOpening = pairings.filter((one) => one.openingId === candidate.openingId);
  if (hers.some((one) => one.openingId === candidate.openingId)) return false;
  if (hers.length >= world.limits.perLaborer || ofOpening.length >= opening.places) return false;
  const taken = new Set(
    pairings
      .filter((one) => one.laborerId === candidate.laborerId || one.booth === opening.booth)
      .map((one) => one.slot),
  );
  return taken.size < world.limits.slots;
}

function fault(code: PairingFaultCode, pair: Pick<Pairing, 'laborerId' | 'openingId'>): PairingFault {
  return { code, laborerId: pair.laborerId, openingId: pair.openingId };
}
