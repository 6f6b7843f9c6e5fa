import type { AreaPrefix } from '../domain/area.ts';
import type { IsoDate } from '../domain/dates.ts';
import { gathered } from '../domain/gather.ts';
import type { LaborerId } from '../domain/ids.ts';
import type { Laborer } from '../domain/laborer.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { MatchRun } from '../domain/match-run.ts';
import type { Database } from './ports/database.ts';
import type { PublishedList } from './ports/run-store.ts';

type Ask<Key, Answer> = (key: Key) => Promise<Answer | undefined>;

/** What single requests ask, put together with what all requests that wait at that moment ask: always of rows of now. */
export interface GatheredReads {
  readonly laborer: Ask<LaborerId, Laborer>;
  /** As the engine takes her on a day. */
  forMatching(id: LaborerId, runDate: IsoDate): Promise<MatchLaborer | undefined>;
  readonly published: Ask<LaborerId, PublishedList>;
  readonly latestPublished: Ask<AreaPrefix, MatchRun>;
  /** The day and the stamp of the data. */
  readonly now: Ask<'now', { readonly today: IsoDate; readonly stamp: string }>;
}

const readsByDatabase = new WeakMap<Database, GatheredReads>();

export function readsOf(db: Database): GatheredReads {
  const reads = readsByDatabase.get(db) ?? readsOver(db);
  readsByDatabase.set(db, reads);
  return reads;
}

function readsOver(db: Database): GatheredReads {
  const { laborers, runs, openings } = db.stores;
  const byDay = new Map<IsoDate, Ask<LaborerId, MatchLaborer>>();
  return {
    laborer: gathered(async (ids) => byId(await laborers.find(ids))),
    forMatching: async (id, runDate) => {
      const ask =
        byDay.get(runDate) ?? gathered(async (ids) => byId(await laborers.forMatching(ids, runDate)));
      // Of one day at a time: the one before is over.
      if (!byDay.has(runDate)) byDay.clear();
      byDay.set(runDate, ask);
      return await ask(id);
    },
    published: gathered(async (ids) => await runs.published(ids)),
    latestPublished: gathered(async (areas) => {
      const found = await Promise.all(
        areas.map(async (area) => [area, await runs.latestPublished(area)] as const),
      );
      return new Map(found.flatMap(([area, run]) => (run === null ? [] : [[area, run]])));
    }),
    now: gathered(async () => {
      const [today, stamp] = await Promise.all([db.today(), openings.stamp()]);
      return new Map([['now', { today, stamp }]]);
    }),
  };
}

function byId<Row extends { readonly id: LaborerId }>(rows: readonly Row[]): ReadonlyMap<LaborerId, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
