import type { AreaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { classTable, FINDINGS, RECONCILED, SURVEY_ANSWERS } from '../../lists/reconciliation.ts';
import { assertAreaAllowed, authorize, notFound, type Action } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Reconciliation } from '../ports/reconciliation-store.ts';

/** The first year of which there are out-lists. */
const FIRST_YEAR = 2000;

export interface OpenReconciliationInput {
  readonly principal: Principal;
  readonly area: AreaPrefix;
  /** The year of the out-list; it must be given. */
  readonly lastYear: number | undefined;
  /** The day of this year's survey; today by default. */
  readonly surveyedOn?: IsoDate;
}

/**
 * Opens a comparison for an area; its files come next.
 * @throws AppError `FORBIDDEN`, `AREA_OUT_OF_SCOPE`, `LAST_YEAR_MISSING`, `LAST_YEAR_FALSE`, `SURVEY_IN_FUTURE`.
 */
export async function openReconciliation(
  context: FlowContext,
  input: OpenReconciliationInput,
): Promise<Reconciliation> {
  authorize(input.principal, 'reconciliation.run');
  assertAreaAllowed(input.principal, input.area);
  const today = await context.db.today();
  const surveyedOn = input.surveyedOn ?? today;
  if (surveyedOn > today) throw surveyInFuture(surveyedOn, today);
  const lastYear = checkedYear(input.lastYear, surveyedOn);
  const { area, principal } = input;
  return await context.db.transaction(
    async (stores) =>
      await stores.reconciliations.create({ area, lastYear, surveyedOn, startedBy: principal.name }),
  );
}

/**
 * Compares the files and puts everybody into one class. Again after officers entered what they found: it takes that up.
 * @throws AppError `RECONCILIATION_RUNNING` naming who runs it, `ROSTER_MISSING`, `NOT_FOUND`.
 */
export async function runReconciliation(
  context: FlowContext,
  input: { readonly principal: Principal; readonly id: ReconciliationId },
): Promise<Reconciliation> {
  const found = await findReconciliation(context, input, 'reconciliation.run');
  const missing = (['last', 'survey'] as const).filter((role) => found.files[role] === undefined);
  if (missing.length > 0) throw rosterMissing(missing);
  const { runs } = await context.db.transaction(
    async (stores) => await stores.reconciliations.claim(found.id, input.principal.name),
  );
  if (runs !== null) throw running(runs);
  try {
    return await context.db.transaction(async (stores) => {
      const people = await stores.reconciliations.compare(found.id, numberedTable());
      const counts = Object.fromEntries(RECONCILED.map((one, nth) => [one, people.get(nth) ?? 0]));
      await stores.audit.add({
        actor: input.principal.name,
        action: 'reconciliation.run',
        subject: found.id,
        purpose: null,
      });
      return await stores.reconciliations.finish(found.id, counts);
    });
  } catch (error) {
    await context.db.stores.reconciliations.release(found.id);
    throw error;
  }
}

/** A comparison inside the principal's areas. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function findReconciliation(
  context: FlowContext,
  { principal, id }: { readonly principal: Principal; readonly id: ReconciliationId },
  action: Action,
): Promise<Reconciliation> {
  authorize(principal, action);
  const found = await context.db.stores.reconciliations.find(id);
  if (found !== null && isInScope(principal.scope, found.area)) return found;
  throw notFound(id);
}

function numberedTable() {
  return classTable().map((one) => ({
    isOnLastList: one.isOnLastList,
    survey: SURVEY_ANSWERS.indexOf(one.survey),
    hasNewerRecord: one.hasNewerRecord,
    finding: one.finding === null ? -1 : FINDINGS.indexOf(one.finding),
    reconciled: RECONCILED.indexOf(one.reconciled),
    needsVisit: one.needsVisit,
  }));
}

function checkedYear(year: number | undefined, surveyedOn: IsoDate): number {
  const thisYear = Number(surveyedOn.slice(0, 4));
  if (year === undefined) {
    throw new AppError({
      kind: 'invalid_input',
      code: 'LAST_YEAR_MISSING',
      message: say('没有写明外出名单是哪一年的', 'The year of the out-list is not given'),
      remedy: say(
        `请写明年份，如 ${thisYear - 1}：命令行用 --year，接口用 lastYear`,
        `Give the year, such as ${thisYear - 1}: --year, or lastYear over the API`,
      ),
    });
  }
  if (year >= FIRST_YEAR && year < thisYear) return year;
  throw new AppError({
    kind: 'invalid_input',
    code: 'LAST_YEAR_FALSE',
    message: say(
      `名单年份 ${year} 不早于摸排年份 ${thisYear}`,
      `The year of the list, ${year}, is not before that of the survey, ${thisYear}`,
    ),
    remedy: say('请核对名单年份和摸排日期', 'Check the year of the list and the day of the survey'),
  });
}

function surveyInFuture(surveyedOn: IsoDate, today: IsoDate): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'SURVEY_IN_FUTURE',
    message: say(
      `摸排日期 ${surveyedOn} 在今天（${today}）之后`,
      `The survey is dated ${surveyedOn}; today is ${today}`,
    ),
    remedy: say('请填实际摸排的日期', 'Give the day on which the survey was made'),
  });
}

function rosterMissing(missing: readonly string[]): AppError {
  const words = { last: '去年外出名单', survey: '今年摸排表' } as const;
  const zh = missing.map((role) => (role === 'last' ? words.last : words.survey)).join('、');
  return new AppError({
    kind: 'conflict',
    code: 'ROSTER_MISSING',
    message: say(`还缺：${zh}`, `Still missing: ${missing.join(', ')}`),
    remedy: say('请先上传这些表格再比对', 'Upload these files, then run it'),
  });
}

function running({ id, startedBy, startedAt, area }: Reconciliation): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONCILIATION_RUNNING',
    message: say(
      `${area === '' ? '全省' : area} 的比对 ${id} 正在进行，由 ${startedBy} 于 ${startedAt ?? ''} 启动`,
      `${id} runs for ${area === '' ? 'everywhere' : area}, started by ${startedBy} at ${startedAt ?? ''}`,
    ),
    remedy: say(
      '请等它结束后再启动；一个地区同时只做一次比对',
      'Wait until it has ended: an area is compared once at a time',
    ),
  });
}
