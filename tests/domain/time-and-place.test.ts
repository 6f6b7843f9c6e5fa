import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPrefix, isInside, tierOf, willingTierOf, type CooperationPair } from '../../src/domain/area.ts';
import { addDays, ageOn, daysBetween, isIsoDate, monthsBetween } from '../../src/domain/dates.ts';
import { epochOf } from '../../src/domain/epoch.ts';

describe('dates', () => {
  it('knows the calendar', () => {
    expect(isIsoDate('2024-02-29')).toBe(true);
    expect(isIsoDate('2026-02-29')).toBe(false);
    expect(isIsoDate('2026-13-01')).toBe(false);
    expect(isIsoDate('2026-1-1')).toBe(false);
  });

  it('adds what it counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
        expect(daysBetween('2026-11-23', addDays('2026-11-23', days))).toBe(days);
      }),
    );
  });

  it('counts completed years: the day before a birthday is one less', () => {
    expect(ageOn('1980-11-23', '2026-11-23')).toBe(46);
    expect(ageOn('1980-11-24', '2026-11-23')).toBe(45);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });

  it('counts completed months, never below zero', () => {
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(0);
    expect(monthsBetween('2025-11-23', '2026-11-23')).toBe(12);
    expect(monthsBetween('2026-11-23', '2025-11-23')).toBe(0);
  });
});

describe('epoch', () => {
  it('is the ISO week, also around new year', () => {
    expect(epochOf('2026-11-23')).toEqual({ week: '2026-W48', monday: '2026-11-23' });
    expect(epochOf('2026-11-29')).toEqual({ week: '2026-W48', monday: '2026-11-23' });
    expect(epochOf('2027-01-01')).toEqual({ week: '2026-W53', monday: '2026-12-28' });
    expect(epochOf('2024-12-30')).toEqual({ week: '2025-W01', monday: '2024-12-30' });
  });

  it('is one for a Monday and the six days after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 6 }), (week, day) => {
        const monday = addDays('2001-01-01', week * 7);
        expect(epochOf(addDays(monday, day)).monday).toBe(monday);
      }),
    );
  });
});

describe('areas', () => {
  it('loses its trailing zero pairs and holds what starts with it', () => {
    expect(areaPrefix('620000')).toBe('62');
    expect(areaPrefix('620500')).toBe('6205');
    expect(areaPrefix('620524')).toBe('620524');
    expect(areaPrefix('620200')).toBe('6202');
    expect(areaPrefix('620524101000')).toBe('620524101');
    expect(isInside('62', '620524')).toBe(true);
    expect(isInside('620524', '620000')).toBe(false);
  });

  const pairs: CooperationPair[] = [
    { homePrefix: '6211', partnerPrefix: '3501', from: '2016-01-01', to: '2021-07-01' },
    { homePrefix: '6211', partnerPrefix: '3702', from: '2021-07-01', to: null },
  ];

  it('names the tier of a place seen from home', () => {
    const tier = (place: string, date = '2026-11-23'): string => tierOf('621121', place, pairs, date);
    expect(tier('621121')).toBe('county');
    expect(tier('621124')).toBe('prefecture');
    expect(tier('620102')).toBe('province');
    expect(tier('370202')).toBe('paired');
    expect(tier('350102')).toBe('other');
    expect(tier('990000')).toBe('abroad');
  });

  it('follows the pair of the day: Fuzhou until July 2021, Qingdao since', () => {
    expect(tierOf('621121', '350102', pairs, '2021-06-30')).toBe('paired');
    expect(tierOf('621121', '350102', pairs, '2021-07-01')).toBe('other');
    expect(tierOf('621121', '370202', pairs, '2021-06-30')).toBe('other');
    expect(tierOf('621121', '370202', pairs, '2021-07-01')).toBe('paired');
  });

  it('pairs the people of the home prefix only', () => {
    expect(tierOf('620524', '370202', pairs, '2026-11-23')).toBe('other');
  });

  it('takes a county-less city for its own county', () => {
    expect(tierOf('620200', '620200', [], '2026-11-23')).toBe('county');
  });

  it('asks for one willingness for paired and other provinces', () => {
    expect(willingTierOf('paired')).toBe('interprovincial');
    expect(willingTierOf('other')).toBe('interprovincial');
    expect(willingTierOf('county')).toBe('county');
  });
});
