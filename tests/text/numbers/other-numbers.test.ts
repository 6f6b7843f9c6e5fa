import { describe, expect, it } from 'vitest';

import { parseAgeRange } from '../../../src/text/numbers/age-range.ts';
import { parseDate } from '../../../src/text/numbers/calendar-date.ts';
import { withArabicNumerals } from '../../../src/text/numbers/chinese-numerals.ts';
import { parseHeadcount } from '../../../src/text/numbers/headcount.ts';

describe('an age range', () => {
  it.each([
    ['18-45岁', { min: 18, max: 45 }],
    ['45岁以下', { max: 45 }],
    ['≥18', { min: 18 }],
    ['18周岁以上50岁以下', { min: 18, max: 50 }],
    ['18至45周岁', { min: 18, max: 45 }],
    ['１８—５０周岁', { min: 18, max: 50 }],
    ['男18-55 女18-50', { min: 18, max: 55 }],
    ['不超过50岁', { max: 50 }],
    ['年满18周岁', { min: 18 }],
  ])('%s', (text, value) => {
    expect(parseAgeRange(text)).toEqual({ kind: 'value', value });
  });

  it.each(['不限', '', '无要求', '年龄不限'])('"%s" is open', (text) => {
    expect(parseAgeRange(text)).toEqual({ kind: 'empty' });
  });

  it.each(['45-18', '45', '5-20', '年轻人', '18-450'])('"%s" is a fault', (text) => {
    expect(parseAgeRange(text).kind).toBe('fault');
  });
});

describe('a head count', () => {
  it.each([
    ['招20人', 20],
    ['20', 20],
    ['二十名', 20],
    ['10-20人', 20],
    ['一百人', 100],
    ['1,000', 1000],
    ['20余人', 20],
  ])('%s is %i', (text, value) => {
    expect(parseHeadcount(text)).toEqual({ kind: 'value', value });
  });

  it.each(['若干', '招若干人', '不限', ''])('"%s" is open', (text) => {
    expect(parseHeadcount(text)).toEqual({ kind: 'empty' });
  });

  it.each(['-3', '0', '1.5', '很多人', '100001'])('"%s" is a fault', (text) => {
    expect(parseHeadcount(text).kind).toBe('fault');
  });
});

describe('a date', () => {
  it.each([
    '2026-11-23',
    '2026/11/23',
    '2026.11.23',
    '20261123',
    '2026年11月23日',
    '２０２６－１１－２３',
    '2026-11-23 00:00:00',
    '2026-11-23T08:00:00Z',
    '46349',
    46349,
    46349.5,
  ])('%s is 23 November 2026', (cell) => {
    expect(parseDate(cell)).toEqual({ kind: 'value', value: '2026-11-23' });
  });

  it.each(['长期', '', '随时', '不限'])('"%s" is open', (text) => {
    expect(parseDate(text)).toEqual({ kind: 'empty' });
  });

  it.each(['2026-02-30', '2026年11月', '23/11/2026', '明天', 3, 99999])('"%s" is a fault', (cell) => {
    expect(parseDate(cell).kind).toBe('fault');
  });
});

describe('Chinese numerals', () => {
  it.each([
    ['六千', '6000'],
    ['一万二', '12000'],
    ['一万二千', '12000'],
    ['两百五', '250'],
    ['十五', '15'],
    ['二十', '20'],
    ['一千零五', '1005'],
    ['1.2万', '1.2万'],
    ['五险一金', '五险一金'],
  ])('%s is %s', (text, digits) => {
    expect(withArabicNumerals(text)).toBe(digits);
  });
});
