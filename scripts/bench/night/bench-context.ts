import { createPersonalCrypto, type PersonalCrypto } from '../../../src/db/personal-crypto.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import type { Database } from '../../../src/flows/ports/database.ts';
import { SILENT_QUEUE } from '../../../src/flows/silent-queue.ts';
import { loadReference } from '../../../src/reference/load-reference.ts';

const KEY_BYTES = 32;
const KEY = Buffer.alloc(KEY_BYTES, 1);
const HASH_KEY = Buffer.alloc(KEY_BYTES, 2);

/** The keys of `benchCrypto` as the environment of a process gives them. */
export const BENCH_KEYS = {
  LONGQIAO_KEYS: `bench:${KEY.toString('base64')}`,
  LONGQIAO_HASH_KEY: HASH_KEY.toString('base64'),
} as const;

/** Crypto with keys that protect nothing: the people are synthetic. */
export function benchCrypto(): PersonalCrypto {
  return createPersonalCrypto({
    keys: [{ id: 'bench', key: KEY }],
    hashKey: HASH_KEY,
  });
}

/** What flows need, over a database and without a queue. */
export function benchContext(db: Database): FlowContext {
  const log = { info: () => undefined, warn: console.error, error: console.error };
  return {
    db,
    queue: SILENT_QUEUE,
    reference: loadReference(),
    log,
    readFile: async () => await Promise.reject(new Error('the bench reads no files')),
    notifiers: [],
  };
}
