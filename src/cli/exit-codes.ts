import type { ErrorKind } from '../domain/errors.ts';

/** All went well. */
export const EXIT_OK = 0;
/** A surprise, or a check that found something wrong. */
export const EXIT_FAILED = 1;
/** The command was not understood, or its input is wrong. */
export const EXIT_USAGE = 2;

/** What the shell is told, by kind of failure. */
export const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  internal: EXIT_FAILED,
  invalid_input: EXIT_USAGE,
  too_large: EXIT_USAGE,
  unavailable: 3,
  not_found: 4,
  conflict: 5,
  forbidden: 6,
  unauthenticated: 6,
  rate_limited: 7,
};
