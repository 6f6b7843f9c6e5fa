import type { MatchRun } from '../../domain/match-run.ts';
import type { Reference } from '../../domain/reference.ts';
import type { FlowContext } from '../context.ts';
import type { Database } from '../ports/database.ts';
import type { RankingInput } from '../ports/night-crew.ts';
import { SILENT_QUEUE } from '../silent-queue.ts';
import { workOnShards } from './work-on-shards.ts';

/** What a hand of a night crew does: ranks and stores groups of shards over a database of its own. */
export function nightDesk({
  db,
  reference,
  warn,
}: {
  readonly db: Database;
  readonly reference: Reference;
  readonly warn: FlowContext['log']['warn'];
}) {
  const context: FlowContext = {
    db,
    reference,
    queue: SILENT_QUEUE,
    log: { info: () => undefined, warn, error: warn },
    readFile: async () => await Promise.reject(new Error('a night reads no files')),
    notifiers: [],
  };
  return {
    work: async (group: {
      readonly run: MatchRun;
      readonly input: RankingInput;
      readonly shards: readonly number[];
      readonly worker: string;
    }): Promise<number> => await workOnShards(context, group),
    close: async () => await db.close(),
  };
}
