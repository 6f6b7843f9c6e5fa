import { keyOf, makeId, type BrokerId, type LaborerId, type RunId } from '../../domain/ids.ts';
import type { LaborBroker } from '../../domain/broker.ts';
import type { Digest, DigestLoss, LossReason } from '../../domain/notification.ts';
import type { DigestRules, DigestStore } from '../../flows/ports/digest-store.ts';
import { keysOf } from '../pages.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { IS_QUARANTINED, LABORER_FAULT, OPENING_FAULT, TODAY } from './digest-facts.ts';
import { listsUnder } from './published-lists.ts';
import { digestNews, mayBeProposed, WEEK_DAYS } from './digest-news.ts';

/** What is new for brokers, what is gone, and what of it still stands. */
export function digestStore(sql: Sql): DigestStore {
  return {
    takeTurn: async () => {
      await sql.rows(`select pg_advisory_xact_lock(hashtextextended('longqiao:digests', 3))`);
    },
    news: async (runId, broker, rules) => await digestNews(sql, { runId, broker, rules }),
    propose: async (brokerId, laborerIds, rules) => await propose(sql, { brokerId, laborerIds, rules }),
    losses: async (runId, broker, limit) => await losses(sql, { runId, broker, limit }),
    standing: async (digest) => await standing(sql, digest),
  };
}

interface Proposals {
  readonly brokerId: BrokerId;
  readonly laborerIds: readonly LaborerId[];
  readonly rules: DigestRules;
}

/** Days older than the week are forgotten. In the order of the keys, as every writer of many rows takes them. */
async function propose(sql: Sql, { brokerId, laborerIds, rules }: Proposals): Promise<LaborerId[]> {
  const rows = await sql.rows<{ laborer_id: number }>(
    `insert into proposal as p (laborer_id, broker_id, days)
     select id, $2, array[${TODAY}] from unnest($1::int[]) as id order by id
     on conflict (laborer_id) do update
     set broker_id = $2,
       days = (select array_agg(day order by day) from unnest(p.days) as day where day > ${TODAY} - ${WEEK_DAYS})
         || ${TODAY}
     where ${mayBeProposed('p', { broker: '$2', perWeek: '$3', hold: '$4' })}
     returning laborer_id`,
    [keysOf(laborerIds), keyOf(brokerId), rules.proposalsPerWeek, rules.holdDays],
  );
  return rows.map((row) => makeId('L', row.laborer_id));
}

interface LossRequest {
  readonly runId: RunId;
  readonly broker: Pick<LaborBroker, 'id' | 'scope'>;
  readonly limit: number;
}

/** Pairs told before scores were remembered (-1) are not missed; those told as gone (0) are not told again. */
async function losses(sql: Sql, { runId, broker, limit }: LossRequest): Promise<DigestLoss[]> {
  const inside = insideScope('l.home_code', broker.scope, 4);
  const rows = await sql.rows<{ laborer_id: number; opening_id: number; reason: LossReason }>(
    `select t.laborer_id, old.opening_id,
       coalesce(${LABORER_FAULT}, ${OPENING_FAULT}, 'outranked') as reason
     from match_run run
     join told t on t.broker_id = $2
     join laborer l on l.id = t.laborer_id and starts_with(l.county_code, run.scope) and ${inside.sql}
     cross join lateral unnest(t.opening_ids, t.scores) as old(opening_id, score)
     join opening o on o.id = old.opening_id
     left join (${await listsUnder(sql, keyOf(runId))}) r on r.laborer_id = t.laborer_id
     where run.id = $1 and not ${IS_QUARANTINED} and old.score > 0 and (r.laborer_id is null or old.opening_id <> all (r.opening_ids))
     order by t.laborer_id, old.opening_id limit $3`,
    [keyOf(runId), keyOf(broker.id), limit, ...inside.parameters],
  );
  return rows.map((row) => ({
    laborerId: makeId('L', row.laborer_id),
    openingId: makeId('O', row.opening_id),
    reason: row.reason,
  }));
}

async function standing(sql: Sql, digest: Digest): Promise<Awaited<ReturnType<DigestStore['standing']>>> {
  const laborers = keysOf(digest.items.map((item) => item.laborerId));
  const openings = keysOf(digest.items.map((item) => item.openingId));
  // A row that another transaction is changing is skipped instead of waited for: who holds rows and waits for none
  // makes no circle of waiting with an import.
  const held = await sql.rows<{ id: number; fault: string | null }>(
    `select l.id, ${LABORER_FAULT} as fault from laborer l where l.id = any($1) order by l.id for share skip locked`,
    [laborers],
  );
  const [known] = await sql.rows<{ laborers: number }>(
    'select count(*)::int as laborers from laborer where id = any($1)',
    [laborers],
  );
  if (held.length < (known?.laborers ?? 0)) return null;
  const open = await sql.rows<{ id: number }>(
    `select o.id from opening o where o.id = any($1) and (${OPENING_FAULT}) is null`,
    [openings],
  );
  return {
    laborers: new Set(held.filter((row) => row.fault === null).map((row) => makeId('L', row.id))),
    openings: new Set(open.map((row) => makeId('O', row.id))),
  };
}
