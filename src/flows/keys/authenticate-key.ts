import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import { asOfNow } from '../as-of-now.ts';
import type { FlowContext } from '../context.ts';
import type { Database } from '../ports/database.ts';
import type { AsOf } from '../ports/freshness-store.ts';
import { looksLikeSecret, secretHash } from './key-secret.ts';
import { KnownKeys } from './known-keys.ts';

const keysByDatabase = new WeakMap<Database, KnownKeys>();

/** Who asks, and what was committed at the moment at which the key was good. */
export interface Authenticated {
  readonly principal: Principal;
  readonly asOf: AsOf;
}

/**
 * Who a secret belongs to, by the rows of now: whoever asks at the same time is answered by one question.
 * @throws AppError `KEY_UNKNOWN` when it is not a key, unknown, or revoked.
 */
export async function authenticateKey(context: FlowContext, secret: string): Promise<Authenticated> {
  if (!looksLikeSecret(secret)) throw keyUnknown();
  const asOf = await asOfNow(context);
  const principal = await keysOf(context).of(secretHash(secret), asOf);
  if (principal === undefined) throw keyUnknown();
  return { principal, asOf };
}

function keysOf({ db }: FlowContext): KnownKeys {
  const keys = keysByDatabase.get(db) ?? new KnownKeys(db.stores);
  keysByDatabase.set(db, keys);
  return keys;
}

function keyUnknown(): AppError {
  return new AppError({
    kind: 'unauthenticated',
    code: 'KEY_UNKNOWN',
    message: say('密钥无效或已吊销', 'The key is unknown or revoked'),
    remedy: say(
      '向管理员要一个新密钥：longqiao key create',
      'Ask an administrator for a new one: longqiao key create',
    ),
  });
}
