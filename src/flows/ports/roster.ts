import type { AreaCode } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { GivenFile, Rejection } from './files.ts';

/** What a file of a reconciliation is: last year's out-list, this year's survey, placements, social-insurance rows. */
export type RosterRole = 'last' | 'survey' | 'placements' | 'insurance';

/** What a row says of a person now; of last year's list always `out`. */
export type RosterAnswer = 'out' | 'willing' | 'unwilling' | 'unsaid' | 'unable';

/** One person in one file. */
export interface RosterRow {
  readonly idNumber: string;
  readonly name: string;
  /** `null`: the file does not say; the register may. */
  readonly homeCode: AreaCode | null;
  readonly says: RosterAnswer;
  /** Of which day the row is. */
  readonly dated: IsoDate;
  /** Since when she works. */
  readonly since: IsoDate | null;
  readonly placeCode: AreaCode | null;
  readonly employerName: string | null;
  readonly sheet: string | null;
  readonly row: number;
}

/** What became of one row. */
export type RosterOutcome =
  | { readonly kind: 'taken'; readonly row: RosterRow }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] };

/**
 * Bytes to rows, one at a time. @throws AppError for what is wrong with the file as a whole.
 */
export type ReadRoster = (
  file: GivenFile,
  options: {
    readonly role: RosterRole;
    readonly today: IsoDate;
    /** The day of rows that do not tell one. */
    readonly dated: IsoDate;
    /** The year of last year's list. */
    readonly lastYear: number;
  },
) => AsyncIterable<RosterOutcome>;
