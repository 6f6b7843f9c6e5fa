import { areaProblems } from '../check-codes.ts';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { ListStay, WorkFacts } from '../../domain/list-entry.ts';
import { LIST_EVENT_WORDS, outcomeOf, type ListEvent } from '../../lists/list-events.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope, unknownLaborer } from '../find-in-scope.ts';
import type { Stores } from '../ports/database.ts';
import type { LockedStanding } from '../ports/list-store.ts';

export interface RecordListEventInput {
  readonly principal: Principal;
  readonly laborerId: LaborerId;
  readonly event: ListEvent;
  /** Today by default. */
  readonly date?: IsoDate;
  /** With `placement_started`: where and for how long she works. */
  readonly work?: WorkFacts;
}

/**
 * Records what happened to a person, and moves her between the lists as the event has it, with reason and source. The same
 * event twice changes nothing.
 * @returns her stays on the lists, oldest first.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`, `INVALID_INPUT`, `DATE_IN_FUTURE`, `EVENT_BEFORE_STAY`, `LIST_EVENT_REFUSED`.
 */
export async function recordListEvent(
  context: FlowContext,
  input: RecordListEventInput,
): Promise<readonly ListStay[]> {
  authorize(input.principal, 'list.write');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  const { placeCode } = input.work ?? {};
  assertNoProblems(placeCode === undefined ? [] : areaProblems(context.reference, placeCode, '/placeCode'));
  const today = await context.db.today();
  const date = input.date ?? today;
  if (date > today) throw inFuture(date, today);
  return await context.db.transaction(async (stores) => {
    const standing = await stores.lists.lockStanding(laborer.id);
    if (standing === null) throw unknownLaborer(laborer.id);
    await move(stores, { ...input, date }, standing);
    await stores.audit.add({
      actor: input.principal.name,
      action: `list.${input.event}`,
      subject: laborer.id,
      purpose: null,
    });
    return await stores.lists.history(laborer.id);
  });
}

async function move(
  stores: Stores,
  input: RecordListEventInput & { readonly date: IsoDate },
  standing: LockedStanding,
): Promise<void> {
  const { laborerId, date, event } = input;
  const outcome = outcomeOf(event, standing);
  if (outcome.kind === 'refused') throw refused(event, outcome);
  const isOther = outcome.to !== standing.open || (input.work !== undefined && outcome.to === 'employed');
  if (isOther) {
    const { lastChangeOn } = standing;
    if (lastChangeOn !== null && date < lastChangeOn) throw beforeStay(date, lastChangeOn);
    const source = `${event} by ${input.principal.name}`;
    const work = outcome.to === 'employed' ? input.work : undefined;
    await stores.laborers.moveOnList({
      laborerId,
      kind: outcome.to,
      date,
      reason: outcome.reason,
      source,
      work,
    });
  }
  await stores.lists.noteFacts(laborerId, {
    currentPlaceCode: placeAfter(outcome.place, standing),
    laborAbility: outcome.ability,
  });
  if (outcome.leavesRegister) await stores.laborers.remove(laborerId, date);
}

/** Who was displaced is where she worked, if that is known. */
function placeAfter(
  place: 'home' | 'workplace' | 'as_it_was',
  standing: LockedStanding,
): string | null | undefined {
  if (place === 'home') return null;
  return place === 'workplace' ? (standing.workplaceCode ?? undefined) : undefined;
}

function inFuture(date: IsoDate, today: IsoDate): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'DATE_IN_FUTURE',
    message: say(
      `日期 ${date} 在今天（${today}）之后`,
      `The date ${date} lies in the future; today is ${today}`,
    ),
    remedy: say('请填事情发生的日期，事情发生后再登记', 'Give the day on which it happened, once it has'),
  });
}

function beforeStay(date: IsoDate, lastChangeOn: IsoDate): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'EVENT_BEFORE_STAY',
    message: say(
      `日期 ${date} 早于此人清单最近一次变动的日期 ${lastChangeOn}`,
      `${date} is before ${lastChangeOn}, when she last entered or left a list`,
    ),
    remedy: say(
      '请核对日期；旧消息不改变现在的清单',
      'Check the date: older news do not change the present list',
    ),
  });
}

function refused(
  event: ListEvent,
  { why, remedy }: Extract<ReturnType<typeof outcomeOf>, { kind: 'refused' }>,
): AppError {
  const words = LIST_EVENT_WORDS[event];
  return new AppError({
    kind: 'conflict',
    code: 'LIST_EVENT_REFUSED',
    message: say(`不能登记“${words.zh}”：${why.zh}`, `"${words.en}" cannot be recorded: ${why.en}`),
    remedy,
  });
}
