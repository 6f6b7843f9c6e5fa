import type { MatchOpening, MatchSettings } from '../domain/match-input.ts';
import type { MatchRun } from '../domain/match-run.ts';
import type { Reference } from '../domain/reference.ts';
import type { RankingInput, Renewal } from '../flows/ports/night-crew.ts';
import { prepareWorld } from '../matching/world.ts';
import type { Failure } from './messages.ts';

/** What ranking a run needs, as it is posted: openings as records, columns shared, and no reference tables, which every thread has. */
export interface PostedInput extends Pick<RankingInput, 'index' | 'worldName'> {
  readonly settings: Omit<MatchSettings, keyof Reference>;
  /** Those that refusals name. */
  readonly refused: readonly MatchOpening[];
  readonly renewal:
    (Omit<Renewal, 'changedWorld'> & { readonly changedOpenings: readonly MatchOpening[] }) | null;
}

export type ToNightThread =
  | { readonly kind: 'begin'; readonly run: MatchRun; readonly worker: string; readonly input: PostedInput }
  | { readonly kind: 'group'; readonly number: number; readonly shards: readonly number[] }
  | { readonly kind: 'end' };

/** A group is stored, or broken by a failure. */
export interface GroupDone {
  readonly kind: 'done';
  readonly number: number;
  readonly failure?: Failure;
}

/** An input to be posted. `refused`: which of its openings refusals name. */
export function postedInput(input: RankingInput, isRefused: (opening: MatchOpening) => boolean): PostedInput {
  const { world, index, worldName, renewal } = input;
  const { runDate, epoch, profile, idf, pairs } = world.settings;
  return {
    index,
    worldName,
    settings: { runDate, epoch, profile, idf, pairs },
    refused: world.openings.flatMap((opening) => (isRefused(opening.input) ? [opening.input] : [])),
    renewal: renewal === null ? null : posted(renewal),
  };
}

function posted({ changedWorld, ...rest }: Renewal): PostedInput['renewal'] {
  return { ...rest, changedOpenings: changedWorld.openings.map((opening) => opening.input) };
}

/** The input that was posted, with worlds of this thread's own. */
export function receivedInput(input: PostedInput, reference: Reference): RankingInput {
  const { index, worldName, refused, renewal } = input;
  const settings: MatchSettings = { ...input.settings, ...reference };
  const world = prepareWorld(settings, refused);
  if (renewal === null) return { world, index, worldName, renewal };
  const { changedOpenings, ...rest } = renewal;
  return {
    world,
    index,
    worldName,
    renewal: { ...rest, changedWorld: prepareWorld(settings, changedOpenings) },
  };
}
