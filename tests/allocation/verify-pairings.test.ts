import { describe, expect, it } from 'vitest';
import type { FairWorld } from '../../src/allocation/pair-fair.ts';
import { verifyPairings, type PairingFaultCode } from '../../src/allocation/verify-pairings.ts';
import type { Pairing } from '../../src/domain/fair.ts';

const WORLD: FairWorld = {
  openings: [
    { openingId: 'O1', booth: 1, places: 1 },
    { openingId: 'O2', booth: 2, places: 2 },
  ],
  candidates: [
    { laborerId: 'L1', openingId: 'O1', score: 90 },
    { laborerId: 'L1', openingId: 'O2', score: 80 },
    { laborerId: 'L2', openingId: 'O2', score: 70 },
  ],
  limits: { slots: 3, perLaborer: 2 },
};

const SOUND: readonly Pairing[] = [
  { laborerId: 'L1', openingId: 'O1', booth: 1, slot: 1, score: 90 },
  { laborerId: 'L1', openingId: 'O2', booth: 2, slot: 2, score: 80 },
  { laborerId: 'L2', openingId: 'O2', booth: 2, slot: 1, score: 70 },
];

function codes(pairings: readonly Pairing[], world: FairWorld = WORLD): PairingFaultCode[] {
  return verifyPairings(world, pairings).map((fault) => fault.code);
}

function changed(index: number, change: Partial<Pairing>): Pairing[] {
  return SOUND.map((pairing, position) => (position === index ? { ...pairing, ...change } : pairing));
}

describe('the verifier of a fair', () => {
  it('finds nothing in a sound plan', () => {
    expect(codes(SOUND)).toEqual([]);
  });

  it.each<[PairingFaultCode, Pairing[]]>([
    ['NOT_A_CANDIDATE', changed(0, { laborerId: 'L9' })],
    ['SCORE_CHANGED', changed(0, { score: 91 })],
    ['WRONG_BOOTH', changed(0, { booth: 3 })],
    ['SLOT_OUT_OF_RANGE', changed(0, { slot: 4 })],
    ['PAIR_TWICE', [...SOUND, { ...SOUND[0]!, slot: 3 }]],
    ['LABORER_TWICE_IN_SLOT', changed(1, { slot: 1 })],
    ['BOOTH_TWICE_IN_SLOT', changed(2, { slot: 2 })],
    ['OPENING_OVER_PLACES', [...SOUND, { ...SOUND[0]!, laborerId: 'L2', slot: 2 }]],
    ['PAIR_LEFT_OUT', SOUND.slice(1)],
  ])('sees %s', (code, pairings) => {
    expect(codes(pairings)).toContain(code);
  });

  it('sees a laborer with more interviews than she may have', () => {
    expect(codes(SOUND, { ...WORLD, limits: { slots: 3, perLaborer: 1 } })).toContain('LABORER_OVER_LIMIT');
  });
});
