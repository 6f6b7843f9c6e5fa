import { say } from '../../domain/bilingual.ts';
import type { DistressLevel, Employer, EmployerKind, EmployerRecord } from '../../domain/employer.ts';
import { AppError } from '../../domain/errors.ts';
import { keyOf, makeId, type EmployerId } from '../../domain/ids.ts';
import type { EmployerStore } from '../../flows/ports/employer-store.ts';
import type { Page, PageRequest, Upserted } from '../../flows/ports/paging.ts';
import { bulkUpsert, replaceRow, type BulkRow, type BulkTable } from '../bulk-upsert.ts';
import { notFound, versionConflict } from '../faults.ts';
import { keyAfter, keysOf, pageOf } from '../pages.ts';
import type { Sql } from '../sql.ts';
import { SERVER } from './server-name.ts';
import { lastWords } from './last-words.ts';
import { addEvidence, evidenceOf, replaceEvidence, type EvidenceRow } from './evidence.ts';

const EMPLOYER_TABLE: BulkTable = {
  table: 'employer',
  keys: ['credit_code'],
  mayChange: 'true',
  columns: [
    { name: 'credit_code', type: 'text', merge: 'given' },
    { name: 'name', type: 'text', merge: 'given' },
    { name: 'kind', type: 'text', merge: 'given' },
    { name: 'industry', type: 'text', merge: 'given' },
    { name: 'founded_on', type: 'date', merge: 'given' },
  ],
};

/** Employers with their dated facts and their open distress case. */
export function employerStore(sql: Sql): EmployerStore {
  return {
    upsert: async (records) => await upsert(sql, records),
    find: async (ids) =>
      await select(
        sql,
        `join unnest($1::int[]) with ordinality as wanted(id, place) on wanted.id = e.id
        order by wanted.place`,
        [keysOf(ids)],
      ),
    findByCreditCode: async (codes) => await findByCreditCode(sql, codes),
    list: async (filter, page) => await list(sql, filter.kind, page),
    replace: async (id, record, version) => await replace(sql, { id, record, version }),
    remove: async (id) => await remove(sql, id),
    setDistress: async (id, level, date, evidence) => {
      await setDistress(sql, { id, level, date, evidence });
    },
    stamp: async () => await stamp(sql),
    all: async () => await select(sql, 'order by e.id', []),
  };
}

async function upsert(
  sql: Sql,
  records: readonly EmployerRecord[],
): Promise<readonly Upserted<EmployerId>[]> {
  const batch = lastWords(records, (record) => record.creditCode, mergeRecords);
  const written = await bulkUpsert(sql, EMPLOYER_TABLE, batch.distinct, employerRow);
  const changed = await addEvidence(
    sql,
    batch.distinct.map((record, at) => ({ key: written[at]?.id ?? 0, evidence: record.evidence })),
  );
  const touched = written
    .filter((row) => row.outcome === 'unchanged' && changed.has(row.id))
    .map((row) => row.id);
  if (touched.length > 0) await bumpVersions(sql, touched);
  return batch.outcomes(written).map((row) => ({
    id: makeId('E', row.id),
    outcome: row.outcome === 'unchanged' && changed.has(row.id) ? 'updated' : row.outcome,
  }));
}

function mergeRecords(earlier: EmployerRecord, later: EmployerRecord): EmployerRecord {
  return {
    ...later,
    industry: later.industry ?? earlier.industry,
    foundedOn: later.foundedOn ?? earlier.foundedOn,
    evidence: [...earlier.evidence, ...later.evidence],
  };
}

function employerRow(record: EmployerRecord): BulkRow {
  return {
    credit_code: record.creditCode,
    name: record.name,
    kind: record.kind,
    industry: record.industry ?? null,
    founded_on: record.foundedOn ?? null,
  };
}

async function bumpVersions(sql: Sql, keys: readonly number[]): Promise<void> {
  await sql.rows('update employer set version = version + 1, updated_at = now() where id = any($1)', [keys]);
}

interface EmployerRow {
  id: number;
  credit_code: string;
  name: string;
  kind: EmployerKind;
  industry: string | null;
  founded_on: string | null;
  version: number;
  distress: DistressLevel | null;
  evidence: EvidenceRow[] | null;
}

async function select(sql: Sql, rest: string, parameters: readonly unknown[]): Promise<Employer[]> {
  const rows = await sql.rows<EmployerRow>(
    `select e.id, e.credit_code, e.name, e.kind, e.industry, e.founded_on, e.version, d.level as distress, f.evidence
     from employer e
     left join distress_case d on d.employer_id = e.id and d.closed_on is null
     left join lateral (
       select json_agg(json_build_object('kind', kind, 'dated', dated, 'ended', ended, 'people', people,
         'placed', placed) order by kind collate "C", dated) as evidence
       from stability_evidence where employer_id = e.id
     ) f on true
     ${rest}`,
    parameters,
  );
  return rows.map(employerOf);
}

async function stamp(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ stamp: string }>(
    `select concat_ws(' ', ${SERVER}, coalesce(sum(changes), 0)) as stamp from change_mark
     where family in ('employer', 'stability_evidence', 'distress_case')`,
  );
  return row?.stamp ?? '';
}

function employerOf(row: EmployerRow): Employer {
  return {
    id: makeId('E', row.id),
    creditCode: row.credit_code,
    name: row.name,
    kind: row.kind,
    industry: row.industry ?? undefined,
    foundedOn: row.founded_on ?? undefined,
    evidence: (row.evidence ?? []).map(evidenceOf),
    distress: row.distress,
    version: row.version,
  };
}

async function findByCreditCode(
  sql: Sql,
  codes: readonly string[],
): Promise<ReadonlyMap<string, EmployerId>> {
  const rows = await sql.rows<{ id: number; credit_code: string }>(
    'select id, credit_code from employer where credit_code = any($1)',
    [codes],
  );
  return new Map(rows.map((row) => [row.credit_code, makeId('E', row.id)]));
}

async function list(sql: Sql, kind: EmployerKind | undefined, page: PageRequest): Promise<Page<Employer>> {
  const rows = await select(
    sql,
    'where e.id > $1 and ($3::text is null or e.kind = $3) order by e.id limit $2',
    [keyAfter('E', page), page.limit + 1, kind ?? null],
  );
  return pageOf(rows, page);
}

interface Replacement {
  readonly id: EmployerId;
  readonly record: EmployerRecord;
  readonly version: number;
}

/** Facts that the new record does not name are gone: that is how a wrong one is mended. */
async function replace(sql: Sql, { id, record, version }: Replacement): Promise<Employer> {
  const target = { key: keyOf(id), version, row: employerRow(record) };
  const isDone = await replaceRow(sql, EMPLOYER_TABLE, target).catch((error: unknown) => {
    throw isTaken(error) ? codeTaken(record.creditCode, error) : error;
  });
  if (isDone) await replaceEvidence(sql, keyOf(id), record.evidence);
  const [employer] = await select(sql, 'where e.id = $1', [keyOf(id)]);
  if (employer === undefined) throw unknownEmployer(id);
  if (!isDone) throw versionConflict(id, version);
  return employer;
}

async function remove(sql: Sql, id: EmployerId): Promise<boolean> {
  const [row] = await sql.rows<{ is_used: boolean }>(
    `with used as (
       select exists (select from opening where employer_id = $1 or worksite_employer_id = $1) as is_used
     ), gone as (
       delete from employer where id = $1 and not (select is_used from used) returning id
     )
     select is_used from used where is_used or exists (select from gone)`,
    [keyOf(id)],
  );
  if (row?.is_used === true) throw inUse(id);
  return row !== undefined;
}

interface Distress {
  readonly id: EmployerId;
  readonly level: DistressLevel | null;
  readonly date: string;
  readonly evidence: string;
}

async function setDistress(sql: Sql, { id, level, date, evidence }: Distress): Promise<void> {
  const done = level === null ? CLOSE_DISTRESS : OPEN_DISTRESS;
  const parameters = level === null ? [keyOf(id), date, evidence] : [keyOf(id), date, evidence, level];
  const rows = await sql.rows(done, parameters);
  if (rows.length === 0) throw unknownEmployer(id);
}

const OPEN_DISTRESS = `
  with target as (
    update employer set version = version + 1, updated_at = now() where id = $1 returning id
  ), opened as (
    insert into distress_case (employer_id, level, evidence, opened_on)
    select id, $4, $3, $2::date from target
    on conflict (employer_id) where closed_on is null do update
    set level = excluded.level, evidence = excluded.evidence
  )
  select id from target`;

const CLOSE_DISTRESS = `
  with target as (
    update employer set version = version + 1, updated_at = now() where id = $1 returning id
  ), closed as (
    update distress_case set closed_on = greatest($2::date, opened_on), closing_evidence = $3
    where employer_id in (select id from target) and closed_on is null
  )
  select id from target`;

function isTaken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'ALREADY_EXISTS';
}

function codeTaken(creditCode: string, cause: unknown): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'CREDIT_CODE_TAKEN',
    message: say(
      `统一社会信用代码 ${creditCode} 已属于另一家单位`,
      `The credit code ${creditCode} belongs to another employer`,
    ),
    remedy: say('检查代码，或修改已有的单位', 'Check the code, or change the employer that has it'),
    cause,
  });
}

function inUse(id: EmployerId): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'EMPLOYER_IN_USE',
    message: say(`${id} 还有岗位，不能删除`, `${id} still has openings and cannot be removed`),
    remedy: say('撤回岗位即可停止推荐', 'Withdraw its openings to stop recommending it'),
  });
}

function unknownEmployer(id: EmployerId): AppError {
  return notFound('EMPLOYER_UNKNOWN', say(`没有用人单位 ${id}`, `There is no employer ${id}`));
}
