import type { EmployerRecord } from '../domain/employer.ts';
import type { EvidenceSummary } from './evidence-summary.ts';

/** A prior is worth this many placements, of which 65 % stayed: what is assumed before anything is known. */
const PRIOR_PLACEMENTS = 10;
const PRIOR_STAYED = 6.5;

/** Which employers share a prior: those of one industry (unknown is one, too) and kind. */
export function priorKey(employer: Pick<EmployerRecord, 'industry' | 'kind'>): string {
  return `${employer.kind}|${employer.industry ?? ''}`;
}

/** (6.5 + Σ stayed) / (10 + Σ stayed + Σ left), by industry and kind; within 0..1. */
export function retentionPriors(
  employers: readonly { readonly key: string; readonly summary: EvidenceSummary }[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, { stayed: number; left: number }>();
  for (const { key, summary } of employers) {
    const before = sums.get(key) ?? { stayed: 0, left: 0 };
    sums.set(key, {
      stayed: before.stayed + total(summary, 'stayed'),
      left: before.left + total(summary, 'left'),
    });
  }
  return new Map(
    [...sums].map(([key, { stayed, left }]) => [
      key,
      (PRIOR_STAYED + stayed) / (PRIOR_PLACEMENTS + stayed + left),
    ]),
  );
}

function total(summary: EvidenceSummary, field: 'stayed' | 'left'): number {
  return summary.retention.reduce((sum, fact) => sum + fact[field], 0);
}
