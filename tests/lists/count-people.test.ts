import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn } from '../../src/domain/dates.ts';
import { countPeople, MEASURES, peopleBehind, type CountQuery } from '../../src/lists/counts/count-people.ts';
import type { CountingRule } from '../../src/lists/counts/counting-rule.ts';
import { bornBy, dayOf, NEVER } from '../../src/lists/counts/days.ts';
import { DIMENSIONS } from '../../src/lists/counts/dimensions.ts';
import { CATEGORY_FLAGS, tierOfPlace, wishedTier, WORK_TIERS } from '../../src/lists/counts/packed-facts.ts';
import {
  PeopleColumns,
  type CountedPerson,
  type CountedStay,
} from '../../src/lists/counts/people-columns.ts';
import { TERM_SETS } from '../../src/lists/term-sets.ts';

const RULE: CountingRule = {
  validFrom: '2020-01-01',
  validTo: null,
  place: 'outside_county',
  minimumDays: 30,
  flags: ['registeredPoor'],
  source: 'test',
  isAssumption: true,
};

const QUERY: CountQuery = { date: '2026-11-25', area: '', terms: TERM_SETS[2021], rule: RULE, where: {} };

interface Somebody {
  readonly person: CountedPerson;
  readonly stays: readonly CountedStay[];
}

function columnsOf(people: readonly Somebody[]): PeopleColumns {
  const columns = new PeopleColumns();
  for (const { person, stays } of people) {
    columns.put(person);
    for (const stay of stays) columns.addStay(person.key, stay);
  }
  return columns;
}

function somebody(key: number, change: Partial<CountedPerson> = {}, stays: CountedStay[] = []): Somebody {
  return {
    person: {
      key,
      homeCode: '620524',
      bornOn: dayOf('1990-06-15'),
      registeredOn: dayOf('2026-01-01'),
      leftOn: NEVER,
      sex: 0,
      education: 2,
      ability: 0,
      flags: 1,
      willingTier: 3,
      ...change,
    },
    stays,
  };
}

function work(from: string, to: string | null, tier: (typeof WORK_TIERS)[number]): CountedStay {
  const workTier = WORK_TIERS.indexOf(tier);
  return { isEmployed: true, from: dayOf(from), to: to === null ? NEVER : dayOf(to), workTier };
}

const anyDay = fc.integer({ min: dayOf('2025-01-01'), max: dayOf('2027-01-01') });

/** People with stays that do not overlap. */
const anyPeople = fc
  .array(
    fc.record({
      homeCode: fc.constantFrom('620524', '620524101', '620524101201', '620523', '621122', '621122101'),
      bornOn: fc.integer({ min: dayOf('1950-01-01'), max: dayOf('2010-01-01') }),
      registeredOn: anyDay,
      leftOn: fc.option(anyDay, { nil: NEVER }),
      sex: fc.integer({ min: 0, max: 2 }),
      education: fc.integer({ min: 0, max: 6 }),
      ability: fc.integer({ min: 0, max: 5 }),
      flags: fc.integer({ min: 0, max: 7 }),
      willingTier: fc.integer({ min: 0, max: 5 }),
      days: fc.uniqueArray(anyDay, { maxLength: 4 }),
      isEmployed: fc.boolean(),
      workTier: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ days, isEmployed, workTier, ...person }, nth): Somebody => {
      const cuts = days.toSorted((a, b) => a - b);
      const stays = cuts.map((from, at) => ({
        isEmployed: at % 2 === 0 ? isEmployed : !isEmployed,
        from,
        to: cuts[at + 1] ?? NEVER,
        workTier: (at % 2 === 0) === isEmployed ? workTier : 0,
      }));
      return { person: { key: nth + 1, ...person }, stays };
    }),
  );

describe('the statistics form', () => {
  it('adds up: the whole is the sum of its parts, down every line and along every dimension', () => {
    let checked = 0;
    fc.assert(
      fc.property(anyPeople, anyDay, (people, day) => {
        const columns = columnsOf(people);
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const query = { ...QUERY, date, from: '2025-06-30' < date ? '2025-06-30' : undefined };
        const { total } = countPeople(columns, query);
        expect(total.collected).toBe(total.noLabor + total.laborForce);
        expect(total.laborForce).toBe(total.employed + total.unemployed);
        expect(total.unemployed).toBe(total.unwilling + total.willing);
        expect(total.willing).toBe(WORK_TIERS.reduce((sum, tier) => sum + total[`willing.${tier}`], 0));
        for (const by of DIMENSIONS) {
          const { groups } = countPeople(columns, query, by);
          for (const measure of MEASURES) {
            const sum = groups.reduce((all, { tally }) => all + tally[measure], 0);
            expect(sum, `${by} ${measure}`).toBe(total[measure]);
          }
          for (const { key, tally } of groups) {
            // A home that is not known so finely stands under a code that the filter takes as well.
            const cell = countPeople(columns, { ...query, where: { [by]: key } }).total;
            expect(cell, `${by} ${key}`).toEqual(tally);
          }
        }
        checked += 1;
      }),
      { numRuns: 60 },
    );
    expect(checked).toBeGreaterThan(0);
  });

  it('every number opens just so many people, a page at a time', () => {
    let opened = 0;
    fc.assert(
      fc.property(anyPeople, (people) => {
        const columns = columnsOf(people);
        const query = { ...QUERY, from: '2026-01-01', where: { sex: 'female' } };
        const { total } = countPeople(columns, query);
        for (const measure of MEASURES) {
          const all = peopleBehind(columns, query, measure, { after: 0, limit: 1_000 });
          expect(all).toHaveLength(total[measure]);
          const second = peopleBehind(columns, query, measure, { after: all[0] ?? 0, limit: 1_000 });
          expect(second).toEqual(all.slice(1));
          opened += all.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(opened).toBeGreaterThan(0);
  });

  it('between two days: then, plus gained, minus lost, is now', () => {
    let checked = 0;
    fc.assert(
      fc.property(anyPeople, (people) => {
        const columns = columnsOf(people);
        const then = countPeople(columns, { ...QUERY, date: '2025-08-01' }).total;
        const now = countPeople(columns, { ...QUERY, from: '2025-08-01' }).total;
        expect(now.employed).toBe(then.employed + now.employedGained - now.employedLost);
        expect(now.willing).toBe(then.willing + now.willingGained - now.willingLost);
        checked += 1;
      }),
    );
    expect(checked).toBeGreaterThan(0);
  });

  it('a person put anew counts as she is now, one forgotten not at all', () => {
    const columns = columnsOf([somebody(1, {}, [work('2026-02-01', null, 'interprovincial')]), somebody(2)]);
    columns.put(somebody(1).person);
    columns.forget(2);
    expect(countPeople(columns, QUERY).total).toMatchObject({ collected: 1, employed: 0, unwilling: 1 });
  });
});

describe('working away', () => {
  it.each([
    ['a county further, long enough', [work('2026-01-01', null, 'prefecture')], 1, 0],
    ['inside the county', [work('2026-01-01', null, 'county')], 0, 0],
    ['too short', [work('2026-11-20', null, 'abroad')], 0, 0],
    [
      'long enough with an earlier trip of the year',
      [work('2026-02-01', '2026-03-15', 'province'), work('2026-11-20', null, 'abroad')],
      1,
      0,
    ],
    [
      'trips of last year do not count',
      [work('2025-02-01', '2025-12-01', 'province'), work('2026-11-20', null, 'abroad')],
      0,
      0,
    ],
    ['came home before the day', [work('2026-01-01', '2026-11-01', 'province')], 0, 0],
    ['nobody knows where', [work('2026-01-01', null, 'unknown')], 0, 1],
  ] as const)('%s', (_name, stays, away, placeUnknown) => {
    const columns = columnsOf([somebody(1, {}, [...stays]), somebody(2, { flags: 0 }, [...stays])]);
    expect(countPeople(columns, QUERY).total).toMatchObject({ away, placeUnknown });
  });
});

describe('parts', () => {
  it('ages are completed years, also on leap days', () => {
    const days = fc.integer({ min: dayOf('1950-01-01'), max: dayOf('2026-12-31') });
    const text = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
    expect(() =>
      fc.assert(
        fc.property(days, days, fc.constantFrom(21, 31, 61), (born, on, years) => {
          if (born > on) return;
          expect(born <= bornBy(text(on), years)).toBe(ageOn(text(born), text(on)) >= years);
        }),
      ),
    ).not.toThrow();
    expect(dayOf('2000-02-29') <= bornBy('2021-02-28', 21)).toBe(false);
    expect(dayOf('2003-02-28') <= bornBy('2024-02-29', 21)).toBe(true);
  });

  it('each wording has its own groups, and each person one of them', () => {
    const people = Array.from({ length: 8 }, (_, flags) => somebody(flags + 1, { flags }));
    const count = (terms: '2020' | '2021') =>
      Object.fromEntries(
        countPeople(columnsOf(people), { ...QUERY, terms: TERM_SETS[terms] }, 'category').groups.map(
          ({ key, tally }) => [key, tally.collected],
        ),
      );
    expect(CATEGORY_FLAGS).toEqual(['registeredPoor', 'outOfPoverty', 'monitored']);
    expect(count('2020')).toEqual({ registeredPoor: 4, other: 4 });
    expect(count('2021')).toEqual({ monitored: 4, outOfPoverty: 2, registeredPoor: 1, other: 1 });
  });

  it('a wish is one tier: of the area named first, else the nearest', () => {
    expect(tierOfPlace('620524', '120111')).toBe('interprovincial');
    expect(wishedTier('620524', ['620523', '120000'], ['abroad'])).toBe('prefecture');
    expect(wishedTier('620524', [], ['abroad', 'province'])).toBe('province');
    expect(wishedTier('620524', [], [])).toBe('unknown');
  });
});
