import type { AreaPrefix } from './area.ts';
import type { Bilingual } from './bilingual.ts';
import type { IsoDate } from './dates.ts';
import type { ImportId } from './ids.ts';

/** Kinds of files that are staged; brokers go in directly. */
export const STAGED_KINDS = ['laborers', 'employers', 'openings'] as const;
export type StagedKind = (typeof STAGED_KINDS)[number];

/**
 * Where a staged import is: read and compared; looked at by a person; in the registry; thrown away; taken back out of the
 * registry. Only `checked` and `reviewed` can still become something else than they are, and `applied` can be undone.
 */
export const IMPORT_STATES = ['checked', 'reviewed', 'applied', 'discarded', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What a row would do, or did; `stale`: what was reviewed did not hold any more when it was applied, so it was left out. */
export const ROW_OUTCOMES = ['new', 'changed', 'same', 'rejected', 'stale'] as const;
export type RowOutcomeKind = (typeof ROW_OUTCOMES)[number];

/** Rows by outcome; their sum is `rowsRead`. */
export type RowCounts = Readonly<Record<RowOutcomeKind, number>>;

/** A file that was uploaded and checked, with what it would do. */
export interface ImportBatch {
  readonly id: ImportId;
  readonly fileName: string;
  readonly kind: StagedKind;
  readonly state: ImportState;
  /** Who uploaded it, and for which areas. */
  readonly uploadedBy: string;
  readonly scope: readonly AreaPrefix[];
  /** The day by which dates in the file were read. */
  readonly readOn: IsoDate;
  readonly rowsRead: number;
  readonly counts: RowCounts;
  readonly uploadedAt: string;
  readonly appliedAt: string | null;
  /** From then on the file, its rows and the way back are deleted. */
  readonly expiresAt: string;
  /** Whether they are deleted already, because it was thrown away or has expired. */
  readonly isForgotten: boolean;
}

/** A field that a row changes; values as people may see them, ID numbers and phones masked. `null`: nothing. */
export interface FieldChange {
  readonly field: string;
  /** 中文 name of the field. */
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Something to know of a row: what is wrong, or worth a look. */
export interface RowNote {
  readonly column: string | null;
  readonly value: string;
  readonly code: string;
  readonly message: Bilingual;
}

/** One row of a staged import. */
export interface ImportRow {
  /** Order in the file, from 0. */
  readonly place: number;
  readonly sheet: string | null;
  /** As Excel shows it. */
  readonly row: number;
  readonly outcome: RowOutcomeKind;
  /** `L12`, `E3`, `O7`: what it changes, or made; `null` for what is new or rejected. */
  readonly subject: string | null;
  readonly changes: readonly FieldChange[];
  readonly problems: readonly RowNote[];
  readonly warnings: readonly RowNote[];
}
