import type { MatchSettings } from '../domain/match-input.ts';
import type { Reference } from '../domain/reference.ts';
import type { Moment } from '../flows/ports/ranker.ts';
import { inSharedMemory } from '../matching/fast/allocate.ts';
import { buildIndex, type OpeningIndex } from '../matching/fast/opening-index.ts';
import type { World } from '../matching/world.ts';

/**
 * What answering threads rank on: posted to each, its columns shared by all. The reference tables are left out: every
 * thread has its own.
 */
export interface Snapshot {
  readonly moment: Moment;
  readonly settings: Omit<MatchSettings, keyof Reference>;
  readonly index: OpeningIndex;
}

/** A snapshot of a world that was read at a moment. */
export function snapshotOf(world: World, moment: Moment): Snapshot {
  const { runDate, epoch, profile, idf, pairs } = world.settings;
  return {
    moment,
    settings: { runDate, epoch, profile, idf, pairs },
    index: buildIndex(world, inSharedMemory),
  };
}
