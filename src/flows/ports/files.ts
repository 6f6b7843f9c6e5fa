/**
 * What flows need of files: rows in, sheets out. `importers` and `exporters` implement them, `app.ts` plugs them in.
 */
import type { AreaPrefix } from '../../domain/area.ts';
import type { Bilingual } from '../../domain/bilingual.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { EmployerRecord } from '../../domain/employer.ts';
import type { LaborerInput } from './laborer-store.ts';
import type { OpeningInput } from './opening-store.ts';

/** Bytes that lie on the disk: read piece by piece, so that a large file is never held whole. */
export interface StoredBytes {
  readonly length: number;
  /** The bytes from a place (from 0) up to another one, without it; fewer where the file ends. */
  read(from: number, to: number): Uint8Array;
}

/** A file that was uploaded or named at the command line. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array | StoredBytes;
}

/** A row that was not taken: where it is, what it says and how to mend it. */
export interface Rejection {
  readonly sheet: string | null;
  /** As the user sees it in the file; the header row counts. */
  readonly row: number;
  readonly column: string | null;
  /** The cell; an ID number or phone is masked. */
  readonly value: string;
  readonly code: string;
  readonly message: Bilingual;
}

/** Whose row was not taken. In clear, for its keyed hash alone: never shown and never kept. */
export interface RejectedPerson {
  readonly sheet: string | null;
  readonly row: number;
  readonly idNumber: string;
}

/** One row that was taken. */
export interface ImportedRow<Item> {
  readonly sheet: string | null;
  readonly row: number;
  readonly record: Item;
  /** Things to know that did not stop the row, such as words that are not used by law. */
  readonly warnings: readonly Rejection[];
}

/** An opening's row: the employers are found, or made from their names, by the flow. */
export interface OpeningRow extends OpeningInput {
  readonly employerName: string;
  readonly worksiteName: string;
}

/** A broker's row; her station is found or made by its name. */
export interface BrokerRow {
  readonly name: string;
  readonly stationName: string;
  readonly scope: readonly AreaPrefix[];
  readonly email: string | null;
}

interface ImportedBase {
  readonly rejections: readonly Rejection[];
  /** Of the rejected rows those that say soundly whose they are; only in files of people. */
  readonly rejectedPeople: readonly RejectedPerson[];
  /** Rows with anything in them, below the header; = taken rows + distinct rejected rows. */
  readonly rowsRead: number;
  /** How much of the file has been read with it, from 0 to 1. */
  readonly share: number;
}

/** Some thousand rows of a file, in its order. */
export type ImportedPart =
  | (ImportedBase & { readonly kind: 'laborers'; readonly rows: readonly ImportedRow<LaborerInput>[] })
  | (ImportedBase & { readonly kind: 'employers'; readonly rows: readonly ImportedRow<EmployerRecord>[] })
  | (ImportedBase & { readonly kind: 'openings'; readonly rows: readonly ImportedRow<OpeningRow>[] })
  | (ImportedBase & { readonly kind: 'brokers'; readonly rows: readonly ImportedRow<BrokerRow>[] });

export type FileKind = ImportedPart['kind'];

/** A file whose headers were found. */
export interface OpenedFile {
  readonly kind: FileKind;
  /** Headers that this kind of file does not know or has twice, in their order: their cells are not read. */
  readonly ignoredColumns: readonly string[];
  /**
   * Its rows, part by part: a file of a million rows is never held whole. Call once. @throws AppError where the file is broken
   * further down; then nothing of it is to be used.
   */
  parts(): AsyncIterable<ImportedPart>;
}

/**
 * Bytes to records or rejections. Without `kind` the headers tell.
 * @throws AppError for what is wrong with the file as a whole (empty, encoding, broken zip, a missing column).
 */
export type ReadFile = (
  file: GivenFile,
  options: { readonly kind?: FileKind; readonly today: IsoDate },
) => Promise<OpenedFile>;

/** One line of a fair's list, ready to print. ID number and phone are already masked unless the sheet says otherwise. */
export interface FairSheetRow {
  readonly booth: number;
  /** From 1. */
  readonly slot: number;
  readonly openingTitle: string;
  readonly employerName: string;
  /** Where the work is, in words; empty where unknown. */
  readonly workplace: string;
  readonly laborerName: string;
  readonly idNumber: string;
  /** Empty where none is known. */
  readonly phone: string;
  /** Home county in words. */
  readonly homePlace: string;
  /** Ten-thousandths of the best score. */
  readonly score: number;
  /** Why the two should meet, in Chinese; empty where it cannot be told any more. */
  readonly reason: string;
}

/** A fair's list for the people at the door and at the booths, by booth, then slot. */
export interface FairSheet {
  readonly name: string;
  readonly heldOn: IsoDate;
  /** The fair's area in words. */
  readonly place: string;
  readonly isMasked: boolean;
  readonly rows: readonly FairSheetRow[];
}

/** A fair's list as a file: IDs and phones as text cells, formula-like text inert. */
export interface FairExporter {
  readonly format: 'xlsx' | 'csv';
  readonly mediaType: string;
  toBytes(sheet: FairSheet): Promise<Uint8Array>;
}

/** A person of a digest's workbook; all empty but the id where she took consent back. */
interface DigestPerson {
  readonly laborerId: string;
  readonly laborerName: string;
  /** Masked. */
  readonly idNumber: string;
  /** Masked. */
  readonly phone: string;
}

/** An opening of a digest's workbook, in words. */
interface DigestOpening {
  readonly openingId: string;
  readonly title: string;
  readonly employerName: string;
  readonly place: string;
  readonly wage: string;
}

/** A broker's digest, ready to print; all in Chinese. */
export interface DigestSheet {
  readonly title: string;
  readonly runId: string;
  readonly writtenAt: string;
  readonly waiting: number;
  readonly pairs: readonly (DigestPerson &
    DigestOpening & {
      readonly news: string;
      readonly isNewLaborer: boolean;
      /** Ten-thousandths of the best score. */
      readonly score: number;
      readonly reason: string;
    })[];
  readonly openings: readonly (DigestOpening & { readonly candidates: number })[];
  readonly losses: readonly (DigestPerson & DigestOpening & { readonly reason: string })[];
}

/** A digest as a file: IDs and phones as text cells, formula-like text inert. */
export interface DigestExporter {
  readonly mediaType: string;
  toBytes(sheet: DigestSheet): Promise<Uint8Array>;
}

/** A failing row as its sheet has it, and what is wrong with it. */
export interface FailingRow {
  readonly cells: readonly (string | number | null)[];
  readonly explanation: string;
}

/** The failing rows of one sheet, below the rows that stand above its header. */
export interface FailingSheet {
  /** `null` for a CSV file. */
  readonly name: string | null;
  /** Titles and notes above the header, as they are. */
  readonly above: readonly (readonly (string | number | null)[])[];
  /** All own columns in their own order. */
  readonly header: readonly string[];
  readonly rows: readonly FailingRow[];
}

/** Where a row stands, and what is wrong with it. */
export interface RowFault {
  readonly sheet: string | null;
  readonly row: number;
  readonly explanation: string;
}

/** Kinds of files that there is a template for. */
export type TemplateKind = 'laborers' | 'employers' | 'openings';

/** What imports need of spreadsheets besides reading records. */
export interface ImportSheets {
  /** Finds rows again in the file that they came from. @throws AppError as `ReadFile`. */
  failing(file: GivenFile, kind: TemplateKind, faults: readonly RowFault[]): Promise<readonly FailingSheet[]>;
  /** XLSX with the failing rows and a last column 错误说明. */
  toWorkbook(sheets: readonly FailingSheet[]): Promise<Uint8Array>;
  /** An empty XLSX to fill in. */
  template(kind: TemplateKind): Promise<Uint8Array>;
}
