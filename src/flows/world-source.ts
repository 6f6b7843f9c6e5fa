import type { AreaPrefix } from '../domain/area.ts';
import type { Shortlist } from '../domain/explanation.ts';
import type { OpeningId } from '../domain/ids.ts';
import type { WorldContext } from './context.ts';
import { pairWorld } from './pair-world.ts';
import type { Moment, WorldPins } from './ports/ranker.ts';
import { rankInBatches } from './rank-in-batches.ts';
import { buildAtMoment, currentPins, type WorldAtMoment } from './world.ts';

/** What an engine beside the event loop asks the data. */
export interface WorldSource {
  /** The pins of the newest run over everywhere. */
  currentPins(): Promise<WorldPins>;
  stamp(): Promise<string>;
  build(pins: WorldPins): Promise<WorldAtMoment>;
  shortlist(ask: {
    readonly moment: Moment;
    readonly openingId: OpeningId;
    readonly scope: readonly AreaPrefix[];
    readonly k: number;
  }): Promise<Shortlist>;
}

/** Answers from the database of a context. */
export function worldSource(context: WorldContext): WorldSource {
  return {
    currentPins: async () => await currentPins(context, ''),
    stamp: async () => await context.db.stores.openings.stamp(),
    build: async (pins) => await buildAtMoment(context, pins),
    shortlist: async (ask) => {
      const world = await pairWorld(context, ask.moment, [ask.openingId]);
      return (await rankInBatches(context, world, ask)).shortlist;
    },
  };
}
