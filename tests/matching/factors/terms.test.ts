import { describe, expect, it } from 'vitest';
import { explainPair } from '../../../src/matching/explain-pair.ts';
import { termsValue } from '../../../src/matching/factors/terms.ts';
import { payOf } from '../../../src/matching/monthly-pay.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import { buildLaborer, buildOpening, buildSettings } from '../../support/builders.ts';
import { tinyOntology } from '../../support/tiny-ontology.ts';

describe('the terms factor', () => {
  it.each([
    [0, 0],
    [2_500, 0],
    [5_000, 50_000],
    // ln(6,050 / 2,500) / ln 4 = 0.637504…
    [6_050, 63_750],
    [10_000, 100_000],
    [30_000, 100_000],
  ])('of %d yuan a month net is %d', (net, value) => {
    expect(termsValue(net)).toBe(value);
  });
});

describe('net pay', () => {
  const bare = { occupation: 'welder', providesLodging: false, providesMeals: false };
  const wage = { lowCnyPerMonth: 5_000, highCnyPerMonth: 9_000 };

  it('is the advertised low end plus 600 with lodging and 450 with meals', () => {
    const opening = { ...bare, wage, providesLodging: true, providesMeals: true };
    expect(payOf(opening, tinyOntology)).toEqual({ netCnyPerMonth: 6_050, source: 'advertised' });
  });

  it('is what followed-up people report, where it is known', () => {
    const opening = { ...bare, wage, reportedNetCnyPerMonth: 4_200, providesMeals: true };
    expect(payOf(opening, tinyOntology)).toEqual({ netCnyPerMonth: 4_650, source: 'reported' });
  });

  it('takes the low end of the band where no wage is given', () => {
    expect(payOf(bare, tinyOntology)).toEqual({ netCnyPerMonth: 6_000, source: 'band' });
  });

  it('takes the low end of the band where only a highest wage is given', () => {
    const opening = { ...bare, wage: { highCnyPerMonth: 9_000 } };
    expect(payOf(opening, tinyOntology)).toEqual({ netCnyPerMonth: 6_000, source: 'band' });
  });

  it('takes the band of 普工 where the occupation has none', () => {
    expect(payOf({ ...bare, occupation: 'unlisted' }, tinyOntology).netCnyPerMonth).toBe(4_000);
  });

  it('adds nothing for lodging and meals of which nothing is known', () => {
    expect(payOf({ occupation: 'welder', wage }, tinyOntology).netCnyPerMonth).toBe(5_000);
  });

  it.each([
    [{}, '折合至少 6050 元/月（包住、包吃）'],
    [{ wage: undefined }, '未写工资，按同工种约 5050 元/月（包住、包吃）'],
    [{ wage: { highCnyPerMonth: 8_000 } }, '只写了最高工资，按同工种约 5050 元/月（包住、包吃）'],
    [{ reportedNetCnyPerMonth: 4_800.5, providesMeals: false }, '已去的人到手约 5401 元/月（包住）'],
  ])('of %j is told as “%s”', (overrides, sentence) => {
    const world = prepareWorld(buildSettings(), [buildOpening(overrides)]);
    expect(explainPair(world, buildLaborer(), 'O1').parts[4]?.sentence.zh).toBe(sentence);
  });
});
