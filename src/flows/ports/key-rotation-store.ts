import type { KeyRotation, KeyUse } from '../../domain/key-rotation.ts';

export interface KeyRotationStore {
  /** Ids of this process's keys; the first one encrypts. */
  keyIds(): readonly string[];
  /** Counts ciphertexts by column and key. Reads every row: seconds for two million people. */
  use(): Promise<readonly KeyUse[]>;
  latest(): Promise<KeyRotation | null>;
  /** Starts one to this process's first key; one that is under way is given back instead. */
  start(input: { readonly startedBy: string; readonly rowsPerSecond: number | null }): Promise<KeyRotation>;
  /**
   * Encrypts the next rows of other keys anew, and notes how far it came: one short transaction of the caller's. Versions of
   * the rows stay. At the end of the last table the rotation is finished when no row of another key is left; else it begins
   * again at the first, for what other processes wrote meanwhile.
   * @returns the rotation afterwards. @throws AppError `CIPHERTEXT_UNREADABLE` when a row's key is missing.
   */
  step(rotation: KeyRotation, rows: number): Promise<KeyRotation>;
  /** Adds working time; kept apart, since only the caller can measure it. */
  addBusy(id: number, ms: number): Promise<void>;
}
