import { say } from '../domain/bilingual.ts';
import { AppError, type ErrorKind } from '../domain/errors.ts';
import type { Failure } from './messages.ts';

/** A thread ended before it answered. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost';
}

/** An error as data that can be posted. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof AppError)) return { message: String(error) };
  const { kind, code, sentence, remedy } = error;
  return { message: error.message, app: { kind, code, sentence, remedy } };
}

/** The error of a failure: an AppError stays one. */
export function errorOf({ message, app }: Failure): Error {
  if (app === undefined) return new Error(message);
  // The other thread took it from an AppError.
  return new AppError({
    kind: app.kind as ErrorKind,
    code: app.code,
    message: app.sentence,
    remedy: app.remedy,
  });
}

/** The refusal while no thread can answer. */
export function rankingUnavailable(cause?: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'RANKING_UNAVAILABLE',
    message: say('排序引擎正在启动或恢复', 'The ranking engine is starting or recovering'),
    remedy: say('稍后重试；恢复后会自动继续', 'Try again shortly; it goes on by itself'),
    cause,
  });
}
