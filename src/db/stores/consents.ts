import type { ConsentEntry, ConsentKind } from '../../domain/consent.ts';
import { keyOf, type LaborerId } from '../../domain/ids.ts';
import type { Sql } from '../sql.ts';

const COLUMNS: Readonly<Record<ConsentKind, string>> = {
  matching: 'match_consent',
  contact: 'contact_consent',
  naming: 'naming_consent',
};

interface Answer {
  readonly id: LaborerId;
  readonly consent: 'given' | 'withdrawn';
  readonly kind?: ConsentKind;
  readonly saidOn?: string;
}

/**
 * Writes an answer into the laborer's row; a trigger keeps the dated entry. The same answer as before is kept as an entry of its
 * own. @returns false for a laborer who is not there.
 */
export async function setConsent(sql: Sql, answer: Answer): Promise<boolean> {
  const column = COLUMNS[answer.kind ?? 'matching'];
  const isGiven = answer.consent === 'given';
  await sql.rows(`select set_config('longqiao.said_on', $1, true)`, [answer.saidOn ?? '']);
  const changed = await sql.rows(
    `update laborer set ${column} = $2, version = version + 1, updated_at = now()
     where id = $1 and removed_on is null and ${column} is distinct from $2 returning id`,
    [keyOf(answer.id), isGiven],
  );
  if (changed.length === 1) return true;
  const same = await sql.rows(
    `insert into consent_entry (laborer_id, kind, is_given, said_on, source, recorded_by)
     select id, $2, $3, coalesce($4::date, (now() at time zone 'Asia/Shanghai')::date),
       nullif(current_setting('longqiao.source', true), ''), nullif(current_setting('longqiao.actor', true), '')
     from laborer where id = $1 and removed_on is null returning id`,
    [keyOf(answer.id), answer.kind ?? 'matching', isGiven, answer.saidOn ?? null],
  );
  return same.length === 1;
}

/** What she said, oldest first. */
export async function consentEntries(sql: Sql, id: LaborerId): Promise<ConsentEntry[]> {
  const rows = await sql.rows<EntryRow>(
    `select kind, is_given, said_on, source, recorded_by, recorded_at from consent_entry
     where laborer_id = $1 order by id`,
    [keyOf(id)],
  );
  return rows.map((row) => ({
    kind: row.kind,
    consent: row.is_given ? 'given' : 'withdrawn',
    saidOn: row.said_on,
    source: row.source,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  }));
}

interface EntryRow {
  kind: ConsentKind;
  is_given: boolean;
  said_on: string;
  source: string | null;
  recorded_by: string | null;
  recorded_at: string;
}
