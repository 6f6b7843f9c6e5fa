import { keyOf, makeId, type ReconciliationId } from '../../domain/ids.ts';
import type {
  Evidence,
  ReconciliationCase,
  ReconciliationStore,
  ReconciliationWords,
} from '../../flows/ports/reconciliation-store.ts';
import { insideScope } from '../scope.ts';
import type { Sql } from '../sql.ts';

/** Cases with their evidence, ascending by number. */
export async function readCases(
  sql: Sql,
  id: ReconciliationId,
  filter: Parameters<ReconciliationStore['cases']>[1],
  words: ReconciliationWords,
): Promise<ReconciliationCase[]> {
  const inside = insideScope('c.home_code', [filter.area], 6);
  const rows = await sql.rows<CaseRow>(
    `select c.* from reconciliation_case c
     where c.reconciliation_id = $1 and c.number > $2 and ($3::smallint is null or c.reconciled = $3)
       and ($4::boolean is null or c.needs_visit = $4) and ${inside.sql}
     order by c.number limit $5`,
    [
      keyOf(id),
      filter.after,
      filter.reconciled ?? null,
      filter.needsVisit ?? null,
      filter.limit,
      ...inside.parameters,
    ],
  );
  return rows.map((row) => ({
    number: row.number,
    laborerId: row.laborer_id === null ? null : makeId('L', row.laborer_id),
    reconciled: words.classes[row.reconciled] ?? '',
    needsVisit: row.needs_visit,
    homeCode: row.home_code,
    name: row.name,
    idNumberMasked: row.id_masked,
    evidence: evidenceOf(row, words),
  }));
}

function evidenceOf(row: CaseRow, words: ReconciliationWords): Evidence[] {
  const found: Evidence[] = [];
  if (row.last_dated !== null) {
    found.push({
      source: 'last',
      sheet: row.last_sheet,
      row: row.last_row,
      dated: row.last_dated,
      says: 'out',
      by: null,
    });
  }
  if (row.survey_dated !== null) {
    const says = words.answers[row.survey_says ?? 0] ?? '';
    found.push({
      source: 'survey',
      sheet: row.survey_sheet,
      row: row.survey_row,
      dated: row.survey_dated,
      says,
      by: null,
    });
  }
  if (row.record_dated !== null) {
    const source = row.record_role === 2 ? 'placements' : 'insurance';
    found.push({
      source,
      sheet: row.record_sheet,
      row: row.record_row,
      dated: row.record_dated,
      says: 'out',
      by: null,
    });
  }
  if (row.found_on !== null) {
    const says = words.findings[row.found ?? 0] ?? '';
    found.push({ source: 'visit', sheet: null, row: null, dated: row.found_on, says, by: row.found_by });
  }
  return found;
}

interface CaseRow {
  number: number;
  laborer_id: number | null;
  reconciled: number;
  needs_visit: boolean;
  home_code: string;
  name: string;
  id_masked: string;
  last_sheet: string | null;
  last_row: number | null;
  last_dated: string | null;
  survey_sheet: string | null;
  survey_row: number | null;
  survey_dated: string | null;
  survey_says: number | null;
  record_role: number | null;
  record_sheet: string | null;
  record_row: number | null;
  record_dated: string | null;
  found: number | null;
  found_on: string | null;
  found_by: string | null;
}
