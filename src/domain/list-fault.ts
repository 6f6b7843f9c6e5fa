import { say, type Bilingual } from './bilingual.ts';
import type { LaborerId, OpeningId } from './ids.ts';

/** What can be wrong with a stored list, and in which words it is told. */
export const LIST_FAULT_WORDS = {
  LIST_TOO_LONG: say('清单超过约定长度', 'the list is longer than K'),
  OPENING_GONE: say('清单里有已不存在的岗位', 'an opening of the list does not exist'),
  OPENING_REPEATED: say('同一岗位出现两次', 'an opening stands in the list twice'),
  PAIR_UNSCORABLE: say('资料有误，本不该有得分', 'the data cannot be scored'),
  PAIR_INELIGIBLE: say('清单里有不符合条件的岗位', 'an opening of the list breaks a rule'),
  SCORE_WRONG: say('得分与规则算出的不一致', 'the score is not what the formula gives'),
  PARTS_WRONG: say('分项与规则算出的不一致', 'the parts are not what the formula gives'),
  ORDER_WRONG: say('排序不对', 'the order is wrong'),
  CAP_EXCEEDED: say('同一企业的岗位过多', 'too many openings of one employer'),
  REASON_MISSING: say('清单不足而没有说明原因', 'the list is short and gives no reason'),
  LIST_INCOMPLETE: say('与逐一计算的结果不一致', 'the list is not what looking at every opening gives'),
  LIST_MISSING: say('有意愿的人没有清单', 'a willing laborer has no list'),
} as const satisfies Readonly<Record<string, Bilingual>>;

export type ListFaultCode = keyof typeof LIST_FAULT_WORDS;

/** One thing that is wrong with one stored list. Ids only. */
export interface ListFault {
  readonly code: ListFaultCode;
  readonly laborerId: LaborerId;
  /** The opening at fault; `null` where the fault is the list's. */
  readonly openingId: OpeningId | null;
  /** What was found and what was expected, such as `stored 81200000, expected 81190000`. */
  readonly detail: string;
}
