import type { Reference } from '../domain/reference.ts';
import type { DriftLimits } from '../matching/evaluation/drift-guard.ts';
import type { ReadFile } from './ports/files.ts';
import type { Database } from './ports/database.ts';
import type { NightCrew } from './ports/night-crew.ts';
import type { Notifier } from './ports/notifier.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Ranker } from './ports/ranker.ts';
import type { ShardHands } from './ports/shard-hands.ts';
import type { ReadRoster } from './ports/roster.ts';
import type { FollowedPeople } from './stats/followed-people.ts';

/** A structured log; never given personal data. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What is enough to build worlds and to rank in them. */
export type WorldContext = Pick<FlowContext, 'db' | 'reference' | 'ranker'>;

/** What every flow is given; `app.ts` makes one per process. A flow is a function `(context, input) => result`. */
export interface FlowContext {
  readonly db: Database;
  readonly queue: JobQueue;
  readonly reference: Reference;
  readonly log: Log;
  readonly readFile: ReadFile;
  /** Reads the files of reconciliations; a process without it takes none. */
  readonly readRoster?: ReadRoster;
  /** Ways out other than the inbox; a channel without a notifier is not offered. */
  readonly notifiers: readonly Notifier[];
  /** How far a night may drift before a person must say yes; the defaults where not given. */
  readonly driftLimits?: DriftLimits;
  /** How long a worker may be silent before another takes what it holds; see `leaseSeconds`. */
  readonly silenceSeconds?: number;
  /** The engine beside the event loop; without it flows rank where they are. */
  readonly ranker?: Ranker;
  /** Hands that rank whole nights; without them `runNight` works where it is. */
  readonly crew?: NightCrew;
  /** Hands that work on shards of the queue; without them a worker does so on its event loop. */
  readonly hands?: ShardHands;
  /** Everybody in memory, for counts; without it counts read the asked area anew. */
  readonly people?: FollowedPeople;
}
