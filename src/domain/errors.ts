import type { Bilingual } from './bilingual.ts';
import type { FieldDifference } from './laborer-change.ts';

/** What kind of failure it is; only `api/middleware/errors.ts` and `cli/exit-codes.ts` turn a kind into a number. */
export type ErrorKind =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** One field or cell that is wrong, and how to mend it. `path` is a JSON pointer, a header or an option name. */
export interface FieldProblem {
  readonly path: string;
  readonly message: Bilingual;
}

/** What is between two versions of one record, for whoever was second. Masked. */
export interface VersionDifference {
  readonly yourVersion: number;
  readonly currentVersion: number;
  readonly changes: readonly FieldDifference[];
}

interface AppErrorInput {
  readonly kind: ErrorKind;
  /** Stable upper-case identifier of this very failure, such as `CONTACT_LOCKED`. */
  readonly code: string;
  /** What is wrong, with which value. Never an ID number or a phone. */
  readonly message: Bilingual;
  /** What to do next. */
  readonly remedy?: Bilingual;
  readonly problems?: readonly FieldProblem[];
  /** When the other side said how long to wait, in seconds. */
  readonly retryAfterSeconds?: number;
  /** Of `CHANGED_MEANWHILE`. */
  readonly difference?: VersionDifference;
  readonly cause?: unknown;
}

/** The one error family of the project: a surprise or a refusal that a person can read and mend. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly sentence: Bilingual;
  readonly remedy: Bilingual | undefined;
  readonly problems: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly difference: VersionDifference | undefined;

  constructor(input: AppErrorInput) {
    super(`${input.message.zh} ${input.message.en}`, { cause: input.cause });
    this.name = 'AppError';
    this.kind = input.kind;
    this.code = input.code;
    this.sentence = input.message;
    this.remedy = input.remedy;
    this.problems = input.problems ?? [];
    this.retryAfterSeconds = input.retryAfterSeconds;
    this.difference = input.difference;
  }
}
