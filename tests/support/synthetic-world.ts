import type { MatchLaborer } from '../../src/domain/match-input.ts';
import type { PolicyProfile } from '../../src/domain/weights.ts';
import { prepareWorld, type World } from '../../src/matching/world.ts';
import { engineInput } from '../../scripts/bench/engine/engine-input.ts';

/** How large a synthetic world is, and what makes it. */
export interface SyntheticSizes {
  readonly seed: number;
  readonly laborers: number;
  readonly openings: number;
  readonly profile?: PolicyProfile;
}

/** A synthetic province as the engine sees it, without a database in between. */
export interface SyntheticWorld {
  readonly world: World;
  /** Any laborer by index, all of them willing. */
  readonly laborer: (index: number) => MatchLaborer;
}

/** Makes the province of a seed and turns its records into the engine's input. */
export function syntheticWorld({ profile, ...sizes }: SyntheticSizes): SyntheticWorld {
  const { settings, openings, laborer } = engineInput(sizes);
  const world = prepareWorld({ ...settings, profile: profile ?? settings.profile }, openings);
  return { world, laborer };
}
