import type { Principal } from '../../domain/broker.ts';
import { gathered } from '../../domain/gather.ts';
import type { Stores } from '../ports/database.ts';
import type { AsOf } from '../ports/freshness-store.ts';

/** The use of a key is noted about once a minute: so often it is asked for although nothing changed. */
const ASKED_AGAIN_MS = 60_000;
/** Keys that are kept: a province has some hundreds of brokers. */
const KEYS_KEPT = 1_000;

interface Known {
  readonly principal: Principal;
  /** Its row was read then, or later. */
  readonly asOf: AsOf;
  readonly askedAtMs: number;
}

/** Principals by the hash of their key, kept while nothing at all is committed: what is revoked opens nothing any more. */
export class KnownKeys {
  readonly #ask: (sha256: string) => Promise<Principal | undefined>;
  readonly #known = new Map<string, Known>();

  constructor(stores: Pick<Stores, 'brokers'>) {
    this.#ask = gathered(async (hashes) => {
      const found = await Promise.all(
        hashes.map(async (hash) => [hash, await stores.brokers.authenticate(hash)] as const),
      );
      return new Map(found.flatMap(([hash, principal]) => (principal === null ? [] : [[hash, principal]])));
    });
  }

  /** Whose key it is as of `asOf` or later; `undefined` where it is unknown or revoked. */
  async of(sha256: string, asOf: AsOf): Promise<Principal | undefined> {
    const known = this.#known.get(sha256);
    const nowMs = performance.now();
    if (known?.asOf === asOf && nowMs - known.askedAtMs < ASKED_AGAIN_MS) return known.principal;
    const principal = await this.#ask(sha256);
    this.#known.delete(sha256);
    if (principal === undefined) return undefined;
    this.#known.set(sha256, { principal, asOf, askedAtMs: nowMs });
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEYS_KEPT && oldest !== undefined) this.#known.delete(oldest);
    return principal;
  }
}
