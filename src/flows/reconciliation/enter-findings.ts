import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { FINDINGS, type Finding } from '../../lists/reconciliation.ts';
import type { FlowContext } from '../context.ts';
import { findReconciliation } from './reconcile.ts';

/** What an officer found of one case. */
export interface CaseFinding {
  readonly number: number;
  readonly found: Finding;
  /** Today by default. */
  readonly foundOn?: IsoDate;
  readonly note?: string;
}

/**
 * Enters what visits found; the next run takes it up. All or nothing.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `DATE_IN_FUTURE`, `CASE_UNKNOWN`.
 */
export async function enterFindings(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly id: ReconciliationId;
    readonly findings: readonly CaseFinding[];
  },
): Promise<{ readonly entered: number }> {
  const found = await findReconciliation(context, input, 'reconciliation.find');
  const today = await context.db.today();
  const late = input.findings.find(({ foundOn }) => foundOn !== undefined && foundOn > today);
  if (late !== undefined) throw inFuture(late, today);
  const rows = input.findings.map(({ number, found: what, foundOn = today, note = null }) => ({
    number,
    found: FINDINGS.indexOf(what),
    foundOn,
    note,
  }));
  return await context.db.transaction(async (stores) => {
    const entered = await stores.reconciliations.addFindings(found.id, rows, input.principal.name);
    if (entered < rows.length) throw unknownCase(found.id);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'reconciliation.find',
      subject: found.id,
      purpose: null,
    });
    return { entered };
  });
}

function inFuture({ number, foundOn }: CaseFinding, today: IsoDate): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'DATE_IN_FUTURE',
    message: say(
      `${number} 号的核实日期 ${foundOn ?? ''} 在今天（${today}）之后`,
      `Case ${number} was found on ${foundOn ?? ''}; today is ${today}`,
    ),
    remedy: say('请填实际入户的日期', 'Give the day of the visit'),
  });
}

function unknownCase(id: ReconciliationId): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'CASE_UNKNOWN',
    message: say(
      `有的编号不在比对 ${id} 里，全部没有登记`,
      `A number is no case of ${id}; nothing was entered`,
    ),
    remedy: say('请对照走访名单上的编号', 'Compare with the numbers of the work list'),
  });
}
