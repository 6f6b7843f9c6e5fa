import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { FlowContext } from '../context.ts';
import { looksLikeSecret, secretHash } from './key-secret.ts';

/** Who a secret belongs to. @throws AppError `KEY_UNKNOWN` when it is not a key, unknown, or revoked. */
export async function authenticateKey(context: FlowContext, secret: string): Promise<Principal> {
  const principal = looksLikeSecret(secret)
    ? await context.db.stores.brokers.authenticate(secretHash(secret))
    : null;
  if (principal !== null) return principal;
  throw new AppError({
    kind: 'unauthenticated',
    code: 'KEY_UNKNOWN',
    message: say('密钥无效或已吊销', 'The key is unknown or revoked'),
    remedy: say(
      '向管理员要一个新密钥：longqiao key create',
      'Ask an administrator for a new one: longqiao key create',
    ),
  });
}
