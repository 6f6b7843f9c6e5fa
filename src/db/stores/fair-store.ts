import type { AreaPrefix } from '../../domain/area.ts';
import type { JobFair, Pairing } from '../../domain/fair.ts';
import { keyOf, makeId, type FairId } from '../../domain/ids.ts';
import type { FairStore } from '../../flows/ports/fair-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { FairOpeningEntity, JobFairEntity } from '../entities/job-fair.ts';
import { keyAfter, pageOf } from '../pages.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Job fairs with their booths and pairings. */
export function fairStore(sql: Sql): FairStore {
  return {
    create: async (fair) => await create(sql, fair),
    find: async (id) => (await select(sql, 'where j.id = $1', [keyOf(id)]))[0] ?? null,
    list: async (page, scope) => await list(sql, page, scope),
    savePairings: async (id, given) => {
      await savePairings(sql, id, given);
    },
    pairings: async (id) => await pairings(sql, id),
  };
}

/**
 * @throws AppError `REFERENCE_UNKNOWN` for an unknown opening; in the caller's transaction, so nothing is
 * left.
 */
async function create(sql: Sql, fair: Omit<JobFair, 'id'>): Promise<FairId> {
  const { name, heldOn, areaCode } = fair;
  return await sql.entities(async (db) => {
    const row = await db.save(JobFairEntity, { name, heldOn, areaCode });
    const openings = fair.openings.map(({ openingId, booth, places }) => ({
      fairId: row.id,
      openingId: keyOf(openingId),
      booth,
      places,
    }));
    await db.insert(FairOpeningEntity, openings);
    return makeId('J', row.id);
  });
}

interface FairRow {
  id: number;
  name: string;
  held_on: string;
  area_code: string;
  openings: { opening: number; booth: number; places: number }[] | null;
}

async function select(sql: Sql, rest: string, parameters: readonly unknown[]): Promise<JobFair[]> {
  const rows = await sql.rows<FairRow>(
    `select j.id, j.name, j.held_on, j.area_code, o.openings from job_fair j
     left join lateral (
       select json_agg(json_build_object('opening', opening_id, 'booth', booth, 'places', places)
         order by booth, opening_id) as openings
       from fair_opening where fair_id = j.id
     ) o on true ${rest}`,
    parameters,
  );
  return rows.map(fairOf);
}

function fairOf(row: FairRow): JobFair {
  return {
    id: makeId('J', row.id),
    name: row.name,
    heldOn: row.held_on,
    areaCode: row.area_code,
    openings: (row.openings ?? []).map(({ opening, booth, places }) => ({
      openingId: makeId('O', opening),
      booth,
      places,
    })),
  };
}

async function list(
  sql: Sql,
  page: PageRequest,
  scope: readonly AreaPrefix[] = [''],
): Promise<Page<JobFair>> {
  const inside = insideScope('j.area_code', scope, 3);
  const rows = await select(sql, `where j.id > $1 and ${inside.sql} order by j.id limit $2`, [
    keyAfter('J', page),
    page.limit + 1,
    ...inside.parameters,
  ]);
  return pageOf(rows, page);
}

/** Makes the pairings of a fair exactly these. A laborer can be in one slot once. */
async function savePairings(sql: Sql, id: FairId, given: readonly Pairing[]): Promise<void> {
  await sql.rows(SAVE_PAIRINGS, [
    keyOf(id),
    given.map((pairing) => keyOf(pairing.laborerId)),
    given.map((pairing) => keyOf(pairing.openingId)),
    given.map((pairing) => pairing.booth),
    given.map((pairing) => pairing.slot),
    given.map((pairing) => pairing.score),
  ]);
}

/** Rows that stay are changed in place: one statement may not delete and insert the same key. */
const SAVE_PAIRINGS = `
  with given as materialized (
    select * from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[])
      as input(laborer_id, opening_id, booth, slot, score)
  ), gone as (
    delete from fair_pairing p where fair_id = $1
      and not exists (select from given g where g.laborer_id = p.laborer_id and g.slot = p.slot)
  )
  insert into fair_pairing (fair_id, laborer_id, opening_id, booth, slot, score)
  select $1, laborer_id, opening_id, booth, slot, score from given
  on conflict (fair_id, laborer_id, slot) do update
  set opening_id = excluded.opening_id, booth = excluded.booth, score = excluded.score`;

/** By booth, then slot. */
async function pairings(sql: Sql, id: FairId): Promise<Pairing[]> {
  const rows = await sql.rows<PairingRow>(
    `select laborer_id, opening_id, booth, slot, score from fair_pairing
     where fair_id = $1 order by booth, slot, laborer_id`,
    [keyOf(id)],
  );
  return rows.map((row) => ({
    laborerId: makeId('L', row.laborer_id),
    openingId: makeId('O', row.opening_id),
    booth: row.booth,
    slot: row.slot,
    score: row.score,
  }));
}

interface PairingRow {
  laborer_id: number;
  opening_id: number;
  booth: number;
  slot: number;
  score: number;
}
