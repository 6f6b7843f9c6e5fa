import { describe, expect, it } from 'vitest';

import { buildIdf } from '../../src/text/idf.ts';

describe('the idf table', () => {
  it("is natural's 1 + ln(N / (1 + n)) in thousandths", () => {
    const table = buildIdf([['welder', 'skill:看图'], ['welder'], ['cook'], ['general']]);
    expect(Object.fromEntries(table.thousandths)).toEqual({
      cook: Math.round(1000 * (1 + Math.log(4 / 2))),
      general: Math.round(1000 * (1 + Math.log(4 / 2))),
      'skill:看图': Math.round(1000 * (1 + Math.log(4 / 2))),
      welder: Math.round(1000 * (1 + Math.log(4 / 3))),
    });
    expect(table.maximum).toBe(1693);
  });

  it('counts a code once an opening', () => {
    expect([...buildIdf([['welder°', 'welder°'], ['welder']]).thousandths]).toEqual([
      ['welder', 1000],
      ['welder°', 1000],
    ]);
  });

  it('does not depend on the order of openings, and is never below 1', () => {
    const openings = [['a', 'b'], ['a'], ['constructor', '__proto__x']];
    expect(buildIdf(openings)).toEqual(buildIdf(openings.toReversed()));
    expect(Math.min(...buildIdf([['a']]).thousandths.values())).toBeGreaterThanOrEqual(1);
  });

  it('has a maximum even without openings', () => {
    expect(buildIdf([])).toEqual({ thousandths: new Map(), maximum: 1000 });
  });
});
