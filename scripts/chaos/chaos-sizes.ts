import { PROFILES } from '../bench/profiles.ts';

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
  /** Times that a worker host is cut off. */
  readonly cuts: number;
  /** Schedulers that keep the timetable in turn. */
  readonly keepers: number;
  /** Of a shard that always kills its worker: deaths that it has behind it already, so that a quick trial need not make them all. */
  readonly deathsBefore: number;
  /** Worker processes of a night that is only watched. */
  readonly workers: number;
  readonly notices: number;
  readonly sendKills: number;
  readonly withdrawals: number;
}

export type ChaosProfile = 'quick' | 'full' | 'stress';

/** What docs/BENCHMARKS.md shows. */
const FULL: ChaosSizes = {
  laborers: 100_000,
  openings: 10_000,
  silenceSeconds: 30,
  kills: 50,
  sameShardTimes: 10,
  restarts: 20,
  flushes: 5,
  postgresTimes: 20,
  cuts: 3,
  keepers: 3,
  deathsBefore: 0,
  workers: 2,
  notices: 10_000,
  sendKills: 20,
  withdrawals: 1_000,
};

/** `quick` is for every change, in less than four minutes; `stress` is one night of every willing laborer of the province. */
export const CHAOS_SIZES: Readonly<Record<ChaosProfile, ChaosSizes>> = {
  quick: {
    laborers: 2_000,
    openings: 300,
    silenceSeconds: 4,
    kills: 4,
    sameShardTimes: 2,
    restarts: 2,
    flushes: 1,
    postgresTimes: 2,
    cuts: 1,
    keepers: 1,
    deathsBefore: 9,
    workers: 2,
    notices: 500,
    sendKills: 3,
    withdrawals: 200,
  },
  full: FULL,
  stress: { ...FULL, laborers: PROFILES.stress.laborers, openings: PROFILES.stress.openings },
};
