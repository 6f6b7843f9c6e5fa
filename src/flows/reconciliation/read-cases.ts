import { isInside, type AreaPrefix } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { FINDINGS, RECONCILED, SURVEY_ANSWERS, type Reconciled } from '../../lists/reconciliation.ts';
import { assertAreaAllowed } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { ReconciliationCase, ReconciliationWords } from '../ports/reconciliation-store.ts';
import { findReconciliation } from './reconcile.ts';

export interface ReadCasesInput {
  readonly principal: Principal;
  readonly id: ReconciliationId;
  readonly reconciled?: Reconciled;
  readonly needsVisit?: boolean;
  /** A part of the reconciliation's area. */
  readonly area?: AreaPrefix;
  /** Cases after this number. */
  readonly after: number;
  readonly limit: number;
}

const WORDS: ReconciliationWords = { classes: RECONCILED, answers: SURVEY_ANSWERS, findings: FINDINGS };

/**
 * Cases with their evidence, by home: `needsVisit` gives the work list of whom to visit, village by village.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `AREA_OUT_OF_SCOPE`.
 */
export async function readCases(
  context: FlowContext,
  input: ReadCasesInput,
): Promise<{ readonly items: readonly ReconciliationCase[]; readonly next: number | null }> {
  const found = await findReconciliation(context, input, 'reconciliation.read');
  const area = input.area !== undefined && isInside(found.area, input.area) ? input.area : found.area;
  assertAreaAllowed(input.principal, area);
  const { reconciled, needsVisit, after, limit } = input;
  const filter = {
    reconciled: reconciled === undefined ? undefined : RECONCILED.indexOf(reconciled),
    needsVisit,
    area,
    after,
    limit: limit + 1,
  };
  const rows = await context.db.stores.reconciliations.cases(found.id, filter, WORDS);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}
