/** Groups whose exposure is watched: nobody may lose openings because a weight or a rule moved. */
export const EXPOSURE_GROUPS = [
  'age_16_24',
  'age_25_40',
  'age_41_50',
  'age_over_50',
  'education_primary',
  'education_junior',
  'education_senior',
  'ability_weak',
  'no_trade',
  'poor',
] as const;
export type ExposureGroup = (typeof EXPOSURE_GROUPS)[number];

/** How many of a group were ranked, and how many of them got at least one opening. */
export interface Coverage {
  readonly laborers: number;
  readonly listed: number;
}

/** What is measured of a run's lists before they are published. */
export interface RunMeasures extends Coverage {
  /** Pairs of all lists. */
  readonly pairs: number;
  /** Of all pairs, 0..100,000,000; 0 where there are none. */
  readonly meanScore: number;
  /** Laborers that have a list in both this run and the one before, and how many of these lists name other openings. */
  readonly comparedLists: number;
  readonly changedLists: number;
  /** Share of all pairs that the most named 1 % of the named openings hold, 0..1: congestion. */
  readonly congestion: number;
  readonly byGroup: Readonly<Partial<Record<ExposureGroup, Coverage>>>;
}

/** Listed ÷ laborers, 0..1; 0 for nobody. */
export function coverageOf({ laborers, listed }: Coverage): number {
  return laborers === 0 ? 0 : listed / laborers;
}
