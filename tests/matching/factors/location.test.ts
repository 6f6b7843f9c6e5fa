import { describe, expect, it } from 'vitest';
import type { MatchLaborer } from '../../../src/domain/match-input.ts';
import { DEFAULT_PROFILE } from '../../../src/domain/weights.ts';
import { explainPair } from '../../../src/matching/explain-pair.ts';
import { scorePair } from '../../../src/matching/score-pair.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import {
  buildLaborer,
  buildOpening,
  buildSettings,
  SHENZHEN_LONGGANG,
  TIANJIN_XIQING,
} from '../../support/builders.ts';

const world = prepareWorld(buildSettings(), [buildOpening({ placeCode: SHENZHEN_LONGGANG })]);

function locationOf(intention: Partial<MatchLaborer['intention']>): number | undefined {
  return scorePair(world, buildLaborer({ intention }), 'O1')?.factors.location;
}

describe('the location factor', () => {
  it.each([
    [['440300'], 87_500],
    [['350000', '440000'], 72_500],
    [['350000', '120000', '440307'], 61_250],
    [['350000', '120000', '640000', '440000'], 50_000],
  ])('of areas %j is ⌊(3 · preference + 50,000 + 2) / 4⌋ = %d', (areas, value) => {
    expect(locationOf({ areas, tiers: [] })).toBe(value);
  });

  it('takes the first named area that holds the place', () => {
    expect(locationOf({ areas: ['440300', '440000'], tiers: [] })).toBe(87_500);
    expect(locationOf({ areas: ['350000', '440000', '440300'], tiers: [] })).toBe(72_500);
  });

  it('of a willing tier is lower where areas were named than where none was', () => {
    expect(locationOf({ areas: ['350000'], tiers: ['interprovincial'] })).toBe(38_750);
    expect(locationOf({ areas: [], tiers: ['interprovincial'] })).toBe(61_250);
  });

  it('counts every place as a willing tier where nothing was stated about place, and says so', () => {
    const silent = buildLaborer({ intention: { areas: [], tiers: [] } });
    const explanation = explainPair(world, silent, 'O1');
    expect(explanation.isEligible).toBe(true);
    expect(explanation.parts[1]?.value).toBe(61_250);
    expect(explanation.notes.map((note) => note.code)).toContain('PLACE_NOT_STATED');
  });

  it('of a dropped pair has no preference at all', () => {
    expect(locationOf({ areas: ['350000'], tiers: ['county'] })).toBe(12_500);
  });

  it('moves with what the policy thinks of the tier', () => {
    const tierPolicy = { ...DEFAULT_PROFILE.tierPolicy, paired: 100_000, other: 0 };
    const settings = buildSettings({ profile: { ...DEFAULT_PROFILE, tierPolicy } });
    const partner = prepareWorld(settings, [
      buildOpening({ id: 'O1', placeCode: SHENZHEN_LONGGANG }),
      buildOpening({ id: 'O2', placeCode: TIANJIN_XIQING }),
    ]);
    const laborer = buildLaborer({ intention: { areas: [], tiers: ['interprovincial'] } });
    expect(scorePair(partner, laborer, 'O1')?.factors.location).toBe(48_750);
    expect(scorePair(partner, laborer, 'O2')?.factors.location).toBe(73_750);
  });

  it('rounds to the nearest by adding half a share', () => {
    const tierPolicy = { ...DEFAULT_PROFILE.tierPolicy, other: 50_002 };
    const settings = buildSettings({ profile: { ...DEFAULT_PROFILE, tierPolicy } });
    const odd = prepareWorld(settings, [buildOpening({ placeCode: SHENZHEN_LONGGANG })]);
    // (3 · 65,000 + 50,002) / 4 = 61,250.5 rounds up.
    expect(scorePair(odd, buildLaborer(), 'O1')?.factors.location).toBe(61_251);
  });
});
