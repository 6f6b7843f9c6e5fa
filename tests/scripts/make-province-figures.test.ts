import { describe, expect, it } from 'vitest';
import { ageOn } from '../../src/domain/dates.ts';
import { GENERAL_WORK } from '../../src/domain/occupation.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { REFERENCE_DATE } from '../../scripts/make-province/ages.ts';
import { isMinorityCounty } from '../../scripts/make-province/county-weights.ts';
import { PLACES_PER_SEEKER } from '../../scripts/make-province/headcounts.ts';
import { soughtOccupation, type SyntheticLaborer } from '../../scripts/make-province/laborer.ts';
import { generateProvince } from '../../scripts/make-province/province.ts';
import { isBuildingTrade, isCateringTrade, SCARCE_OCCUPATIONS } from '../../scripts/make-province/trades.ts';

const LABORERS = 40_000;
const OPENINGS = 4_000;
const province = generateProvince({
  seed: 2026,
  laborers: LABORERS,
  openings: OPENINGS,
  reference: loadReference(),
});
const people = Array.from({ length: LABORERS }, (_, index) => province.laborer(index));
const willing = people.filter((person) => person.list === 'willing');
const employed = people.filter((person) => person.list === 'employed');
const openings = Array.from({ length: OPENINGS }, (_, index) => province.opening(index));

/** Percent of items for which something holds. */
function percent<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return (100 * items.filter(holds).length) / items.length;
}

function ageOf(person: SyntheticLaborer): number {
  return ageOn(person.input.record.birthDate, REFERENCE_DATE);
}

function meanAge(persons: readonly SyntheticLaborer[]): number {
  return persons.reduce((sum, person) => sum + ageOf(person) + 0.5, 0) / persons.length;
}

/** How far a figure is from its target. */
function offBy(figure: number, target: number): number {
  return Math.abs(figure - target);
}

describe('the people of a synthetic province', () => {
  it('are willing and employed in the share asked for, exactly', () => {
    expect(willing).toHaveLength(LABORERS * 0.6);
  });

  it('have the ages of the surveys: mean 43.2 willing and 39.0 employed', () => {
    expect(offBy(meanAge(willing), 43.2)).toBeLessThanOrEqual(0.5);
    expect(offBy(meanAge(employed), 39)).toBeLessThanOrEqual(0.6);
    expect(
      offBy(
        percent(willing, (person) => ageOf(person) <= 40),
        43.7,
      ),
    ).toBeLessThanOrEqual(1);
    expect(
      offBy(
        percent(willing, (person) => ageOf(person) > 50),
        31.6,
      ),
    ).toBeLessThanOrEqual(1);
  });

  it('are women by 37.6 % of the willing and 31.7 % of the employed', () => {
    const isWoman = (person: SyntheticLaborer): boolean => person.input.record.sex === 'female';
    expect(offBy(percent(willing, isWoman), 37.6)).toBeLessThanOrEqual(1);
    expect(offBy(percent(employed, isWoman), 31.7)).toBeLessThanOrEqual(1);
  });

  it('went to school as the surveys say', () => {
    const share = (...educations: readonly string[]): number =>
      percent(willing, (person) => educations.includes(person.input.record.education ?? ''));
    expect(offBy(share('none'), 0.8)).toBeLessThanOrEqual(0.4);
    expect(offBy(share('primary'), 13.8)).toBeLessThanOrEqual(1);
    expect(offBy(share('junior'), 52.1)).toBeLessThanOrEqual(1.5);
    expect(offBy(share('senior'), 17.5)).toBeLessThanOrEqual(1.5);
    expect(offBy(share('college', 'bachelor'), 15.8)).toBeLessThanOrEqual(1.5);
  });

  it('have no trade by 45 %, a building trade by 25 %, a catering trade by 12 %', () => {
    expect(
      offBy(
        percent(willing, (person) => person.trade === null),
        45,
      ),
    ).toBeLessThanOrEqual(1.5);
    expect(
      offBy(
        percent(willing, (person) => person.trade !== null && isBuildingTrade(person.trade)),
        25,
      ),
    ).toBeLessThanOrEqual(1.5);
    expect(
      offBy(
        percent(willing, (person) => person.trade !== null && isCateringTrade(person.trade)),
        12,
      ),
    ).toBeLessThanOrEqual(1);
  });

  it('pull noodles far more often in 临夏 and 天水 than elsewhere', () => {
    const caterers = willing.filter((person) => person.trade !== null && isCateringTrade(person.trade));
    const isThere = (person: SyntheticLaborer): boolean =>
      /^(?:6229|6205)/.test(person.input.record.homeCode);
    const pulls = (person: SyntheticLaborer): boolean => person.trade === 'lamian';
    expect(percent(caterers.filter(isThere), pulls)).toBeGreaterThan(50);
    expect(
      percent(
        caterers.filter((person) => !isThere(person)),
        pulls,
      ),
    ).toBeLessThan(20);
  });

  it('speak weak Mandarin by 8 to 15 % in minority counties and about 1 % elsewhere', () => {
    const isWeak = (person: SyntheticLaborer): boolean => person.input.record.mandarin === 'weak';
    const livesThere = (person: SyntheticLaborer): boolean =>
      isMinorityCounty(person.input.record.homeCode.slice(0, 6));
    const there = percent(people.filter(livesThere), isWeak);
    expect(there).toBeGreaterThan(8);
    expect(there).toBeLessThan(15);
    expect(
      offBy(
        percent(
          people.filter((person) => !livesThere(person)),
          isWeak,
        ),
        1,
      ),
    ).toBeLessThanOrEqual(0.4);
  });

  it('wish to leave the province by about half, for the paired cities by few', () => {
    const named = willing.flatMap((person) => person.input.record.intention.areas);
    const isPaired = (area: string): boolean => /^(?:12|3701|3702|3706|3501|3502|37|35)/.test(area);
    expect(percent(named, isPaired)).toBeLessThan(15);
    expect(
      offBy(
        percent(willing, ({ input }) => input.record.intention.tiers.includes('interprovincial')),
        45,
      ),
    ).toBeLessThanOrEqual(8);
  });

  it('share thousands of place profiles rather than one each', () => {
    const profiles = new Set(
      willing.map(({ input }) =>
        JSON.stringify([input.record.intention.areas, input.record.intention.tiers]),
      ),
    );
    expect(profiles.size).toBeGreaterThan(1500);
    expect(profiles.size).toBeLessThan(10_000);
  });

  it('live where the village committees are', () => {
    const inWudu = percent(people, (person) => person.input.record.homeCode.startsWith('621202'));
    expect(offBy(inWudu, (100 * 643) / 16_245)).toBeLessThanOrEqual(1.2);
  });
});

describe('the openings of a synthetic province', () => {
  it('offer about 2.67 places a seeker in the scarce occupations', () => {
    const seekers = willing.filter((person) => SCARCE_OCCUPATIONS.has(soughtOccupation(person)));
    const places = openings
      .filter(({ input }) => SCARCE_OCCUPATIONS.has(input.record.occupation))
      .reduce((sum, { input }) => sum + input.record.headcount, 0);
    expect(offBy(places / seekers.length, PLACES_PER_SEEKER.scarce)).toBeLessThanOrEqual(0.25);
  });

  it('offer fewer places than there are people who look for 普工', () => {
    const seekers = willing.filter((person) => soughtOccupation(person) === GENERAL_WORK);
    const places = openings
      .filter(({ input }) => input.record.occupation === GENERAL_WORK)
      .reduce((sum, { input }) => sum + input.record.headcount, 0);
    expect(offBy(places / seekers.length, PLACES_PER_SEEKER.general)).toBeLessThanOrEqual(0.15);
  });

  it('come from the other provinces far more than from the paired ones', () => {
    const share = (kind: string): number =>
      percent(openings, (opening) => opening.worksite.record.kind === kind);
    expect(offBy(share('other_province'), 42)).toBeLessThanOrEqual(5);
    expect(offBy(share('partner_province'), 10)).toBeLessThanOrEqual(4);
    expect(share('workshop')).toBeGreaterThan(4);
    expect(share('public_post')).toBeGreaterThan(2);
  });

  it('are mostly without a closing day, and closed already by a few', () => {
    const closing = openings.flatMap(({ input }) => input.record.closesOn ?? []);
    expect(closing.every((day) => day < REFERENCE_DATE || day >= '2030-01-01')).toBe(true);
    expect(
      offBy((100 * closing.filter((day) => day < REFERENCE_DATE).length) / OPENINGS, 3),
    ).toBeLessThanOrEqual(1.5);
    expect(closing.length).toBeLessThan(OPENINGS * 0.2);
  });
});
