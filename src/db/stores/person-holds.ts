import { makeId, type ImportId, type ReconciliationId } from '../../domain/ids.ts';
import type { Sql } from '../sql.ts';
import { DEAD_AFTER, HOLD_RECONCILIATIONS } from './reconciliation-store.ts';

const OPEN_IMPORTS = `select b.id from import_row r join import_batch b on b.id = r.batch_id
  where b.state in ('checked', 'reviewed') and r.id_hash = laborer.id_number_hash`;

const RUNNING_RECONCILIATIONS = `select q.id from reconciliation_row r join reconciliation q on q.id = r.reconciliation_id
  where q.state = 'running' and q.started_at > now() - ${DEAD_AFTER} and r.id_hash = laborer.id_number_hash`;

/** SQL over `laborer`: true while something that is under way has a row of her. */
export const IS_HELD = `exists (${OPEN_IMPORTS}) or exists (${RUNNING_RECONCILIATIONS})`;

/** What is under way with a row of her; until the transaction ends no reconciliation starts. */
export async function heldBy(sql: Sql, key: number): Promise<readonly (ImportId | ReconciliationId)[]> {
  await sql.rows(HOLD_RECONCILIATIONS);
  const rows = await sql.rows<{ letter: 'I' | 'Q'; id: number }>(
    `select distinct held.letter, held.id from laborer, lateral (
       select 'I' as letter, i.id from (${OPEN_IMPORTS}) i union all select 'Q', q.id from (${RUNNING_RECONCILIATIONS}) q
     ) held where laborer.id = $1 order by 1, 2`,
    [key],
  );
  return rows.map(({ letter, id }) => makeId(letter, id));
}
