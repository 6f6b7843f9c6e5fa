import type { AreaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { LaborerId, StationId } from '../../domain/ids.ts';
import type { ContactResult } from '../../domain/referral.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';
import type { PersonAway } from '../ports/away-store.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** Days after she began to work, until somebody asks how it goes (回访 at one month). */
const FIRST_CONTACT_DAYS = 30;
/** Days until the next contact: after one that reached her, and after one that did not. */
const NEXT_DAYS = { reached: 90, missed: 7 } as const;
/** Days before the end of a contract on which its end is told. */
const CONTRACT_ALERT_DAYS = 30;

/** A person who is due, and why. */
export interface DuePerson extends PersonAway {
  readonly isContactDue: boolean;
  /** Her contract has ended, or ends within thirty days. */
  readonly isContractEnding: boolean;
}

/**
 * Who of the people away is to be contacted by a day, and whose contract ends soon.
 * @throws AppError `FORBIDDEN`.
 */
export async function readDue(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly date?: IsoDate;
    readonly area?: AreaPrefix;
    readonly page: PageRequest;
  },
): Promise<Page<DuePerson>> {
  authorize(input.principal, 'away.read');
  const date = input.date ?? (await context.db.today());
  const contractsUntil = addDays(date, CONTRACT_ALERT_DAYS);
  const page = await context.db.stores.away.due(
    {
      date,
      contractsUntil,
      firstContactDays: FIRST_CONTACT_DAYS,
      scope: input.principal.scope,
      area: input.area,
    },
    input.page,
  );
  const items = page.items.map((one) => ({
    ...one,
    isContactDue: one.nextContactOn <= date,
    isContractEnding: one.contractEndsOn !== null && one.contractEndsOn <= contractsUntil,
  }));
  return { items, next: page.next };
}

export interface RecordContactInput {
  readonly principal: Principal;
  readonly laborerId: LaborerId;
  readonly result: ContactResult;
  /** Today by default. */
  readonly contactedOn?: IsoDate;
  /** By default 90 days after a contact that reached her, 7 after one that did not. */
  readonly nextContactOn?: IsoDate;
  readonly note?: string;
  /** Puts another station in charge. */
  readonly stationId?: StationId;
}

/**
 * Records what came of a contact with somebody away, and when the next one is. It moves nobody between the lists: what she tells
 * is recorded as a list event.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`, `DATE_IN_FUTURE`, `NOT_AWAY`.
 */
export async function recordContact(
  context: FlowContext,
  input: RecordContactInput,
): Promise<{ readonly nextContactOn: IsoDate }> {
  authorize(input.principal, 'away.write');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  const today = await context.db.today();
  const contactedOn = input.contactedOn ?? today;
  if (contactedOn > today) throw inFuture(contactedOn, today);
  const days = input.result === 'reached' ? NEXT_DAYS.reached : NEXT_DAYS.missed;
  const nextContactOn = input.nextContactOn ?? addDays(contactedOn, days);
  return await context.db.transaction(async (stores) => {
    const isNoted = await stores.away.noteContact({
      laborerId: laborer.id,
      contactedOn,
      result: input.result,
      note: input.note ?? null,
      nextContactOn,
      stationId: input.stationId ?? null,
      by: input.principal.name,
    });
    if (!isNoted) throw notAway(laborer.id);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'away.contact',
      subject: laborer.id,
      purpose: null,
    });
    return { nextContactOn };
  });
}

function inFuture(date: IsoDate, today: IsoDate): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'DATE_IN_FUTURE',
    message: say(
      `联系日期 ${date} 在今天（${today}）之后`,
      `The contact is dated ${date}; today is ${today}`,
    ),
    remedy: say('请填实际联系的日期', 'Give the day of the contact'),
  });
}

function notAway(id: LaborerId): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'NOT_AWAY',
    message: say(
      `${id} 不在已就业清单上，或没有这个工作站`,
      `${id} is not on the employed list, or there is no such station`,
    ),
    remedy: say(
      '请核对编号；返乡的人在有意愿清单里跟进',
      'Check the ids; who came home is looked after elsewhere',
    ),
  });
}
