import type { AreaCode } from './area.ts';
import { say, type Bilingual } from './bilingual.ts';
import type { IsoDate } from './dates.ts';
import type { LaborerId } from './ids.ts';

/** 两个清单: 已就业 / 有外出务工意愿. */
export const LIST_KINDS = ['employed', 'willing'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** The lists in words. */
export const LIST_WORDS: Readonly<Record<ListKind, Bilingual>> = {
  employed: say('已就业', 'employed'),
  willing: say('有外出务工意愿', 'willing to go out'),
};

/** Why a person entered or left a list, in words. */
export const LIST_REASON_WORDS = {
  imported: say('表格导入', 'from a file'),
  stated: say('本人表示愿意外出务工', 'her own statement'),
  statement_withdrawn: say('本人表示不再外出务工', 'her own statement, taken back'),
  placement_started: say('输转就业', 'a placement began'),
  placement_ended: say('就业结束', 'a placement ended'),
  found_working: say('比对排查：在外务工', 'found working away by reconciliation'),
  laid_off: say('企业裁员', 'laid off'),
  returned: say('返乡', 'came home'),
  ability_lost: say('丧失劳动能力', 'can no longer work'),
  died: say('死亡', 'died'),
  moved_out: say('户口迁出', 'moved out of the county'),
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Why a person entered or left a list. */
export type ListReason = keyof typeof LIST_REASON_WORDS;

/** One stay on one of the two lists, `[validFrom, validTo)`; at most one is open per laborer. */
export interface ListEntry {
  readonly laborerId: LaborerId;
  readonly kind: ListKind;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly reason: ListReason;
  /** File and row, or who said it. */
  readonly source: string;
}

/** What is known of the work behind an employed entry; `undefined`: not told. */
export interface WorkFacts {
  readonly placeCode?: AreaCode;
  readonly employerName?: string;
  /** 合同月数. */
  readonly contractMonths?: number;
  /** Last day of the contract; without it the months count from the start. */
  readonly contractUntil?: IsoDate;
}

/** A stay with how it ended and the work behind it. */
export interface ListStay extends ListEntry {
  readonly endReason: ListReason | null;
  readonly endSource: string | null;
  readonly work: WorkFacts;
}

/** A person who is on a list on some day, as surfaces may show her. */
export interface ListedPerson extends ListStay {
  readonly name: string;
  readonly idNumberMasked: string;
  readonly homeCode: AreaCode;
}
