import type { IsoDate } from '../../domain/dates.ts';
import { keyOf, makeId, type LaborerId } from '../../domain/ids.ts';
import type { ListEntry, ListKind, ListReason, WorkFacts } from '../../domain/list-entry.ts';
import type { LaborerStore } from '../../flows/ports/laborer-store.ts';
import { keysOf } from '../pages.ts';
import type { Sql } from '../sql.ts';

/** What a source says of the list that a laborer is on. */
export interface StatedEntry {
  readonly key: number;
  readonly kind: ListKind;
  readonly validFrom: IsoDate;
  readonly source: string;
  readonly work?: WorkFacts;
}

/**
 * Writers that open an entry for the same laborer at once: the slower one looks again, at most this often.
 */
const MAX_ROUNDS = 10;

/** The open entries of laborers, by laborer key. */
export async function openEntries(sql: Sql, ids: readonly LaborerId[]): Promise<ListEntry[]> {
  const rows = await sql.rows<EntryRow>(
    `select laborer_id, kind, valid_from, valid_to, reason, source from list_entry
     where laborer_id = any($1) and valid_to is null order by laborer_id`,
    [keysOf(ids)],
  );
  return rows.map((row) => ({
    laborerId: makeId('L', row.laborer_id),
    kind: row.kind,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
    source: row.source,
  }));
}

/**
 * Closes the open entry and opens the new one. On the same list already: nothing changes, unless the work behind it is
 * another one. A date before the open entry began counts as the day it began.
 */
export async function moveOnList(
  sql: Sql,
  move: Parameters<LaborerStore['moveOnList']>[0],
  round = 1,
): Promise<void> {
  const [row] = await sql.rows<{ is_settled: boolean }>(MOVE, [
    keyOf(move.laborerId),
    move.kind,
    move.date,
    move.reason,
    move.source,
    move.work?.placeCode ?? null,
    move.work?.employerName ?? null,
    move.work?.contractMonths ?? null,
    move.work?.contractUntil ?? null,
  ]);
  if (row?.is_settled === true) return;
  if (round === MAX_ROUNDS) throw new Error(`list of ${move.laborerId}: other writers were faster`);
  await moveOnList(sql, move, round + 1);
}

/**
 * Every writer of lists takes the laborer before her entries, so that no two wait for each other. Whoever waited may find another
 * version of her than the statement's snapshot has: then the entries that it sees are old, and it looks again (`sure` is empty).
 * `closed` is read by `opened`, so that the old entry has left the unique index before the new one enters it.
 */
const MOVE = `
  with taken as materialized (
    select id, version from laborer where id = $1 for update
  ), sure as materialized (
    select id from taken join laborer seen using (id, version)
  ), closed as (
    update list_entry e set valid_to = greatest($3::date, valid_from), end_reason = $4, end_source = $5
    from sure
    where e.laborer_id = sure.id and valid_to is null and not (kind is not distinct from $2 and (
      ($6::text is null and $7::text is null)
      or (place_code is not distinct from $6 and employer_name is not distinct from $7)))
    returning valid_to
  ), stays as (
    select from list_entry where laborer_id = $1 and valid_to is null and kind = $2
      and not exists (select from closed)
  ), opened as (
    insert into list_entry (laborer_id, kind, valid_from, reason, source, place_code, employer_name, contract_months,
      contract_until)
    select $1, $2, greatest($3::date, (select max(valid_to) from closed),
        (select max(coalesce(valid_to, valid_from)) from list_entry where laborer_id = $1)), $4, $5, $6, $7, $8::smallint, $9::date
    where $2::text is not null and not exists (select from stays)
      and (exists (select from sure) or not exists (select from taken))
    on conflict (laborer_id) where valid_to is null do nothing
    returning id
  ), noted as (
    update laborer set version = version + 1, updated_at = now()
    where id = $1 and (exists (select from closed) or exists (select from opened))
  )
  select case when exists (select from sure)
      then $2::text is null or exists (select from stays) or exists (select from opened)
      else $2::text is null and not exists (select from taken) end as is_settled`;

/**
 * Takes over what sources say, for many. News that is older than what is known changes nothing: neither an
 * open entry that began later, nor a stay that ended later. @returns the keys of laborers whose list changed.
 */
export async function takeStatedEntries(
  sql: Sql,
  entries: readonly StatedEntry[],
  round = 1,
): Promise<Set<number>> {
  const rows = await sql.rows<{ laborer_id: number; is_sure: boolean }>(TAKE, [
    entries.map((entry) => entry.key),
    entries.map((entry) => entry.kind),
    entries.map((entry) => entry.validFrom),
    entries.map((entry) => entry.source),
    entries.map((entry) => entry.work?.placeCode ?? null),
    entries.map((entry) => entry.work?.employerName ?? null),
    entries.map((entry) => entry.work?.contractMonths ?? null),
    entries.map((entry) => entry.work?.contractUntil ?? null),
  ]);
  const moved = new Set(rows.flatMap((row) => (row.is_sure ? [row.laborer_id] : [])));
  const unsure = new Set(rows.flatMap((row) => (row.is_sure ? [] : [row.laborer_id])));
  if (unsure.size === 0) return moved;
  if (round === MAX_ROUNDS) throw new Error('lists of many: other writers were faster');
  const rest = entries.filter(({ key }) => unsure.has(key));
  return new Set([...moved, ...(await takeStatedEntries(sql, rest, round + 1))]);
}

/** As `MOVE`: whom another writer changed while this one waited is looked at again. */
const TAKE = `
  with given as materialized (
    select * from unnest($1::int[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::date[])
      as input(laborer_id, kind, valid_from, source, place_code, employer_name, contract_months, contract_until)
  ), known as materialized (
    select e.laborer_id, max(coalesce(e.valid_to, e.valid_from)) as newest,
      max(e.kind) filter (where e.valid_to is null) as open_kind
    from list_entry e join given using (laborer_id) group by e.laborer_id
  ), news as materialized (
    select given.* from given
    join laborer l on l.id = given.laborer_id and l.removed_on is null
    left join known using (laborer_id)
    where given.kind is distinct from known.open_kind
      and (known.newest is null or given.valid_from >= known.newest)
  ), taken as materialized (
    select id, version from laborer where id in (select laborer_id from news) order by id for update
  ), sure as materialized (
    select id from taken join laborer seen using (id, version)
  ), closed as (
    update list_entry e set valid_to = news.valid_from, end_reason = 'imported', end_source = news.source
    from news join sure on sure.id = news.laborer_id
    where e.laborer_id = news.laborer_id and e.valid_to is null
    returning e.laborer_id
  ), told as (
    update list_entry e
    set place_code = coalesce(e.place_code, given.place_code),
      employer_name = coalesce(e.employer_name, given.employer_name),
      contract_months = coalesce(e.contract_months, given.contract_months),
      contract_until = coalesce(e.contract_until, given.contract_until)
    from given join known on known.laborer_id = given.laborer_id and known.open_kind = given.kind
    where e.laborer_id = given.laborer_id and e.valid_to is null and given.kind = 'employed' and (
      (e.place_code is null and given.place_code is not null)
      or (e.employer_name is null and given.employer_name is not null)
      or (e.contract_months is null and given.contract_months is not null)
      or (e.contract_until is null and given.contract_until is not null))
    returning e.laborer_id
  ), opened as (
    insert into list_entry (laborer_id, kind, valid_from, reason, source, place_code, employer_name, contract_months,
      contract_until)
    select laborer_id, kind, valid_from, 'imported', source, place_code, employer_name, contract_months, contract_until
    from news
    where laborer_id in (select id from sure) and (select count(*) from closed) >= 0
    order by laborer_id
    on conflict (laborer_id) where valid_to is null do nothing
    returning laborer_id
  )
  select laborer_id, true as is_sure from opened union select laborer_id, true from told
  union select id, false from taken where id not in (select id from sure)`;

interface EntryRow {
  laborer_id: number;
  kind: ListKind;
  valid_from: string;
  valid_to: string | null;
  reason: ListReason;
  source: string;
}
