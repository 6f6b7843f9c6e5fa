import { say, type Bilingual } from '../domain/bilingual.ts';
import type { LaborAbility } from '../domain/laborer.ts';
import type { ListKind, ListReason } from '../domain/list-entry.ts';
import type { ReferralState } from '../domain/referral.ts';

/**
 * What can happen to a person that moves her between the two lists. A refusal is not among them: beyond these
 * events only her own statement ends willingness.
 */
export const LIST_EVENTS = [
  'placement_started',
  'placement_ended',
  'laid_off',
  'returned',
  'ability_lost',
  'died',
  'moved_out',
  'stated_willing',
  'stated_unwilling',
] as const;
export type ListEvent = (typeof LIST_EVENTS)[number];

/** The events in words. */
export const LIST_EVENT_WORDS: Readonly<Record<ListEvent, Bilingual>> = {
  placement_started: say('开始就业', 'began to work'),
  placement_ended: say('就业结束', 'work ended'),
  laid_off: say('被裁员，仍在当地', 'laid off, still there'),
  returned: say('返乡', 'came home'),
  ability_lost: say('丧失劳动能力', 'can no longer work'),
  died: say('死亡', 'died'),
  moved_out: say('户口迁出', 'moved out'),
  stated_willing: say('本人表示愿意外出务工', 'says that she wishes to go out'),
  stated_unwilling: say('本人表示不再外出务工', 'says that she does not wish to go out any more'),
};

/** Where a person stands before an event. */
export interface Standing {
  /** The list of her open entry. */
  readonly open: ListKind | null;
  /** Her last word was that she wishes to go out: a willing stay that nothing but work has ended. */
  readonly isWordStanding: boolean;
}

/** What an event does to the lists, and to what is known of the person. */
export type ListOutcome =
  | {
      readonly kind: 'move';
      /** The list she is on afterwards; `null`: none. The same list as before: nothing is written. */
      readonly to: ListKind | null;
      readonly reason: ListReason;
      /** Where she is from now on: at home, where she worked (displaced), or as it was. */
      readonly place: 'home' | 'workplace' | 'as_it_was';
      readonly ability?: LaborAbility;
      /** She is no longer in the register: it keeps what was. */
      readonly leavesRegister: boolean;
    }
  /** The event cannot be: it needs something else to be recorded first. */
  | { readonly kind: 'refused'; readonly why: Bilingual; readonly remedy: Bilingual };

/** The move that an event makes from where a person stands. */
export function outcomeOf(event: ListEvent, standing: Standing): ListOutcome {
  switch (event) {
    case 'placement_started':
      return move('employed', 'placement_started');
    case 'placement_ended':
      return standing.open === 'employed' ? move(afterWork(standing), 'placement_ended') : NOT_WORKING;
    case 'laid_off':
      // Who must go is matched again first, from where she is: losing work is no change of will.
      return standing.open === 'employed'
        ? { ...move('willing', 'laid_off'), place: 'workplace' }
        : NOT_WORKING;
    case 'returned':
      return { ...move(afterReturn(standing), 'returned'), place: 'home' };
    case 'ability_lost':
      return { ...move(null, 'ability_lost'), ability: 'lost' };
    case 'died':
      return { ...move(null, 'died'), leavesRegister: true };
    case 'moved_out':
      return { ...move(null, 'moved_out'), leavesRegister: true };
    case 'stated_willing':
      return standing.open === 'employed' ? STILL_WORKING : move('willing', 'stated');
    case 'stated_unwilling':
      return move(standing.open === 'willing' ? null : standing.open, 'statement_withdrawn');
  }
}

/** The event behind a referral's state, if it is one. No refusal, no missed call, no expiry moves anybody. */
export function eventOfReferral(state: ReferralState): ListEvent | null {
  return state === 'placed' ? 'placement_started' : null;
}

/** Work took her off the willing list, not her own word: when it ends she is willing again. */
function afterWork(standing: Standing): ListKind | null {
  return standing.isWordStanding ? 'willing' : null;
}

/** Coming home says nothing of will: who was willing stays so. */
function afterReturn(standing: Standing): ListKind | null {
  return standing.open === 'willing' ? 'willing' : afterWork(standing);
}

function move(to: ListKind | null, reason: ListReason): Extract<ListOutcome, { kind: 'move' }> {
  return { kind: 'move', to, reason, place: 'as_it_was', leavesRegister: false };
}

const NOT_WORKING: ListOutcome = {
  kind: 'refused',
  why: say('此人不在已就业清单上', 'She is not on the employed list'),
  remedy: say(
    '请先登记“开始就业”（placement_started），或核对编号',
    'Record placement_started first, or check the id',
  ),
};

const STILL_WORKING: ListOutcome = {
  kind: 'refused',
  why: say(
    '此人在已就业清单上，一人只在一个清单',
    'She is on the employed list, and a person is on one list only',
  ),
  remedy: say(
    '请先登记“就业结束”（placement_ended）、“被裁员”（laid_off）或“返乡”（returned）',
    'Record placement_ended, laid_off or returned first',
  ),
};
