import type { ProfileName } from '../profiles.ts';

/** How much of everything a profile of the engine's bench does. */
export interface EngineSizes {
  /** Laborers whose lists are held to the reference, if they fit into `referenceSeconds`. */
  readonly referenceLaborers: number;
  /** Openings whose shortlists are held to the reference, each over `shortlistPool` laborers. */
  readonly referenceOpenings: number;
  readonly shortlistPool: number;
  /** Time for both; Infinity: as long as it takes. */
  readonly referenceSeconds: number;
  /** Runs of ranking are repeated for so long, once at least. */
  readonly repeatSeconds: number;
  /** Share of the laborers for whom the growth with openings is measured. */
  readonly growthShare: number;
  /** Live lists and shortlists that are timed one by one. */
  readonly liveLists: number;
  readonly liveShortlists: number;
  /** Time slice of a peer's measured run. */
  readonly peerSeconds: number;
  /** A peer's first run, from which the size of the measured one is reckoned. */
  readonly peerPilot: number;
  /** The most laborers that a peer is given. */
  readonly peerLaborers: number;
}

const TINY: EngineSizes = {
  referenceLaborers: 60,
  referenceOpenings: 10,
  shortlistPool: 500,
  referenceSeconds: 60,
  repeatSeconds: 0,
  growthShare: 1,
  liveLists: 50,
  liveShortlists: 10,
  peerSeconds: 0.2,
  peerPilot: 20,
  peerLaborers: 60,
};

const LARGE: EngineSizes = {
  referenceLaborers: 2_000,
  referenceOpenings: 200,
  shortlistPool: 20_000,
  referenceSeconds: Number.POSITIVE_INFINITY,
  repeatSeconds: 5,
  growthShare: 0.1,
  liveLists: 5_000,
  liveShortlists: 500,
  peerSeconds: 8,
  peerPilot: 200,
  peerLaborers: 8_000,
};

/** `quick` ends within 45 s on two cores, so it checks as many lists as fit. */
export const ENGINE_SIZES: Readonly<Record<ProfileName, EngineSizes>> = {
  tiny: TINY,
  quick: {
    referenceLaborers: 2_000,
    referenceOpenings: 200,
    shortlistPool: 1_000,
    referenceSeconds: 5,
    repeatSeconds: 0.5,
    growthShare: 1,
    liveLists: 1_000,
    liveShortlists: 200,
    peerSeconds: 1.2,
    peerPilot: 100,
    peerLaborers: 4_000,
  },
  peak: LARGE,
  stress: LARGE,
};
