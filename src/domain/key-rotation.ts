import type { IsoInstant } from './dates.ts';

/** How many ciphertexts of a column one key made. */
export interface KeyUse {
  readonly keyId: string;
  /** Such as `laborer.phone`. */
  readonly column: string;
  readonly ciphertexts: number;
}

/** Bringing every ciphertext to one key, in small steps. */
export interface KeyRotation {
  readonly id: number;
  readonly toKey: string;
  readonly startedBy: string;
  /** The throttle; `null`: as fast as it goes. */
  readonly rowsPerSecond: number | null;
  /** Rows that carried another key when it began. */
  readonly rowsTotal: number;
  readonly rowsDone: number;
  /** Milliseconds of work so far, pauses left out. */
  readonly busyMs: number;
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant | null;
}

/** Seconds until it ends at the pace so far; `null` before the first step, 0 when it is over. */
export function secondsLeft(rotation: KeyRotation): number | null {
  if (rotation.finishedAt !== null) return 0;
  if (rotation.rowsDone === 0 || rotation.busyMs === 0) return null;
  const rest = Math.max(0, rotation.rowsTotal - rotation.rowsDone);
  return Math.round((rest * rotation.busyMs) / rotation.rowsDone / 1_000);
}
