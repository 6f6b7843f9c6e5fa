import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceValue } from '../../../src/matching/factors/distance.ts';
import { greatCircleKm, roadTenths } from '../../../src/matching/road-distance.ts';
import { explainPair } from '../../../src/matching/explain-pair.ts';
import { scorePair } from '../../../src/matching/score-pair.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import {
  buildLaborer,
  buildOpening,
  buildSettings,
  GANGU,
  SHENZHEN_LONGGANG,
  TIANJIN_XIQING,
  WUSHAN,
} from '../../support/builders.ts';
import { tinyRegions } from '../../support/tiny-regions.ts';

describe('the great circle', () => {
  it('of a quarter of the equator is a quarter of the circumference', () => {
    const quarter = greatCircleKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 });
    expect(quarter).toBeCloseTo((Math.PI * 6_371.0088) / 2, 6);
  });

  it('from 武山 to 甘谷 is about 40 km', () => {
    expect(greatCircleKm(tinyRegions.get(WUSHAN)!, tinyRegions.get(GANGU)!)).toBeCloseTo(40.4, 0);
  });
});

describe('the road', () => {
  it.each([
    [0, 240],
    [15, 240],
    [50, 800],
    [100, 1_600],
    [250, 3_600],
    [400, 5_600],
    [800, 10_550],
  ])('of a great circle of %d km is %d tenths of a kilometer', (km, tenths) => {
    expect(roadTenths(km)).toBe(tenths);
  });

  it('never gets shorter where the great circle gets longer', () => {
    const km = fc.double({ min: 0, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(km, km, (one, other) => {
        const [near, far] = one < other ? [one, other] : [other, one];
        expect(roadTenths(near)).toBeLessThanOrEqual(roadTenths(far));
      }),
    );
  });
});

describe('the distance factor', () => {
  it.each([
    [0, 100_000],
    // 1 − ln(1 + 24/50) / ln 21 = 0.871232…
    [240, 87_123],
    // 1 − ln 2 / ln 21 = 0.772329…
    [500, 77_233],
    [10_000, 0],
    [12_000, 0],
  ])('of %d tenths of a kilometer is %d', (tenths, value) => {
    expect(distanceValue(tenths)).toBe(value);
  });

  it('is monotone: a longer road is never better', () => {
    const road = fc.integer({ min: 240, max: 60_000 });
    fc.assert(
      fc.property(road, road, (one, other) => {
        expect(distanceValue(Math.min(one, other))).toBeGreaterThanOrEqual(
          distanceValue(Math.max(one, other)),
        );
      }),
    );
  });

  it('is at least the own preference of an area that was named, never of a tier', () => {
    const world = prepareWorld(buildSettings(), [buildOpening({ placeCode: SHENZHEN_LONGGANG })]);
    const second = buildLaborer({ intention: { areas: ['350000', '440300'], tiers: [] } });
    const byTier = buildLaborer();
    expect(scorePair(world, second, 'O1')?.factors.distance).toBe(80_000);
    expect(scorePair(world, byTier, 'O1')?.factors.distance).toBe(0);
  });

  it('of a named area nearby stays what the road gives', () => {
    const world = prepareWorld(buildSettings(), [buildOpening({ placeCode: WUSHAN })]);
    const laborer = buildLaborer({ intention: { areas: ['120000', '440000', '620500'], tiers: [] } });
    expect(scorePair(world, laborer, 'O1')?.factors.distance).toBe(87_123);
  });

  it('abroad is 0', () => {
    const world = prepareWorld(buildSettings(), [buildOpening({ placeCode: '990000' })]);
    expect(scorePair(world, buildLaborer(), 'O1')?.factors.distance).toBe(0);
  });

  it('starts where displaced people are now, and says so', () => {
    const world = prepareWorld(buildSettings(), [buildOpening({ placeCode: TIANJIN_XIQING })]);
    const displaced = buildLaborer({ originCode: TIANJIN_XIQING });
    expect(scorePair(world, displaced, 'O1')?.factors.distance).toBe(87_123);
    expect(explainPair(world, displaced, 'O1').parts[2]?.sentence.zh).toBe(
      '离现在住处约 24 公里（估算路程）',
    );
  });
});
