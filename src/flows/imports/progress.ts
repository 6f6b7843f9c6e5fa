/** How far an import is. */
interface ImportProgress {
  /** Rows that were read so far. */
  readonly rows: number;
  /** How much of the file that is, from 0 to 1. */
  readonly share: number;
}

/** Told now and then; it must not throw. */
export type OnProgress = (progress: ImportProgress) => void;
