import { say, type Bilingual } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/**
 * What may be said of a failure of PostgreSQL: its parameters and details can hold personal data and stay
 * out.
 */
export interface DatabaseFault {
  /** SQLSTATE, or Node's code such as `ECONNREFUSED`. */
  readonly code: string;
  readonly constraint: string | null;
  readonly message: string;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
/** SQLSTATE: 08 connection, 57P01 to 57P05 shutdown and start, 53300 too many connections. */
const CONNECTION_STATES = /^(08\w{3}|57P0[1-5]|53300)$/;
/** Failures of pg that carry no code. */
const CONNECTION_MESSAGES =
  /connection (terminated|ended|error)|timeout exceeded when trying to connect|timeout expired|connection timeout|not queryable|client was closed|has encountered a connection error|query runner already released/i;

/** A failure without the statement's values; `null` when it is not PostgreSQL's or the connection's. */
export function faultOf(error: unknown): DatabaseFault | null {
  const inner = innermost(error);
  if (!(inner instanceof Error)) return null;
  const code = textOf(inner, 'code') ?? '';
  if (code === '' && !CONNECTION_MESSAGES.test(inner.message)) return null;
  return { code, constraint: textOf(inner, 'constraint'), message: inner.message };
}

/** Whether PostgreSQL could not be reached or went away. */
export function isConnectionFault(fault: DatabaseFault): boolean {
  if (CONNECTION_CODES.has(fault.code) || CONNECTION_STATES.test(fault.code)) return true;
  return fault.code === '' && CONNECTION_MESSAGES.test(fault.message);
}

/** Whether a unique key was there already, told by the driver or in the project's words. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof AppError ? error.code === 'ALREADY_EXISTS' : faultOf(error)?.code === '23505';
}

/** Turns what TypeORM or pg threw into the project's error; an AppError passes as it is. */
export function toAppError(error: unknown, server: string): unknown {
  if (error instanceof AppError) return error;
  const fault = faultOf(error);
  if (fault === null) return error;
  return isConnectionFault(fault) ? unavailable(server, fault) : refused(fault);
}

/** An id that names nothing: `what` in both languages. */
export function notFound(code: string, what: Bilingual): AppError {
  return new AppError({ kind: 'not_found', code, message: what });
}

/** Somebody else changed the row since it was read. */
export function versionConflict(id: string, version: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'VERSION_CONFLICT',
    message: say(`${id} 已不是版本 ${version}`, `${id} is no longer at version ${version}`),
    remedy: say('重新读取后再修改', 'Read it again, then change it'),
  });
}

function unavailable(server: string, fault: DatabaseFault): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'DATABASE_UNAVAILABLE',
    message: say(`连不上数据库 ${server}`, `The database at ${server} cannot be reached`),
    remedy: say(
      '启动 PostgreSQL（./scripts/demo 会自带一个）或检查 DATABASE_URL',
      'Start PostgreSQL (./scripts/demo brings one) or check DATABASE_URL',
    ),
    cause: bare(fault),
  });
}

/** SQLSTATEs that say what the caller can mend. */
const REFUSALS: Readonly<Record<string, Pick<AppError, 'kind' | 'code'> & { readonly words: Bilingual }>> = {
  '23503': {
    kind: 'not_found',
    code: 'REFERENCE_UNKNOWN',
    words: say('引用了不存在的编号', 'An id that is referred to does not exist, or is still referred to'),
  },
  '23505': {
    kind: 'conflict',
    code: 'ALREADY_EXISTS',
    words: say('已有同样的记录', 'Such a row exists already'),
  },
  '40001': {
    kind: 'conflict',
    code: 'TRY_AGAIN',
    words: say('与他人同时修改，请再试一次', 'Two changes collided, try again'),
  },
  '40P01': {
    kind: 'conflict',
    code: 'TRY_AGAIN',
    words: say('与他人同时修改，请再试一次', 'Two changes collided, try again'),
  },
  '53100': {
    kind: 'unavailable',
    code: 'DISK_FULL',
    words: say(
      '数据库所在的磁盘已满，这一步没有写入；请腾出空间后重试（docs/OPERATIONS.md“磁盘满”）',
      'The disk of the database is full and nothing of this step was written: make room, then try again (docs/OPERATIONS.md, disk full)',
    ),
  },
  '42P01': {
    kind: 'unavailable',
    code: 'DATABASE_NOT_MIGRATED',
    words: say('数据库缺少表，请先运行 longqiao migrate', 'A table is missing: run longqiao migrate first'),
  },
};

function refused(fault: DatabaseFault): AppError {
  const known = REFUSALS[fault.code];
  const where = fault.constraint === null ? fault.code : `${fault.code} ${fault.constraint}`;
  const words = known?.words ?? say('数据库拒绝了这条语句', 'The database refused a statement');
  return new AppError({
    kind: known?.kind ?? 'internal',
    code: known?.code ?? 'DATABASE_REFUSED',
    message: say(`${words.zh}（${where}）`, `${words.en} (${where})`),
    cause: bare(fault),
  });
}

function bare(fault: DatabaseFault): Error {
  return new Error(`${fault.code} ${fault.message}`.trim());
}

/** TypeORM wraps the driver's error, Node wraps several connection attempts. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (error instanceof Error && 'driverError' in error) return innermost(error.driverError);
  return error;
}

function textOf(error: Error, name: 'code' | 'constraint'): string | null {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : null;
}
