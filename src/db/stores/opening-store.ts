import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { keyOf, makeId, type OpeningId } from '../../domain/ids.ts';
import type { Opening, OpeningRecord } from '../../domain/opening.ts';
import type {
  OpeningFilter,
  OpeningInput,
  OpeningMarks,
  OpeningStore,
} from '../../flows/ports/opening-store.ts';
import type { Page, PageRequest, Upserted } from '../../flows/ports/paging.ts';
import { bulkUpsert, replaceRow, type BulkRow, type BulkTable } from '../bulk-upsert.ts';
import { notFound, versionConflict } from '../faults.ts';
import { keyAfter, keysOf, pageOf } from '../pages.ts';
import { naturalKey, openingOf, openingRow, OPENING_TABLE, type OpeningRow } from '../rows/opening-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { SERVER } from './server-name.ts';
import { lastWords } from './last-words.ts';

/** Openings with their requirements and gates, which are read and written with them. */
export function openingStore(sql: Sql): OpeningStore {
  return {
    upsert: async (inputs) => await upsert(sql, inputs),
    find: async (ids) => await find(sql, ids),
    list: async (filter, page) => await list(sql, filter, page),
    replace: async (id, record, version) => await replace(sql, { id, record, version }),
    withdraw: async (id) => await withdraw(sql, id),
    addFilled: async (id, places) => {
      await addFilled(sql, id, places);
    },
    stamp: async () => await stamp(sql),
    marks: async () => await marks(sql),
    forMatching: async (ids) => await forMatching(sql, ids),
    count: async () => {
      const [row] = await sql.rows<{ count: number }>('select count(*) as count from opening');
      return row?.count ?? 0;
    },
  };
}

async function upsert(sql: Sql, inputs: readonly OpeningInput[]): Promise<readonly Upserted<OpeningId>[]> {
  const employers = await employerKeys(sql, inputs);
  const batch = lastWords(inputs, identityOf, mergeInputs);
  const toRow = (input: OpeningInput): BulkRow => ({
    ...openingRow(input.record),
    employer_id: keyAt(employers, input.employerCreditCode),
    worksite_employer_id: keyAt(employers, input.worksiteCreditCode),
  });
  const written = await bulkUpsert(sql, OPENING_TABLE, batch.distinct, toRow);
  return batch.outcomes(written).map((row) => ({ ...row, id: makeId('O', row.id) }));
}

function identityOf({ employerCreditCode, record }: OpeningInput): string {
  return `${employerCreditCode} ${naturalKey(record)}`;
}

function mergeInputs(earlier: OpeningInput, later: OpeningInput): OpeningInput {
  const record: OpeningRecord = {
    ...earlier.record,
    ...told(later.record),
    filled: Math.max(earlier.record.filled, later.record.filled),
    isWithdrawn: earlier.record.isWithdrawn || later.record.isWithdrawn,
    bars: { ...earlier.record.bars, ...told(later.record.bars) },
  };
  return { ...later, record };
}

/** Without the fields that are `undefined`: they keep what is known. */
function told<Fields extends object>(fields: Fields): Partial<Fields> {
  // Dropping fields leaves a part of them.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}

async function employerKeys(sql: Sql, inputs: readonly OpeningInput[]): Promise<ReadonlyMap<string, number>> {
  const codes = new Set(inputs.flatMap((input) => [input.employerCreditCode, input.worksiteCreditCode]));
  const rows = await sql.rows<{ id: number; credit_code: string }>(
    'select id, credit_code from employer where credit_code = any($1)',
    [[...codes]],
  );
  return new Map(rows.map((row) => [row.credit_code, row.id]));
}

function keyAt(employers: ReadonlyMap<string, number>, creditCode: string): number {
  const key = employers.get(creditCode);
  if (key !== undefined) return key;
  throw new AppError({
    kind: 'invalid_input',
    code: 'EMPLOYER_UNKNOWN',
    message: say(`没有代码为 ${creditCode} 的用人单位`, `There is no employer with the code ${creditCode}`),
    remedy: say('先导入用人单位', 'Import its employer first'),
  });
}

async function find(sql: Sql, ids: readonly OpeningId[]): Promise<Opening[]> {
  const rows = await sql.rows<OpeningRow>(
    `select o.* from opening o join unnest($1::int[]) with ordinality as wanted(id, place) on wanted.id = o.id
     order by wanted.place`,
    [keysOf(ids)],
  );
  return rows.map(openingOf);
}

/** Withdrawn ones are listed too; `openOn` leaves them out. */
async function list(sql: Sql, filter: OpeningFilter, page: PageRequest): Promise<Page<Opening>> {
  const inside = insideScope('o.place_code', [filter.area ?? ''], 6);
  const rows = await sql.rows<OpeningRow>(
    `select o.* from opening o
     where o.id > $1 and ($3::text is null or o.occupation = $3)
       and ($4::int is null or $4 in (o.employer_id, o.worksite_employer_id))
       and ($5::date is null or (not o.is_withdrawn and o.filled < o.headcount
         and (o.opens_on is null or o.opens_on <= $5) and (o.closes_on is null or o.closes_on >= $5)))
       and ${inside.sql}
     order by o.id limit $2`,
    [
      keyAfter('O', page),
      page.limit + 1,
      filter.occupation ?? null,
      filter.employerId === undefined ? null : keyOf(filter.employerId),
      filter.openOn ?? null,
      ...inside.parameters,
    ],
  );
  return pageOf(rows.map(openingOf), page);
}

interface Replacement {
  readonly id: OpeningId;
  readonly record: OpeningRecord;
  readonly version: number;
}

/** Its employers stay: an opening of another employer is another opening. */
const REPLACED_TABLE: BulkTable = {
  ...OPENING_TABLE,
  columns: OPENING_TABLE.columns.filter(({ name }) => !name.endsWith('employer_id')),
};

async function replace(sql: Sql, { id, record, version }: Replacement): Promise<Opening> {
  const isDone = await replaceRow(sql, REPLACED_TABLE, { key: keyOf(id), version, row: openingRow(record) });
  const [opening] = await find(sql, [id]);
  if (opening === undefined) throw unknownOpening(id);
  if (!isDone) throw versionConflict(id, version);
  return opening;
}

async function withdraw(sql: Sql, id: OpeningId): Promise<boolean> {
  const rows = await sql.rows(
    `with target as (select id from opening where id = $1),
     withdrawn as (
       update opening set is_withdrawn = true, version = version + 1, updated_at = now()
       where id = $1 and not is_withdrawn
     )
     select id from target`,
    [keyOf(id)],
  );
  return rows.length === 1;
}

async function addFilled(sql: Sql, id: OpeningId, places: number): Promise<void> {
  const rows = await sql.rows(
    `update opening set filled = greatest(0, filled + $2::int), version = version + 1, updated_at = now()
     where id = $1 returning id`,
    [keyOf(id), places],
  );
  if (rows.length === 0) throw unknownOpening(id);
}

/** Openings that are read at once: rows that are mapped soon are let go young, which costs the collector nothing. */
const BATCH = 4_000;

async function forMatching(sql: Sql, ids?: readonly OpeningId[]): Promise<Opening[]> {
  const found: Opening[] = [];
  const only = ids === undefined ? [] : [keysOf(ids)];
  let after = 0;
  for (;;) {
    const rows = await sql.rows<OpeningRow>(
      `select o.* from opening o
       where not o.is_withdrawn and o.id > $1 ${ids === undefined ? '' : 'and o.id = any($2)'}
       order by o.id limit ${BATCH}`,
      [after, ...only],
    );
    for (const row of rows) found.push(openingOf(row));
    if (rows.length < BATCH) return found;
    after = rows.at(-1)?.id ?? after;
  }
}

/**
 * By the transaction that wrote a row and the place where it lies: whoever changes a row writes it anew (PostgreSQL, "System
 * Columns"). By COPY as text, which is read fastest.
 */
async function marks(sql: Sql): Promise<OpeningMarks> {
  const chunks: Buffer[] = [];
  await sql.copyOut(
    `copy (select '', ${SERVER} union all
       select * from (select id::text, xmin || ' ' || ctid from opening where not is_withdrawn order by opening.id) rows) to stdout`,
    (chunk) => {
      chunks.push(chunk);
    },
  );
  const [server = '', ...lines] = Buffer.concat(chunks).toString('latin1').split('\n');
  const byId = new Map<OpeningId, string>();
  for (const line of lines) {
    const tab = line.indexOf('\t');
    if (tab > 0) byId.set(`O${Number(line.slice(0, tab))}`, line.slice(tab + 1));
  }
  return { of: server, byId };
}

/** The counts of changed statements by table (see the migration of change marks). */
async function stamp(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ stamp: string | null }>(
    `select string_agg(family || ':' || changes, ' ' order by family collate "C") as stamp
     from (select family, sum(changes) as changes from change_mark group by family) marks`,
  );
  return row?.stamp ?? '';
}

function unknownOpening(id: OpeningId): AppError {
  return notFound('OPENING_UNKNOWN', say(`没有岗位 ${id}`, `There is no opening ${id}`));
}
