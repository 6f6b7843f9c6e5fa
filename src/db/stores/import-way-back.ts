import { keyOf, makeId, type AnyId, type ImportId } from '../../domain/ids.ts';
import type { RecordImages, Standing, Touched } from '../../flows/ports/import-store.ts';
import type { Sql } from '../sql.ts';

/** The tables that imports write, by the letter of their ids, with the rows that belong to a record. */
const FAMILIES = {
  L: { family: 'laborer', child: 'list_entry', parent: 'laborer_id', childKey: ['id'] },
  E: {
    family: 'employer',
    child: 'stability_evidence',
    parent: 'employer_id',
    childKey: ['employer_id', 'kind', 'dated'],
  },
  O: { family: 'opening', child: null, parent: null, childKey: [] },
} as const;
type Letter = keyof typeof FAMILIES;
type Family = (typeof FAMILIES)[Letter];

/**
 * Never put back from an image: keys and what follows from others. Ciphertexts are kept as bytes of their own, so that a
 * rotation of keys reaches them.
 */
const NOT_IN_IMAGE = ['id_number', 'id_number_hash', 'id_number_masked', 'phone'];
const NEVER_PUT_BACK = [...NOT_IN_IMAGE, 'id', 'version', 'created_at', 'updated_at'];

/** One record as it is kept: its row without ciphertexts, and its child rows. */
interface Image {
  readonly row: unknown;
  readonly children: unknown;
  readonly phone: Buffer | null;
  readonly id_number_hash: Buffer | null;
}

function familiesOf(
  ids: readonly AnyId[],
): { readonly family: Family; readonly letter: Letter; readonly keys: number[] }[] {
  // Ids of imports begin with one of the three letters.
  return (Object.keys(FAMILIES) as Letter[])
    .map((letter) => ({
      letter,
      family: FAMILIES[letter],
      keys: ids.filter((id) => id.startsWith(letter)).map((id) => keyOf(id)),
    }))
    .filter(({ keys }) => keys.length > 0);
}

/** Images of records as they are committed. */
export async function imagesOf(sql: Sql, ids: readonly AnyId[]): Promise<RecordImages> {
  const images: { id: AnyId; image: Image }[] = [];
  for (const { family, letter, keys } of familiesOf(ids)) {
    const children =
      family.child === null
        ? `'[]'::jsonb`
        : `(select coalesce(jsonb_agg(to_jsonb(c)), '[]') from ${family.child} c where c.${family.parent} = t.id)`;
    const secret =
      letter === 'L' ? 't.phone, t.id_number_hash' : 'null::bytea as phone, null::bytea as id_number_hash';
    const rows = await sql.rows<Image & { id: number }>(
      `select t.id, to_jsonb(t) - $2::text[] as row, ${children} as children, ${secret}
       from ${family.family} t where t.id = any($1)`,
      [keys, NOT_IN_IMAGE],
    );
    images.push(...rows.map(({ id, ...image }) => ({ id: makeId(letter, id), image })));
  }
  return images;
}

/** Writes down what an import touched, with the images of what it changed. */
export async function keepWayBack(
  sql: Sql,
  batch: ImportId,
  touched: readonly Touched[],
  before: RecordImages,
): Promise<void> {
  // `imagesOf` made them.
  const images = new Map(before.map(({ id, image }) => [id, image as Image]));
  for (const { family, letter, keys } of familiesOf(touched.map(({ id }) => id))) {
    const mine = touched.filter(({ id }) => id.startsWith(letter));
    const imageAt = ({ id, wasCreated }: Touched): Image | null =>
      wasCreated ? null : (images.get(id) ?? null);
    await sql.rows(
      `insert into import_touched (batch_id, family, subject_id, version_after, was_created, before, phone, id_number_hash)
       select $1, $2, given.id, t.version, given.was_created, given.before, given.phone, given.hash
       from unnest($3::int[], $4::boolean[], $5::jsonb[], $6::bytea[], $7::bytea[])
         as given(id, was_created, before, phone, hash)
       join ${family.family} t on t.id = given.id`,
      [
        keyOf(batch),
        family.family,
        keys,
        mine.map(({ wasCreated }) => wasCreated),
        mine.map((one) => {
          const image = imageAt(one);
          return image === null ? null : JSON.stringify({ row: image.row, children: image.children });
        }),
        mine.map((one) => imageAt(one)?.phone ?? null),
        mine.map((one) => imageAt(one)?.id_number_hash ?? null),
      ],
    );
  }
}

/** What stands on an import, so that it cannot be undone. Nothing: an empty list. */
export async function standing(sql: Sql, batch: number): Promise<readonly Standing[]> {
  const rows = await sql.rows<{ what: Standing['what']; count: number }>(STANDING, [batch]);
  return rows.filter(({ count }) => count > 0);
}

const STANDING = `
  with batch as (select applied_at from import_batch where id = $1),
  mine as materialized (select family, subject_id, version_after, was_created from import_touched where batch_id = $1)
  select 'later_change' as what, (
      (select count(*) from mine join laborer t on family = 'laborer' and t.id = subject_id and t.version <> version_after)
      + (select count(*) from mine join employer t on family = 'employer' and t.id = subject_id and t.version <> version_after)
      + (select count(*) from mine join opening t on family = 'opening' and t.id = subject_id and t.version <> version_after)
    )::int as count
  union all
  select 'referral', count(distinct (family, subject_id))::int from mine, batch, referral r
  where r.created_at >= applied_at
    and ((family = 'laborer' and r.laborer_id = subject_id) or (family = 'opening' and r.opening_id = subject_id))
  union all
  select 'fair', count(distinct (family, subject_id))::int from mine
  where was_created and ((family = 'laborer' and exists (select from fair_pairing f where f.laborer_id = subject_id))
    or (family = 'opening' and exists (select from fair_opening f where f.opening_id = subject_id)))
  union all
  select 'published', count(*)::int from mine, batch
  where family = 'laborer' and exists (
    select from recommendation c join match_run m on m.id = c.run_id
    where c.laborer_id = subject_id and m.state = 'published' and m.created_at >= applied_at)
  union all
  select 'opening', count(*)::int from mine
  where was_created and family = 'employer' and exists (
    select from opening o where subject_id in (o.employer_id, o.worksite_employer_id)
      and not exists (select from import_touched t
        where t.batch_id = $1 and t.family = 'opening' and t.was_created and t.subject_id = o.id))`;

/** Takes out what a batch made and puts back what it changed, openings before their employers. */
export async function restore(sql: Sql, batch: number): Promise<{ removed: number; restored: number }> {
  let removed = 0;
  let restored = 0;
  for (const letter of ['O', 'L', 'E'] as const) {
    const family = FAMILIES[letter];
    if (family.child !== null) await restoreChildren(sql, batch, family);
    const gone = await sql.rows(
      `delete from ${family.family} where id in (select subject_id from import_touched
         where batch_id = $1 and family = $2 and was_created) returning id`,
      [batch, family.family],
    );
    removed += gone.length;
    restored += await putBack(sql, batch, family);
  }
  return { removed, restored };
}

async function putBack(sql: Sql, batch: number, { family }: Family): Promise<number> {
  const columns = await columnsOf(sql, family, NEVER_PUT_BACK);
  const phone = family === 'laborer' ? ', phone = given.phone' : '';
  const rows = await sql.rows(
    `update ${family} t set ${columns.map((name) => `${name} = was.${name}`).join(', ')}${phone},
       version = t.version + 1, updated_at = now()
     from import_touched given, jsonb_populate_record(null::${family}, given.before -> 'row') was
     where given.batch_id = $1 and given.family = $2 and not given.was_created and t.id = given.subject_id
     returning t.id`,
    [batch, family],
  );
  return rows.length;
}

/** Child rows that were not there go, those that were there are as they were. */
async function restoreChildren(
  sql: Sql,
  batch: number,
  { family, child, parent, childKey }: Family,
): Promise<void> {
  if (child === null) return;
  const columns = await columnsOf(sql, child, childKey);
  const sameKey = childKey.map((name) => `c.${name} = was.${name}`).join(' and ');
  await sql.rows(
    `delete from ${child} c using import_touched g
     where g.batch_id = $1 and g.family = $2 and c.${parent} = g.subject_id and not exists (
       select from jsonb_populate_recordset(null::${child}, coalesce(g.before -> 'children', '[]')) was
       where ${sameKey})`,
    [batch, family],
  );
  await sql.rows(
    `update ${child} c set ${columns.map((name) => `${name} = was.${name}`).join(', ')}
     from import_touched g, jsonb_populate_recordset(null::${child}, g.before -> 'children') was
     where g.batch_id = $1 and g.family = $2 and not g.was_created and ${sameKey}`,
    [batch, family],
  );
}

async function columnsOf(sql: Sql, table: string, without: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `select column_name::text as name from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' and column_name <> all($2)`,
    [table, without],
  );
  return rows.map(({ name }) => name);
}
