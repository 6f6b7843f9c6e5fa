import { keyOf, makeId, type LaborerId } from '../../domain/ids.ts';
import type { ServiceRecord } from '../../domain/person-file.ts';
import { RETENTION_RULES, type RetentionRuleName } from '../../domain/retention.ts';
import type { PersonStore } from '../../flows/ports/person-store.ts';
import { keysOf } from '../pages.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';
import { ID_NUMBER_HASH } from './laborer-cells.ts';
import { everythingOf } from './person-everything.ts';
import { heldBy, IS_HELD } from './person-holds.ts';
import { tablesOfPeople, type PersonTable } from './person-tables.ts';
import { HOLD_RECONCILIATIONS } from './reconciliation-store.ts';

/** All that is held on a person, and its deletion; which tables these are is read from the schema. */
export function personStore(sql: Sql, crypto: PersonalCrypto): PersonStore {
  return {
    find: async (idNumber) => {
      const [row] = await sql.rows<{ id: number; home_code: string }>(
        'select id, home_code from laborer where id_number_hash = $1',
        [crypto.hash(idNumber, ID_NUMBER_HASH)],
      );
      return row === undefined ? null : { id: makeId('L', row.id), homeCode: row.home_code };
    },
    everything: async (id) => await everythingOf(sql, crypto, id),
    heldBy: async (id) => await heldBy(sql, keyOf(id)),
    erase: async (ids) => await erase(sql, ids),
    expired: async (limit) => {
      await sql.rows(HOLD_RECONCILIATIONS);
      const rows = await sql.rows<{ id: number }>(
        `select id from laborer where ${EXPIRED.removed_laborer} order by id limit $1`,
        [limit],
      );
      return rows.map((row) => makeId('L', row.id));
    },
    countExpired: async (rule) => {
      const [row] = await sql.rows<{ rows: number }>(
        `select count(*) as rows from ${TABLE[rule]} where ${EXPIRED[rule]}`,
      );
      return { rule, rows: row?.rows ?? 0 };
    },
    deleteExpired: async (rule) => {
      const [row] = await sql.rows<{ rows: number }>(
        `with gone as (delete from ${TABLE[rule]} where ${EXPIRED[rule]} returning 1) select count(*) as rows from gone`,
      );
      return { rule, rows: row?.rows ?? 0 };
    },
    serviceRecords: async (scope, limit) => await serviceRecords(sql, scope, limit),
  };
}

const TABLE: Readonly<Record<RetentionRuleName, string>> = {
  service_record: 'service_record',
  removed_laborer: 'laborer',
  notification: 'notification',
  outbox: 'outbox',
};

const TODAY = `(now() at time zone 'Asia/Shanghai')::date`;

/** SQL that is true for a row older than its rule. */
const EXPIRED: Readonly<Record<RetentionRuleName, string>> = {
  service_record: `given_on < ${TODAY} - interval '${RETENTION_RULES.service_record.keepFor}'`,
  removed_laborer: `removed_on < ${TODAY} - interval '${RETENTION_RULES.removed_laborer.keepFor}' and not (${IS_HELD})`,
  notification: `created_at < now() - interval '${RETENTION_RULES.notification.keepFor}'`,
  outbox: `coalesce(sent_at, dead_at) < now() - interval '${RETENTION_RULES.outbox.keepFor}'`,
};

/** Rows go before the rows that they refer to. */
async function erase(sql: Sql, ids: readonly LaborerId[]): Promise<number> {
  if (ids.length === 0) return 0;
  const noted = await sql.rows(NOTE_SERVICES, [keysOf(ids)]);
  const tables: PersonTable[] = [...(await tablesOfPeople(sql))].toReversed();
  for (const { table, where } of tables) {
    await sql.rows(`delete from ${table} t where ${where.replaceAll('= $1', '= any($1::int[])')}`, [
      keysOf(ids),
    ]);
  }
  return noted.length;
}

const NOTE_SERVICES = `
  with people as materialized (
    select id, county_code, gen_random_uuid() as person from laborer where id = any($1::int[])
  ), services as (
    select laborer_id, 'list' as service, kind || ' ' || reason as detail, valid_from as given_on from list_entry
    union all
    select laborer_id, 'referral', state, (updated_at at time zone 'Asia/Shanghai')::date from referral
    union all
    select p.laborer_id, 'fair', f.area_code, f.held_on from fair_pairing p join job_fair f on f.id = p.fair_id
  )
  insert into service_record (person, county_code, service, detail, given_on)
  select p.person, p.county_code, s.service, s.detail, s.given_on
  from people p join services s on s.laborer_id = p.id
  where s.given_on >= ${TODAY} - interval '${RETENTION_RULES.service_record.keepFor}'
  order by s.given_on, p.person
  returning id`;

async function serviceRecords(
  sql: Sql,
  scope: readonly string[],
  limit: number,
): Promise<readonly ServiceRecord[]> {
  const inside = insideScope('county_code', scope, 2);
  const rows = await sql.rows<{
    id: number;
    person: string;
    county_code: string;
    service: ServiceRecord['service'];
    detail: string;
    given_on: string;
  }>(
    `select id, person, county_code, service, detail, given_on from service_record where ${inside.sql}
     order by id desc limit $1`,
    [limit, ...inside.parameters],
  );
  return rows.map((row) => ({
    id: row.id,
    person: row.person,
    countyCode: row.county_code,
    service: row.service,
    detail: row.detail,
    givenOn: row.given_on,
  }));
}
