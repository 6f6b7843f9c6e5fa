import type { AreaCode, AreaPrefix } from '../../domain/area.ts';
import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import type { LaborerId, ReconciliationId } from '../../domain/ids.ts';
import type { RosterRole, RosterRow } from './roster.ts';

/** One comparison of last year's out-list with this year's survey. */
export interface Reconciliation {
  readonly id: ReconciliationId;
  readonly area: AreaPrefix;
  readonly lastYear: number;
  readonly surveyedOn: IsoDate;
  readonly state: 'draft' | 'running' | 'done' | 'applied';
  readonly startedBy: string;
  readonly startedAt: IsoInstant | null;
  /** Names and rows of the files by role. */
  readonly files: Partial<Readonly<Record<RosterRole, { readonly name: string; readonly rows: number }>>>;
  /** People by class, once it has run. */
  readonly counts: Readonly<Record<string, number>> | null;
  /** People that applying moved, all in all. */
  readonly moved: number | null;
}

/** A row that says something of a person: where it stands, of which day it is. */
export interface Evidence {
  readonly source: RosterRole | 'visit';
  readonly sheet: string | null;
  readonly row: number | null;
  readonly dated: IsoDate;
  /** What it says: a `RosterAnswer`, of a visit a `Finding`. */
  readonly says: string;
  /** Who found it. */
  readonly by: string | null;
}

/** One person of a reconciliation, with her class and the evidence. */
export interface ReconciliationCase {
  /** From 1, by home and then by person; the same after another run over the same rows. */
  readonly number: number;
  readonly laborerId: LaborerId | null;
  readonly reconciled: string;
  readonly needsVisit: boolean;
  readonly homeCode: AreaCode;
  readonly name: string;
  readonly idNumberMasked: string;
  readonly evidence: readonly Evidence[];
}

/** A row of the class table: which combination of facets is which class, as numbers. */
interface ClassRow {
  readonly isOnLastList: boolean;
  readonly survey: number;
  readonly hasNewerRecord: boolean;
  /** -1: nobody has looked. */
  readonly finding: number;
  readonly reconciled: number;
  readonly needsVisit: boolean;
}

/** What a class does to the lists. */
interface ClassMove {
  readonly reconciled: number;
  readonly to: string | null;
  readonly begin: string | null;
  readonly end: string;
  readonly endOfWilling: string;
}

/** Words of the numbers in stored rows, in their order. */
export interface ReconciliationWords {
  readonly classes: readonly string[];
  readonly answers: readonly string[];
  readonly findings: readonly string[];
}

/** Reconciliations: rows in, cases out. */
export interface ReconciliationStore {
  create(input: {
    readonly area: AreaPrefix;
    readonly lastYear: number;
    readonly surveyedOn: IsoDate;
    readonly startedBy: string;
  }): Promise<Reconciliation>;
  find(id: ReconciliationId): Promise<Reconciliation | null>;
  /**
   * Marks it as running, unless one of an area that overlaps runs: then that one is given. One that began long ago and never
   * ended does not count.
   */
  claim(id: ReconciliationId, by: string): Promise<{ readonly runs: Reconciliation | null }>;
  /** After a run that failed: it can be started again. */
  release(id: ReconciliationId): Promise<void>;
  /** Forgets the rows of a role, before another file of it comes in. */
  clearRows(id: ReconciliationId, role: RosterRole): Promise<void>;
  /** Takes rows in by COPY; ID numbers become keyed hashes and masks. `answers` numbers what rows say. */
  stage(
    id: ReconciliationId,
    role: RosterRole,
    rows: readonly RosterRow[],
    answers: readonly string[],
  ): Promise<void>;
  noteFile(
    id: ReconciliationId,
    role: RosterRole,
    file: { readonly name: string; readonly rows: number },
  ): Promise<void>;
  /** Compares the staged rows and replaces the cases. @returns people by class number. */
  compare(id: ReconciliationId, table: readonly ClassRow[]): Promise<ReadonlyMap<number, number>>;
  finish(id: ReconciliationId, counts: Readonly<Record<string, number>>): Promise<Reconciliation>;
  cases(
    id: ReconciliationId,
    filter: {
      readonly reconciled?: number;
      readonly needsVisit?: boolean;
      readonly area: AreaPrefix;
      readonly after: number;
      readonly limit: number;
    },
    words: ReconciliationWords,
  ): Promise<readonly ReconciliationCase[]>;
  /** @returns how many of the numbers are cases of this reconciliation. */
  addFindings(
    id: ReconciliationId,
    findings: readonly {
      readonly number: number;
      readonly found: number;
      readonly foundOn: IsoDate;
      readonly note: string | null;
    }[],
    by: string,
  ): Promise<number>;
  /** Moves registered people between the lists; older news than the lists have moves nobody. @returns how many were moved. */
  apply(id: ReconciliationId, moves: readonly ClassMove[]): Promise<number>;
}
