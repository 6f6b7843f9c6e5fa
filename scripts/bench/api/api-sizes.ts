import type { ProfileName } from '../profiles.ts';

/** How much of everything a profile of the API's bench does. */
export interface ApiSizes {
  /** Different laborers whose lists are asked for. */
  readonly ids: number;
  /** Of one round; the API and its peer take turns. */
  readonly seconds: number;
  readonly rounds: number;
  /** How long openings change while the API is watched. */
  readonly changeSeconds: number;
}

const WHOLE: ApiSizes = { ids: 10_000, seconds: 10, rounds: 3, changeSeconds: 20 };

export const API_SIZES: Readonly<Record<ProfileName, ApiSizes>> = {
  tiny: { ids: 300, seconds: 1, rounds: 1, changeSeconds: 1 },
  quick: { ids: 10_000, seconds: 3, rounds: 3, changeSeconds: 5 },
  peak: WHOLE,
  stress: WHOLE,
};
