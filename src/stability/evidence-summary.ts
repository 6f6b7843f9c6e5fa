import { daysBetween, monthsBetween, type IsoDate } from '../domain/dates.ts';
import { hasOpenArrears, type EmployerRecord, type StabilityEvidence } from '../domain/employer.ts';

type FactOf<Kind extends StabilityEvidence['kind']> = Extract<StabilityEvidence, { kind: Kind }>;

/** The growth of a year is looked at: from the head count of 12 months ago to the newest. */
const YEAR_DAYS = 365;

/** What an employer's evidence says as of a day; facts of later days are not known yet. */
export interface EvidenceSummary {
  /** Known placements, each date once, oldest first. */
  readonly retention: readonly RetentionFact[];
  /** `null`: the founding date is unknown. */
  readonly monthsOperating: number | null;
  /** 12-month growth of the insured head count, −1..1; `null` where unknown. */
  readonly growth: number | null;
  readonly hasOpenArrears: boolean;
  /** Days since wages were last owed: 0 while open, `null` where never. */
  readonly daysSinceArrears: number | null;
  readonly daysSinceLayoff: number | null;
}

/** Of the people placed, how many stayed and how many left, at a known point. */
interface RetentionFact {
  readonly date: IsoDate;
  readonly daysAgo: number;
  readonly stayed: number;
  readonly left: number;
}

/** Sums up an employer's evidence as of a day. */
export function summarizeEvidence(
  employer: Pick<EmployerRecord, 'evidence' | 'foundedOn'>,
  asOf: IsoDate,
): EvidenceSummary {
  const { evidence, foundedOn } = employer;
  return {
    retention: retentionOf(factsOf(evidence, 'retention'), asOf),
    monthsOperating: foundedOn === undefined ? null : monthsBetween(foundedOn, asOf),
    growth: growthOf(factsOf(evidence, 'insured_headcount'), asOf),
    hasOpenArrears: hasOpenArrears(employer, asOf),
    daysSinceArrears: daysSinceArrears(factsOf(evidence, 'wage_arrears'), asOf),
    daysSinceLayoff: daysSinceLayoff(factsOf(evidence, 'layoff'), asOf),
  };
}

function factsOf<Kind extends StabilityEvidence['kind']>(
  evidence: readonly StabilityEvidence[],
  kind: Kind,
): FactOf<Kind>[] {
  return evidence.filter((fact): fact is FactOf<Kind> => fact.kind === kind);
}

/** One fact a date: a second one of the same date restates the same placements, and the last listed holds. */
function retentionOf(facts: readonly FactOf<'retention'>[], asOf: IsoDate): RetentionFact[] {
  const byDate = new Map(facts.filter(({ date }) => date <= asOf).map((fact) => [fact.date, fact]));
  return [...byDate.values()]
    .filter(({ stayed, placed }) => stayed >= 0 && placed >= stayed && placed > 0)
    .toSorted((one, other) => daysBetween(other.date, one.date))
    .map(({ date, stayed, placed }) => ({
      date,
      daysAgo: daysBetween(date, asOf),
      stayed,
      left: placed - stayed,
    }));
}

/**
 * From the head count 12 months ago (the newest of then; where none is so old, the oldest since) to the
 * newest of the last 12 months.
 */
function growthOf(facts: readonly FactOf<'insured_headcount'>[], asOf: IsoDate): number | null {
  const known = facts
    .map((fact) => ({ people: fact.people, daysAgo: daysBetween(fact.date, asOf) }))
    .filter(({ daysAgo }) => daysAgo >= 0)
    .toSorted((one, other) => one.daysAgo - other.daysAgo);
  const newest = known[0];
  const base = known.find(({ daysAgo }) => daysAgo >= YEAR_DAYS) ?? known.at(-1);
  if (newest === undefined || base === undefined || newest.daysAgo >= YEAR_DAYS) return null;
  if (base.daysAgo === newest.daysAgo || base.people <= 0) return null;
  return Math.max(-1, Math.min(1, (newest.people - base.people) / base.people));
}

function daysSinceArrears(facts: readonly FactOf<'wage_arrears'>[], asOf: IsoDate): number | null {
  const days = facts
    .filter(({ from }) => from <= asOf)
    .map(({ to }) => (to === null ? 0 : Math.max(0, daysBetween(to, asOf))));
  return days.length === 0 ? null : Math.min(...days);
}

function daysSinceLayoff(facts: readonly FactOf<'layoff'>[], asOf: IsoDate): number | null {
  const days = facts.map(({ date }) => daysBetween(date, asOf)).filter((each) => each >= 0);
  return days.length === 0 ? null : Math.min(...days);
}
