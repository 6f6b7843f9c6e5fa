import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseSalary } from '../../../src/text/numbers/salary.ts';

describe('a wage', () => {
  it.each([
    ['6-8千/月', 6000, 8000],
    ['1.2万', 12000, 12000],
    ['1-2万/月', 10000, 20000],
    ['3-6万/年', 2500, 5000],
    ['100元/天', 2600, 2600],
    ['20-40万/年', 16667, 33333],
    ['6000-8000', 6000, 8000],
    ['12-30k·13薪', 12000, 30000],
    ['25元/小时', 5200, 5200],
    ['６０００－８０００元', 6000, 8000],
    ['六千到八千', 6000, 8000],
    ['一万二', 12000, 12000],
    ['8000-1万', 8000, 10000],
    ['5千-1万', 5000, 10000],
    ['月薪6,000-8,000元', 6000, 8000],
    ['25元/小时，月综合6000-7000', 6000, 7000],
    ['年薪10万', 8333, 8333],
    ['日薪200', 5200, 5200],
    ['6000-8000元/月（五险一金）', 6000, 8000],
    ['5000左右', 5000, 5000],
    ['5000元起早贪黑', 5000, 5000],
    ['6000元+五险一金', 6000, 6000],
    ['6000-8000元以内', 6000, 8000],
  ])('%s is %i to %i yuan a month', (text, lowCnyPerMonth, highCnyPerMonth) => {
    expect(parseSalary(text)).toMatchObject({ kind: 'value', value: { lowCnyPerMonth, highCnyPerMonth } });
  });

  it.each([
    ['5000以上', { lowCnyPerMonth: 5000 }],
    ['5000元/月以上', { lowCnyPerMonth: 5000 }],
    ['五千起', { lowCnyPerMonth: 5000 }],
    ['5000+', { lowCnyPerMonth: 5000 }],
    ['200元/天起', { lowCnyPerMonth: 5200 }],
    ['不低于4500元', { lowCnyPerMonth: 4500 }],
    ['保底4000', { lowCnyPerMonth: 4000 }],
    ['底薪3000+提成', { lowCnyPerMonth: 3000 }],
    ['5000-6000元起', { lowCnyPerMonth: 5000 }],
    ['3千以下/月', { highCnyPerMonth: 3000 }],
    ['不超过8000元', { highCnyPerMonth: 8000 }],
    ['月入最高可达9000', { highCnyPerMonth: 9000 }],
  ])('%s leaves the other end unknown', (text, ends) => {
    expect(parseSalary(text)).toEqual({ kind: 'value', value: { ...ends, words: text } });
  });

  it.each(['面议', '', '  ', '电议', '计件', '薪资面议', '不限'])('"%s" gives nothing', (text) => {
    expect(parseSalary(text)).toEqual({ kind: 'empty' });
  });

  it.each(['8000-6000', '0', '9 万亿', '-5000', '高薪', '15-20', '99999999'])('"%s" is nonsense', (text) => {
    const parsed = parseSalary(text);
    expect(parsed.kind).toBe('fault');
    if (parsed.kind === 'fault') {
      expect(parsed.message.zh).toContain(text);
      expect(parsed.message.en).toContain(text);
    }
  });

  it('does not repeat a number that could be a phone', () => {
    expect(JSON.stringify(parseSalary('1'.repeat(11)))).not.toContain('1'.repeat(11));
  });

  it('reads back what it writes, and never gives a low end above the high end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 50_000 }), fc.integer({ min: 0, max: 50_000 }), (low, more) => {
        expect(parseSalary(`${low}-${low + more}元/月`)).toMatchObject({
          value: { lowCnyPerMonth: low, highCnyPerMonth: low + more },
        });
      }),
      { seed: 3 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9千万元/月天年.\-~]{0,12}$/), (text) => {
        const parsed = parseSalary(text);
        if (parsed.kind === 'value') {
          const { lowCnyPerMonth: low = 0, highCnyPerMonth: high = Number.POSITIVE_INFINITY } = parsed.value;
          expect(low).toBeLessThanOrEqual(high);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
