import type { AreaPrefix } from '../../domain/area.ts';
import { isIsoDate, type IsoDate } from '../../domain/dates.ts';
import { makeId, type LaborerId, type OpeningId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { PastRefusal } from '../../domain/referral.ts';
import { BinaryRows } from '../copy/binary-rows.ts';
import { LABORER_COPY_COLUMNS, LABORER_COPY_FIELDS, laborerDecoder } from '../copy/laborer-copy.ts';
import { keysOf } from '../pages.ts';
import {
  MATCH_COLUMNS,
  matchLaborerOf,
  pastRefusalOf,
  type MatchRow,
  type RefusalRow,
} from '../rows/laborer-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Laborers of one batch: some two megabytes. */
const BATCH = 2_000;
/** Scoring.md §2, REFUSED_BEFORE. */
export const REFUSAL_DAYS = 90;

/** Engine input of laborers by id, whatever list they are on; removed ones are left out. Ascending by key. */
export async function laborersForMatching(
  sql: Sql,
  ids: readonly LaborerId[],
  runDate: IsoDate,
): Promise<MatchLaborer[]> {
  const rows = await sql.rows<MatchRow>(
    `${selectFrom('left join')} where l.id = any($2) and l.removed_on is null order by l.id`,
    [runDate, keysOf(ids)],
  );
  return rows.map(matchLaborerOf);
}

/** Engine input of the willing laborers of a scope, ascending by key, a batch at a time. */
export async function* willingForMatching(
  sql: Sql,
  scope: readonly AreaPrefix[],
  runDate: IsoDate,
): AsyncGenerator<readonly MatchLaborer[]> {
  const inside = insideScope('l.home_code', scope, 4);
  const statement = `${selectFrom('join')} where l.removed_on is null and l.id > $2 and ${inside.sql}
    order by l.id limit $3`;
  let after = 0;
  for (;;) {
    const rows = await sql.rows<MatchRow>(statement, [runDate, after, BATCH, ...inside.parameters]);
    if (rows.length > 0) yield rows.map(matchLaborerOf);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** Engine input of one shard. */
export async function shardForMatching(sql: Sql, shard: RunShard, runDate: IsoDate): Promise<MatchLaborer[]> {
  const rows = await sql.rows<MatchRow>(
    `${selectFrom('join')} where l.removed_on is null and l.county_code = $2 and l.id between $3 and $4
     order by l.id`,
    [runDate, shard.countyCode, shard.firstLaborerKey, shard.lastLaborerKey],
  );
  return rows.map(matchLaborerOf);
}

/**
 * Engine input of neighboring shards, or of the willing among some laborers, by binary COPY: `take` gets one object that is
 * filled anew for each laborer, by key; those of shards by county first, as shards are numbered.
 */
export async function streamForMatching(
  sql: Sql,
  which: readonly RunShard[] | readonly LaborerId[],
  runDate: IsoDate,
  take: (laborer: MatchLaborer) => void,
): Promise<void> {
  if (which.length === 0) return;
  const day = dayLiteral(runDate);
  const chosen = chosenLaborers(which);
  const decode = laborerDecoder(await refusalsOf(sql, chosen, day));
  const rows = new BinaryRows(LABORER_COPY_FIELDS, (row) => {
    take(decode(row));
  });
  await sql.copyOut(
    `copy (select ${LABORER_COPY_COLUMNS} from laborer l
       join list_entry e on e.laborer_id = l.id and ${willingOn(day)}
       where l.removed_on is null and ${chosen} order by ${isOfIds(which) ? '' : 'l.county_code, '}l.id) to stdout (format binary)`,
    (chunk) => {
      rows.push(chunk);
    },
  );
  rows.finish();
}

/** COPY takes no parameters: numbers and digits are written into the statement, and nothing else is let through. */
function chosenLaborers(which: readonly RunShard[] | readonly LaborerId[]): string {
  return isOfIds(which)
    ? `l.id = any('{${keysOf(which).map(Math.trunc).join()}}'::int[])`
    : chosenByShards(which);
}

/** A list is of one kind: what the first one is, all are. */
function isOfIds(which: readonly RunShard[] | readonly LaborerId[]): which is readonly LaborerId[] {
  return typeof which[0] === 'string';
}

/** Neighbors are one range of the index on (county, key); what lies between them belongs to nobody and is left out. */
function chosenByShards(shards: readonly RunShard[]): string {
  const pieces = shards.map(({ countyCode, firstLaborerKey, lastLaborerKey }) => {
    if (!/^\d{6}$/.test(countyCode)) throw new Error(`not a county: ${countyCode}`);
    const [from, to] = [Math.trunc(firstLaborerKey), Math.trunc(lastLaborerKey)];
    return { county: countyCode, from, to };
  });
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return 'false';
  const range = `(l.county_code, l.id) between ('${first.county}', ${first.from}) and ('${last.county}', ${last.to})`;
  const each = pieces.map(
    (one) => `l.county_code = '${one.county}' and l.id between ${one.from} and ${one.to}`,
  );
  return pieces.length === 1 ? (each[0] ?? 'false') : `${range} and (${each.join(' or ')})`;
}

function dayLiteral(date: IsoDate): string {
  if (!isIsoDate(date)) throw new Error(`not a day: ${date}`);
  return `'${date}'`;
}

/** Refusals by laborer key; those who refused something are few. */
async function refusalsOf(
  sql: Sql,
  chosen: string,
  day: string,
): Promise<ReadonlyMap<number, readonly PastRefusal[]>> {
  const rows = await sql.rows<RefusalRow & { laborer_id: number }>(
    `select f.laborer_id, f.opening_id, f.refused_on, f.refusal_reason,
       coalesce(f.field_fingerprint, '') as field_fingerprint
     from referral f join laborer l on l.id = f.laborer_id
     where f.state = 'refused' and ${refusedWithin('f', day)} and ${chosen}
     order by f.laborer_id, f.refused_on, f.id`,
  );
  const byLaborer = new Map<number, PastRefusal[]>();
  for (const row of rows) {
    const known = byLaborer.get(row.laborer_id);
    if (known === undefined) byLaborer.set(row.laborer_id, [pastRefusalOf(row)]);
    else known.push(pastRefusalOf(row));
  }
  return byLaborer;
}

/** See the port of runs. */
export async function refusedOpenings(sql: Sql, runDate: IsoDate): Promise<OpeningId[]> {
  const rows = await sql.rows<{ opening_id: number }>(
    `select distinct f.opening_id from referral f where f.state = 'refused' and ${refusedWithin('f', '$1')} order by 1`,
    [runDate],
  );
  return rows.map((row) => makeId('O', row.opening_id));
}

function refusedWithin(table: string, day: string): string {
  return `${table}.refused_on between ${day}::date - ${REFUSAL_DAYS} and ${day}::date`;
}

/** SQL that is true where list entry `e` makes its laborer willing on a day. */
export function willingOn(day: string): string {
  return `e.kind = 'willing' and e.valid_from <= ${day}::date and (e.valid_to is null or ${day}::date < e.valid_to)`;
}

/** `$1` is the run date. An inner join leaves the willing only. */
function selectFrom(join: 'join' | 'left join'): string {
  return `
    select ${MATCH_COLUMNS}, e.valid_from as willing_since, r.refusals
    from laborer l
    ${join} list_entry e on e.laborer_id = l.id and ${willingOn('$1')}
    left join lateral (
      select json_agg(json_build_object('opening_id', opening_id, 'refused_on', refused_on,
        'refusal_reason', refusal_reason, 'field_fingerprint', coalesce(field_fingerprint, ''))
        order by refused_on, id) as refusals
      from referral f
      where laborer_id = l.id and state = 'refused' and ${refusedWithin('f', '$1')}
    ) r on true`;
}
