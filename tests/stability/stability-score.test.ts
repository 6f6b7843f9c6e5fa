import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Employer, StabilityEvidence } from '../../src/domain/employer.ts';
import { stabilityScores } from '../../src/stability/stability-score.ts';

/** A Monday. */
const AS_OF = '2026-03-02';
/** Three years and more before: an established employer. */
const LONG_AGO = '2010-01-01';

function buildEmployer(overrides: Partial<Employer> = {}): Employer {
  return {
    id: 'E1',
    name: '某厂',
    creditCode: '91620000MA00000001',
    kind: 'partner_province',
    industry: '纺织服装',
    foundedOn: LONG_AGO,
    evidence: [],
    distress: null,
    version: 1,
    ...overrides,
  };
}

function valueOf(employer: Partial<Employer>, others: readonly Employer[] = []): number {
  return stabilityScores([buildEmployer(employer), ...others], AS_OF).get('E1')!.value;
}

/** A Beta's distribution function by Simpson's rule: slow, and another way than the quantile that is used. */
function betaCdf(x: number, alpha: number, beta: number): number {
  const steps = 20_000;
  const density = (t: number) => t ** (alpha - 1) * (1 - t) ** (beta - 1);
  const integral = (to: number) => {
    let sum = 0;
    for (let step = 0; step <= steps; step += 1) {
      const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
      sum += weight * density((to * step) / steps);
    }
    return (sum * to) / steps / 3;
  };
  return integral(x) / integral(1);
}

const retention = (stayed: number, placed: number, date = AS_OF): StabilityEvidence => ({
  kind: 'retention',
  date,
  stayed,
  placed,
});

describe('stability without evidence', () => {
  it('is the 20th percentile of the prior, Beta(6.5, 3.5)', () => {
    expect(betaCdf(valueOf({}) / 100_000, 6.5, 3.5)).toBeCloseTo(0.2, 4);
  });

  it('of a new employer, or one whose founding date is unknown, has 85 % of the prior mean', () => {
    const mean = 0.65 * 0.85;
    const value = valueOf({ foundedOn: AS_OF });
    expect(betaCdf(value / 100_000, 10 * mean, 10 * (1 - mean))).toBeCloseTo(0.2, 4);
    expect(valueOf({ foundedOn: undefined })).toBe(value);
  });

  it('of an employer of 18 months lies between, by months', () => {
    const mean = 0.65 * (0.85 + 0.15 * 0.5);
    const value = valueOf({ foundedOn: '2024-09-02' });
    expect(betaCdf(value / 100_000, 10 * mean, 10 * (1 - mean))).toBeCloseTo(0.2, 4);
  });

  it('says so', () => {
    expect(stabilityScores([buildEmployer()], AS_OF).get('E1')!.explanation).toEqual({
      zh: expect.stringMatching(/^该企业尚无用工记录，按同行业同类企业估计（留存 \d+–\d+%）$/) as string,
      en: expect.stringMatching(/^Employer: nothing known yet, taken as its industry/) as string,
    });
  });
});

describe('retention', () => {
  it('of today counts in full beside a prior that it moves, too', () => {
    const mean = (6.5 + 18) / (10 + 20);
    const value = valueOf({ evidence: [retention(18, 20)] });
    expect(betaCdf(value / 100_000, 10 * mean + 18, 10 * (1 - mean) + 2)).toBeCloseTo(0.2, 4);
  });

  it('of a year ago counts half, but whole in the prior', () => {
    const mean = (6.5 + 18) / (10 + 20);
    const value = valueOf({ evidence: [retention(18, 20, '2025-03-02')] });
    expect(betaCdf(value / 100_000, 10 * mean + 9, 10 * (1 - mean) + 1)).toBeCloseTo(0.2, 4);
  });

  it('after the as-of day is not known yet', () => {
    expect(valueOf({ evidence: [retention(20, 20, '2026-03-03')] })).toBe(valueOf({}));
  });

  it('counts a placement once: a second fact of the same day restates it', () => {
    const restated = [retention(10, 20), retention(18, 20)];
    expect(valueOf({ evidence: restated })).toBe(valueOf({ evidence: [retention(18, 20)] }));
  });

  it('of others of its industry and kind moves the prior, that of others does not', () => {
    const evidence = [retention(100, 100)];
    const same = buildEmployer({ id: 'E2', evidence });
    const otherIndustry = buildEmployer({ id: 'E2', evidence, industry: '建筑' });
    const otherKind = buildEmployer({ id: 'E2', evidence, kind: 'workshop' });
    expect(valueOf({}, [same])).toBeGreaterThan(valueOf({}));
    expect(valueOf({}, [otherIndustry])).toBe(valueOf({}));
    expect(valueOf({}, [otherKind])).toBe(valueOf({}));
  });

  it('little of it ranks below much of the same share', () => {
    const little = valueOf({ evidence: [retention(9, 10)] });
    expect(valueOf({ evidence: [retention(90, 100)] })).toBeGreaterThan(little);
  });

  it('is what the explanation names', () => {
    const scores = stabilityScores([buildEmployer({ evidence: [retention(18, 20)] })], AS_OF);
    expect(scores.get('E1')!.explanation.zh).toMatch(/^该企业：90 天留存 18\/20（留存估计 \d+–\d+%）$/);
    expect(scores.get('E1')!.explanation.en).toMatch(/^Employer: 18 of 20 stayed 90 days \(estimated/);
  });
});

describe('growth', () => {
  const people = (date: string, count: number): StabilityEvidence => ({
    kind: 'insured_headcount',
    date,
    people: count,
  });
  const growthOf = (...evidence: StabilityEvidence[]) => valueOf({ evidence }) / valueOf({});

  it('of a doubled head count adds 10 %, more is cut', () => {
    expect(growthOf(people('2025-02-01', 100), people('2026-02-01', 200))).toBeCloseTo(1.1, 4);
    expect(growthOf(people('2025-02-01', 100), people('2026-02-01', 900))).toBeCloseTo(1.1, 4);
  });

  it('of a head count that is gone takes 10 %', () => {
    expect(growthOf(people('2025-02-01', 100), people('2026-02-01', 0))).toBeCloseTo(0.9, 4);
  });

  it('starts from what was known 12 months ago, else from the oldest since', () => {
    expect(
      growthOf(people('2023-01-01', 10), people('2025-03-01', 100), people('2026-02-01', 150)),
    ).toBeCloseTo(1.05, 4);
    expect(
      growthOf(people('2025-08-01', 100), people('2025-10-01', 10), people('2026-02-01', 150)),
    ).toBeCloseTo(1.05, 4);
  });

  it('is unknown with one fact, with none of the last year, or from nothing', () => {
    expect(growthOf(people('2026-02-01', 100))).toBe(1);
    expect(growthOf(people('2023-02-01', 100), people('2024-02-01', 200))).toBe(1);
    expect(growthOf(people('2025-02-01', 0), people('2026-02-01', 200))).toBe(1);
    expect(growthOf(people('2025-02-01', 100), people('2026-04-01', 900))).toBe(1);
  });
});

describe('trouble', () => {
  const arrears = (from: string, to: string | null): StabilityEvidence => ({
    kind: 'wage_arrears',
    from,
    to,
  });
  const layoff = (date: string): StabilityEvidence => ({ kind: 'layoff', date, people: 30 });
  const shareOf = (...evidence: StabilityEvidence[]) => valueOf({ evidence }) / valueOf({});

  it('of open arrears takes half, and half of that 180 days after they end', () => {
    expect(shareOf(arrears('2026-01-01', null))).toBeCloseTo(0.5, 4);
    expect(shareOf(arrears('2025-01-01', '2025-09-03'))).toBeCloseTo(0.75, 4);
  });

  it('of a layoff today takes 30 %, and half of that after 180 days', () => {
    expect(shareOf(layoff(AS_OF))).toBeCloseTo(0.7, 4);
    expect(shareOf(layoff('2025-09-03'))).toBeCloseTo(0.85, 4);
  });

  it('counts from the latest', () => {
    expect(shareOf(layoff('2020-01-01'), layoff('2025-09-03'))).toBeCloseTo(0.85, 4);
    expect(shareOf(arrears('2019-01-01', '2019-02-01'), arrears('2026-01-01', null))).toBeCloseTo(0.5, 4);
  });

  it('to come is not known yet', () => {
    expect(shareOf(layoff('2026-03-03'), arrears('2026-03-03', null))).toBe(1);
  });

  it('is told before what moved the score less', () => {
    const evidence = [retention(7, 10), arrears('2026-01-01', null), layoff('2024-01-01')];
    const zh = stabilityScores([buildEmployer({ evidence })], AS_OF).get('E1')!.explanation.zh;
    expect(zh).toMatch(/^该企业：正在拖欠工资，/);
    expect(zh).not.toContain('裁员');
  });
});

describe('a stability score', () => {
  it('is an integer 0..100,000, rises with who stays and falls with who leaves', () => {
    const count = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(count, count, (stayed, left) => {
        const value = valueOf({ evidence: [retention(stayed, stayed + left)] });
        expect(Number.isInteger(value) && value >= 0 && value <= 100_000).toBe(true);
        const better = valueOf({ evidence: [retention(stayed + 1, stayed + 1 + left)] });
        const worse = valueOf({ evidence: [retention(stayed, stayed + left + 1)] });
        expect(better).toBeGreaterThanOrEqual(value);
        expect(worse).toBeLessThanOrEqual(value);
      }),
    );
  });

  it('does not depend on the order of employers or of their facts', () => {
    const evidence = [retention(18, 20), retention(5, 9, '2025-05-05'), retention(30, 31, '2024-01-01')];
    const one = buildEmployer({ evidence });
    const other = buildEmployer({ id: 'E2', evidence: evidence.slice(1) });
    const reversed = { ...one, evidence: evidence.toReversed() };
    const scores = stabilityScores([one, other], AS_OF);
    const again = stabilityScores([other, reversed], AS_OF);
    expect(again.get('E1')).toEqual(scores.get('E1'));
    expect(again.get('E2')).toEqual(scores.get('E2'));
  });
});
