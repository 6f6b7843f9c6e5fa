import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** Redis did not answer in time, or refused. The URL is left out: it can hold a password. */
export function queueUnavailable(cause?: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'QUEUE_UNAVAILABLE',
    message: say('队列服务（Redis）没有响应。', 'The queue server (Redis) does not answer.'),
    remedy: say(
      '请启动 Redis，或检查 REDIS_URL；恢复后会自动重连。',
      'Start Redis or check REDIS_URL; the connection comes back by itself.',
    ),
    cause,
  });
}

/** `REDIS_URL` is not of the form `redis://host:port`. */
export function redisUrlInvalid(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'REDIS_URL_INVALID',
    message: say('REDIS_URL 格式不正确。', 'REDIS_URL is not a Redis address.'),
    remedy: say(
      '请写成 redis://主机:端口 或 rediss://主机:端口。',
      'Write it as redis://host:port or rediss://host:port.',
    ),
  });
}
