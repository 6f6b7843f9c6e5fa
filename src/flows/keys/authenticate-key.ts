import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import { gathered } from '../../domain/gather.ts';
import type { FlowContext } from '../context.ts';
import type { Database } from '../ports/database.ts';
import { looksLikeSecret, secretHash } from './key-secret.ts';

type Ask = (sha256: string) => Promise<Principal | undefined>;

const asksByDatabase = new WeakMap<Database, Ask>();

/** Asks for a key once for all requests that wait for it: what is revoked opens nothing from the next question on. */
function askOf({ db }: FlowContext): Ask {
  const known = asksByDatabase.get(db);
  if (known !== undefined) return known;
  const ask = gathered<string, Principal>(async (hashes) => {
    const found = await Promise.all(
      hashes.map(async (hash) => [hash, await db.stores.brokers.authenticate(hash)] as const),
    );
    return new Map(found.flatMap(([hash, principal]) => (principal === null ? [] : [[hash, principal]])));
  });
  asksByDatabase.set(db, ask);
  return ask;
}

/** Who a secret belongs to. @throws AppError `KEY_UNKNOWN` when it is not a key, unknown, or revoked. */
export async function authenticateKey(context: FlowContext, secret: string): Promise<Principal> {
  const principal = looksLikeSecret(secret) ? await askOf(context)(secretHash(secret)) : undefined;
  if (principal !== undefined) return principal;
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
