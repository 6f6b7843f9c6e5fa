/** How much trouble a profile makes, on how large a province. */
export interface ChaosSizes {
  readonly laborers: number;
  readonly openings: number;
  /** After which a silent worker counts as dead; the programs' own is 30. */
  readonly silenceSeconds: number;
  readonly kills: number;
  readonly sameShardTimes: number;
  readonly restarts: number;
  readonly flushes: number;
  readonly postgresTimes: number;
  readonly notices: number;
  readonly sendKills: number;
  readonly withdrawals: number;
}

export type ChaosProfile = 'quick' | 'full';

/** `quick` is for every day; `full` is what docs/BENCHMARKS.md shows. */
export const CHAOS_SIZES: Readonly<Record<ChaosProfile, ChaosSizes>> = {
  quick: {
    laborers: 2_000,
    openings: 300,
    silenceSeconds: 4,
    kills: 6,
    sameShardTimes: 3,
    restarts: 3,
    flushes: 1,
    postgresTimes: 3,
    notices: 500,
    sendKills: 3,
    withdrawals: 200,
  },
  full: {
    laborers: 100_000,
    openings: 10_000,
    silenceSeconds: 30,
    kills: 50,
    sameShardTimes: 10,
    restarts: 20,
    flushes: 5,
    postgresTimes: 20,
    notices: 10_000,
    sendKills: 20,
    withdrawals: 1_000,
  },
};
