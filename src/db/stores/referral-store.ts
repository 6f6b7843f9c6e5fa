import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { keyOf, makeId, type BrokerId, type LaborerId, type ReferralId } from '../../domain/ids.ts';
import {
  isOpen,
  REFERRAL_STATES,
  type ContactResult,
  type EmployerRefusalReason,
  type Referral,
  type ReferralState,
  type RefusalReason,
} from '../../domain/referral.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import type { ReferralStore } from '../../flows/ports/referral-store.ts';
import { notFound, versionConflict } from '../faults.ts';
import { keyAfter, pageOf } from '../pages.ts';
import { pastRefusalOf, type RefusalRow } from '../rows/laborer-rows.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Referrals, and the contact lock that one broker holds on a laborer. */
export function referralStore(sql: Sql): ReferralStore {
  return {
    create: async (input) => await create(sql, input),
    find: async (id) => (await select(sql, 'where f.id = $1', [keyOf(id)]))[0] ?? null,
    list: async (filter, page) => await list(sql, filter, page),
    update: async (referral, fieldFingerprint) => await update(sql, referral, fieldFingerprint),
    lockHolder: async (id) => await lockHolder(sql, id),
    takeLock: async (id, brokerId) => await takeLock(sql, id, brokerId),
    releaseLock: async (id, brokerId) => {
      await sql.rows('delete from contact_lock where laborer_id = $1 and broker_id = $2', [
        keyOf(id),
        keyOf(brokerId),
      ]);
    },
    openOf: async (id) =>
      await select(sql, 'where f.laborer_id = $1 and f.state = any($2) order by f.id', [
        keyOf(id),
        OPEN_STATES,
      ]),
    refusalsOf: async (id, since) => {
      const rows = await sql.rows<RefusalRow>(
        `select opening_id, refused_on, refusal_reason, coalesce(field_fingerprint, '') as field_fingerprint
         from referral where laborer_id = $1 and state = 'refused' and refused_on >= $2 order by refused_on, id`,
        [keyOf(id), since],
      );
      return rows.map(pastRefusalOf);
    },
  };
}

const OPEN_STATES = REFERRAL_STATES.filter(isOpen);

/** @throws AppError `REFERRAL_OPEN` when the pair has a referral that has not ended; `REFERENCE_UNKNOWN`. */
async function create(sql: Sql, input: Parameters<ReferralStore['create']>[0]): Promise<Referral> {
  const [row] = await sql.rows<ReferralRow>(
    `insert into referral (laborer_id, opening_id, broker_id) values ($1, $2, $3)
     on conflict do nothing returning *`,
    [keyOf(input.laborerId), keyOf(input.openingId), keyOf(input.brokerId)],
  );
  if (row !== undefined) return referralOf(row);
  throw new AppError({
    kind: 'conflict',
    code: 'REFERRAL_OPEN',
    message: say(
      `${input.laborerId} 与 ${input.openingId} 已有进行中的介绍`,
      `${input.laborerId} and ${input.openingId} already have an open referral`,
    ),
    remedy: say('继续已有的那一条', 'Go on with the one that is there'),
  });
}

async function list(
  sql: Sql,
  filter: Parameters<ReferralStore['list']>[0],
  page: PageRequest,
): Promise<Page<Referral>> {
  const inside = insideScope('l.home_code', filter.scope, 6);
  const rows = await select(
    sql,
    `join laborer l on l.id = f.laborer_id
     where f.id > $1 and ($3::int is null or f.broker_id = $3) and ($4::int is null or f.laborer_id = $4)
       and ($5::text is null or f.state = $5) and ${inside.sql}
     order by f.id limit $2`,
    [
      keyAfter('F', page),
      page.limit + 1,
      filter.brokerId === undefined ? null : keyOf(filter.brokerId),
      filter.laborerId === undefined ? null : keyOf(filter.laborerId),
      filter.state ?? null,
      ...inside.parameters,
    ],
  );
  return pageOf(rows, page);
}

/** The day of a refusal is the day in Gansu on which it was noted. */
async function update(sql: Sql, referral: Referral, fieldFingerprint: string | null): Promise<Referral> {
  const [row] = await sql.rows<ReferralRow>(UPDATE, [
    keyOf(referral.id),
    referral.version,
    referral.state,
    referral.contactResult,
    referral.refusalReason,
    referral.employerRefusalReason,
    fieldFingerprint,
  ]);
  if (row !== undefined) return referralOf(row);
  const [known] = await select(sql, 'where f.id = $1', [keyOf(referral.id)]);
  if (known !== undefined) throw versionConflict(referral.id, referral.version);
  throw notFound('REFERRAL_UNKNOWN', say(`没有介绍 ${referral.id}`, `There is no referral ${referral.id}`));
}

const UPDATE = `
  update referral
  set state = $3, contact_result = $4, refusal_reason = $5, employer_refusal_reason = $6, field_fingerprint = $7,
    refused_on = case when $3 <> 'refused' then null
      else coalesce(refused_on, (now() at time zone 'Asia/Shanghai')::date) end,
    updated_at = now(), version = version + 1
  where id = $1 and version = $2
  returning *`;

async function lockHolder(sql: Sql, id: LaborerId): Promise<BrokerId | null> {
  const [row] = await sql.rows<{ broker_id: number }>(
    'select broker_id from contact_lock where laborer_id = $1',
    [keyOf(id)],
  );
  return row === undefined ? null : makeId('B', row.broker_id);
}

async function takeLock(sql: Sql, id: LaborerId, brokerId: BrokerId): Promise<boolean> {
  const rows = await sql.rows(
    `insert into contact_lock (laborer_id, broker_id) values ($1, $2)
     on conflict (laborer_id) do update set broker_id = excluded.broker_id
     where contact_lock.broker_id = excluded.broker_id
     returning laborer_id`,
    [keyOf(id), keyOf(brokerId)],
  );
  return rows.length === 1;
}

async function select(sql: Sql, rest: string, parameters: readonly unknown[]): Promise<Referral[]> {
  const rows = await sql.rows<ReferralRow>(`select f.* from referral f ${rest}`, parameters);
  return rows.map(referralOf);
}

interface ReferralRow {
  id: number;
  laborer_id: number;
  opening_id: number;
  broker_id: number;
  state: ReferralState;
  contact_result: ContactResult | null;
  refusal_reason: RefusalReason | null;
  employer_refusal_reason: EmployerRefusalReason | null;
  created_at: string;
  updated_at: string;
  version: number;
}

function referralOf(row: ReferralRow): Referral {
  const id: ReferralId = makeId('F', row.id);
  return {
    id,
    laborerId: makeId('L', row.laborer_id),
    openingId: makeId('O', row.opening_id),
    brokerId: makeId('B', row.broker_id),
    state: row.state,
    contactResult: row.contact_result,
    refusalReason: row.refusal_reason,
    employerRefusalReason: row.employer_refusal_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
