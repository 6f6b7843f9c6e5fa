import type { IsoDate } from './dates.ts';
import type { LaborerId } from './ids.ts';

/** 两个清单: 已就业 / 有外出务工意愿. */
export const LIST_KINDS = ['employed', 'willing'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** Why a person entered or left a list. */
export type ListReason =
  | 'imported'
  | 'stated'
  | 'statement_withdrawn'
  | 'placement_started'
  | 'placement_ended'
  | 'returned'
  | 'ability_lost'
  | 'died'
  | 'moved_out';

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
