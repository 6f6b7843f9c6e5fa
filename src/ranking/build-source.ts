import type { EmployerId } from '../domain/ids.ts';
import type { Shortlist } from '../domain/explanation.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import type { ChangeListener } from '../flows/ports/database.ts';
import type { Moment, WorldPins } from '../flows/ports/ranker.ts';
import type { World } from '../matching/world.ts';
import type { ShortlistAsk } from './messages.ts';

/** What the building thread reads from. */
export interface BuildSource {
  /** The pins that are asked for first. */
  currentPins(): Promise<WorldPins>;
  stamp(): Promise<string>;
  /** The world of some pins from the rows of now, the stamp that it knows at least, and the stability of all employers. */
  build(pins: WorldPins): Promise<{
    readonly world: World;
    readonly moment: Moment;
    readonly stabilities: ReadonlyMap<EmployerId, StabilityScore>;
  }>;
  shortlist(ask: ShortlistAsk): Promise<Shortlist>;
  listen(heard: () => void): Promise<ChangeListener>;
  close(): Promise<void>;
}
