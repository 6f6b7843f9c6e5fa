import type { AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { AnyId, ImportId } from '../../domain/ids.ts';
import type {
  FieldChange,
  ImportBatch,
  ImportRow,
  ImportState,
  RowCounts,
  RowNote,
  RowOutcomeKind,
  StagedKind,
} from '../../domain/import-batch.ts';
import type { GivenFile } from './files.ts';
import type { Page, PageRequest } from './paging.ts';

/** A row as it is kept: its subject's version at the check tells later whether somebody else was there. */
export interface StagedRow {
  readonly sheet: string | null;
  readonly row: number;
  readonly outcome: RowOutcomeKind;
  readonly subject: AnyId | null;
  readonly version: number | null;
  readonly changes: readonly FieldChange[];
  readonly problems: readonly RowNote[];
  readonly warnings: readonly RowNote[];
}

export interface NewImport {
  readonly fileName: string;
  readonly kind: StagedKind;
  readonly uploadedBy: string;
  readonly scope: readonly AreaPrefix[];
  readonly readOn: IsoDate;
  readonly bytes: GivenFile['bytes'];
}

export interface AddedRows {
  readonly rows: readonly StagedRow[];
  readonly place: number;
  /** Whose row it is, in clear, by row; `null` where it is no person's or does not say soundly. */
  readonly idNumbers: readonly (string | null)[];
}

/** What a row was expected to do when it was checked. */
export interface ExpectedRow {
  readonly place: number;
  readonly sheet: string | null;
  readonly row: number;
  readonly outcome: RowOutcomeKind;
  readonly subject: AnyId | null;
  readonly version: number | null;
}

/** A record that an import touched, and whether it made it. */
export interface Touched {
  readonly id: AnyId;
  readonly wasCreated: boolean;
}

/** What others have built on an import since, by kind; counts of people, openings or employers concerned. */
export interface Standing {
  readonly what: 'later_change' | 'referral' | 'fair' | 'published' | 'opening';
  readonly count: number;
}

/** Stored images of records; opaque to flows. */
export type RecordImages = readonly { readonly id: AnyId; readonly image: unknown }[];

export interface ImportStore {
  /** Keeps the file, encrypted; `addRows` adds what its rows do, and `move` their counts. */
  add(input: NewImport): Promise<ImportId>;
  /** Rows from a place of the file on (from 0), their details encrypted, and of the ID number of each its keyed hash. */
  addRows(id: ImportId, added: AddedRows): Promise<void>;
  find(id: ImportId): Promise<ImportBatch | null>;
  /** The same, and nobody else can lock it until the transaction ends. */
  lock(id: ImportId): Promise<ImportBatch | null>;
  /** Newest last; only those whose every area lies in the scope. */
  list(scope: readonly AreaPrefix[], page: PageRequest): Promise<Page<ImportBatch>>;
  /** A piece of the bytes that were uploaded, from 0 on; `null` behind the last one, and for all once they were deleted. */
  filePiece(id: ImportId, part: number): Promise<Uint8Array | null>;
  rows(id: ImportId, outcome: RowOutcomeKind | null, page: PageRequest): Promise<Page<ImportRow>>;
  /** Rows from a place of the file on, in its order. */
  expected(id: ImportId, place: number, count: number): Promise<readonly ExpectedRow[]>;
  /** Moves on; `counts` where they changed. */
  move(id: ImportId, state: ImportState, counts?: RowCounts): Promise<void>;
  /** Rows that were left out at the end. */
  markStale(id: ImportId, rows: readonly { readonly place: number; readonly note: RowNote }[]): Promise<void>;
  /** What records look like now, to be put back by `restore`. */
  images(ids: readonly AnyId[]): Promise<RecordImages>;
  /** Keeps the way back: what was made, and what changed records were before. */
  keepWayBack(id: ImportId, touched: readonly Touched[], before: RecordImages): Promise<void>;
  standing(id: ImportId): Promise<readonly Standing[]>;
  /** Takes out what the import made, and puts back what it changed. @returns records taken out and put back. */
  restore(id: ImportId): Promise<{ readonly removed: number; readonly restored: number }>;
  /** Deletes file, rows and way back. */
  forget(id: ImportId): Promise<void>;
  /** Forgets what has expired; what was still open is discarded. @returns how many imports. */
  expire(): Promise<number>;
}
