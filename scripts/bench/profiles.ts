/** How large a province a bench runs on. */
export interface BenchProfile {
  readonly name: ProfileName;
  readonly laborers: number;
  readonly openings: number;
}

/** `tiny` is for tests of the bench itself: its figures say nothing. */
export const PROFILE_NAMES = ['tiny', 'quick', 'peak', 'stress'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** What every province of a bench is drawn from. */
export const BENCH_SEED = 2026;
/** Openings in a laborer's list. */
export const LIST_LENGTH = 20;
/** Laborers in an opening's shortlist. */
export const SHORTLIST_LENGTH = 50;

/** The sizes: `quick` for every day, `peak` a busy night, `stress` every willing laborer of the province. */
export const PROFILES: Readonly<Record<ProfileName, BenchProfile>> = {
  tiny: { name: 'tiny', laborers: 2_000, openings: 1_000 },
  quick: { name: 'quick', laborers: 100_000, openings: 10_000 },
  peak: { name: 'peak', laborers: 600_000, openings: 50_000 },
  stress: { name: 'stress', laborers: 1_747_500, openings: 50_000 },
};
