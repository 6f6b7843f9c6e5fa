import type { LaborBroker } from '../../domain/broker.ts';
import {
  BEST_SCORE,
  CALL_POINTS,
  CALL_REST_DAYS,
  WAITED_DAYS_MOST,
  type CallFacts,
} from '../../domain/call-worth.ts';
import { keyOf, makeId, type RunId } from '../../domain/ids.ts';
import type { PairNews } from '../../domain/notification.ts';
import type { BrokerNews, DigestRules, NewsOfLaborer } from '../../flows/ports/digest-store.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { IS_QUARANTINED, LABORER_FAULT, MARKS, TODAY } from './digest-facts.ts';
import { listsUnder } from './published-lists.ts';

/** Days of a week of proposals. */
export const WEEK_DAYS = 7;

/** What a run found for a broker, best calls first: see `DigestStore.news`. */
export async function digestNews(
  sql: Sql,
  request: {
    readonly runId: RunId;
    readonly broker: Pick<LaborBroker, 'id' | 'scope'>;
    readonly rules: DigestRules;
  },
): Promise<BrokerNews> {
  const { runId, broker, rules } = request;
  const inside = insideScope('l.home_code', broker.scope, 9);
  const rows = await sql.rows<NewsRow>(statement(await listsUnder(sql, keyOf(runId)), inside.sql), [
    keyOf(runId),
    keyOf(broker.id),
    rules.goodScore,
    rules.changePercent,
    rules.laborers,
    rules.pairsPerLaborer,
    rules.proposalsPerWeek,
    rules.holdDays,
    ...inside.parameters,
  ]);
  return { laborers: rows.map(newsOf), laborersInAll: rows[0]?.in_all ?? 0 };
}

/**
 * `mine`: lists of laborers who may be proposed. `told_now`: what she was told, and what lies in the outbox for her. `good`: good
 * pairs and what is news in them. `facts`: her best news, with what its worth is made of. A list is best first, so `place` orders.
 */
function statement(lists: string, inside: string): string {
  return `
    with mine as materialized (
      select r.laborer_id, r.opening_ids, r.scores
      from (${lists}) r
      join laborer l on l.id = r.laborer_id and ${inside}
      left join proposal p on p.laborer_id = l.id
      where not ${IS_QUARANTINED} and r.scores[1] >= $3 and (${LABORER_FAULT}) is null
        and (p.laborer_id is null or ${mayBeProposed('p', { broker: '$2', perWeek: '$7', hold: '$8' })})
        and not exists (select from contact_lock k where k.laborer_id = l.id and k.broker_id <> $2)
    ), told_now as materialized (
      select t.laborer_id, old.opening_id, old.score, o.id is not null and old.wage <> ${MARKS.wage} as is_wage,
        o.id is not null and old.place <> ${MARKS.place} as is_place,
        o.id is not null and old.start <> ${MARKS.start} as is_start
      from told t
      cross join lateral unnest(t.opening_ids, t.scores, t.wage_marks, t.place_marks, t.start_marks)
        as old(opening_id, score, wage, place, start)
      left join opening o on o.id = old.opening_id
      where t.broker_id = $2
    ), on_its_way as materialized (
      select substr(item ->> 'laborerId', 2)::int as laborer_id, substr(item ->> 'openingId', 2)::int as opening_id
      from outbox b cross join lateral jsonb_array_elements(b.digest -> 'items') as item
      where b.broker_id = $2 and b.channel = 'inbox' and b.sent_at is null and b.dead_at is null
    ), known as (
      select distinct laborer_id from told_now
    ), good as materialized (
      select m.laborer_id, pair.opening_id, pair.score, pair.place,
        case
          when w.opening_id is not null or t.score < 0 then null
          when t.score is null then 'new'
          when t.score = 0 then 'reopened'
          when t.is_wage then 'wage'
          when t.is_place then 'place'
          when t.is_start then 'start'
          when abs(pair.score - t.score)::bigint * 100 >= t.score::bigint * $4 then 'score'
        end as news,
        count(*) over (partition by m.laborer_id) as good_openings,
        count(*) over (partition by pair.opening_id) as candidates
      from mine m
      cross join lateral unnest(m.opening_ids, m.scores) with ordinality as pair(opening_id, score, place)
      left join told_now t on t.laborer_id = m.laborer_id and t.opening_id = pair.opening_id
      left join on_its_way w on w.laborer_id = m.laborer_id and w.opening_id = pair.opening_id
      where pair.score >= $3
    ), best as materialized (
      select distinct on (laborer_id) laborer_id, opening_id, score, good_openings, candidates
      from good where news is not null order by laborer_id, place
    ), facts as (
      select best.*, greatest(o.headcount - o.filled, 0) as places,
        ${TODAY} - coalesce((select max(day) from proposal p, unnest(p.days) as day where p.laborer_id = best.laborer_id),
          (select w.valid_from from list_entry w
           where w.laborer_id = best.laborer_id and w.valid_to is null and w.kind = 'willing'), ${TODAY}) as waited,
        ${TODAY} - (select max(f.updated_at at time zone 'Asia/Shanghai')::date from referral f
          where f.laborer_id = best.laborer_id) as since_call
      from best join opening o on o.id = best.opening_id
    ), top as (
      select f.*, ${WORTH} as worth from facts f order by worth desc, score desc, laborer_id limit $5
    )
    select top.laborer_id, top.score, top.good_openings::int, top.candidates::int, top.places, top.since_call,
      greatest(top.waited, 0) as waited, top.worth, (select count(*) from best)::int as in_all,
      not exists (select from known where known.laborer_id = top.laborer_id) as is_new,
      (select json_agg(json_build_object('opening', g.opening_id, 'score', g.score, 'news', g.news) order by g.place)
       from (select * from good where good.laborer_id = top.laborer_id and good.news is not null
             order by good.place limit $6) g) as pairs
    from top order by worth desc, score desc, laborer_id`;
}

/** `callWorth`, in whole numbers. */
const WORTH = `(
  f.score::bigint * ${CALL_POINTS.score} / ${BEST_SCORE}
  + least(greatest(f.waited, 0), ${WAITED_DAYS_MOST}) * ${CALL_POINTS.waited} / ${WAITED_DAYS_MOST}
  + ${CALL_POINTS.fewOthers} / f.good_openings
  + least(coalesce(f.since_call, ${CALL_REST_DAYS}), ${CALL_REST_DAYS}) * ${CALL_POINTS.notCalled} / ${CALL_REST_DAYS}
  + least(f.places, f.candidates) * ${CALL_POINTS.scarce} / f.candidates
)::int`;

/** SQL that is true where a row of `proposal` leaves room for one more, to this broker. */
export function mayBeProposed(
  row: string,
  by: { readonly broker: string; readonly perWeek: string; readonly hold: string },
): string {
  return `(
    (select count(*) from unnest(${row}.days) as day where day > ${TODAY} - ${WEEK_DAYS}) < ${by.perWeek}
    and (${row}.broker_id = ${by.broker}
      or not exists (select from unnest(${row}.days) as day where day > ${TODAY} - ${by.hold}::int))
  )`;
}

interface NewsRow {
  laborer_id: number;
  score: number;
  good_openings: number;
  candidates: number;
  places: number;
  since_call: number | null;
  waited: number;
  worth: number;
  in_all: number;
  is_new: boolean;
  pairs: { readonly opening: number; readonly score: number; readonly news: PairNews }[];
}

function newsOf(row: NewsRow): NewsOfLaborer {
  const laborerId = makeId('L', row.laborer_id);
  const facts: CallFacts = {
    score: row.score,
    waitedDays: row.waited,
    goodOpenings: row.good_openings,
    places: row.places,
    candidates: row.candidates,
    daysSinceCall: row.since_call,
  };
  const items = row.pairs.map(({ opening, score, news }) => ({
    laborerId,
    openingId: makeId('O', opening),
    score,
    news,
    isNewLaborer: row.is_new,
  }));
  return { laborerId, facts, worth: row.worth, items };
}
