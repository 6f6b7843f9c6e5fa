import { gathered } from '../domain/gather.ts';
import type { LaborerId } from '../domain/ids.ts';
import type { Stores } from './ports/database.ts';
import type { AsOf } from './ports/freshness-store.ts';
import type { ListMark } from './ports/run-store.ts';

/** Marks that are kept, some three hundred bytes each; whose was read longest ago goes first. */
const MARKS_KEPT = 50_000;

/** A question for marks that is under way, and whose rows changed since it was put. */
interface Flight {
  readonly changed: Set<LaborerId>;
  isEveryone: boolean;
}

/**
 * Marks of published lists, kept as long as PostgreSQL proves them: all of them while nothing at all was committed, and after
 * a commit those of laborers whom it did not concern. Every proof is asked for after whoever needs it came.
 */
export class KnownMarks {
  readonly #stores: Pick<Stores, 'freshness' | 'runs'>;
  readonly #ask: (id: LaborerId) => Promise<ListMark | undefined>;
  readonly #catchUp: (key: 'now') => Promise<true | undefined>;
  readonly #flights = new Set<Flight>();
  /** Invariant: each of these is what its rows say at `#asOf`, or has been read later. */
  readonly #marks = new Map<LaborerId, ListMark>();
  #asOf: AsOf | null = null;
  #everybody = '';

  constructor(stores: Pick<Stores, 'freshness' | 'runs'>) {
    this.#stores = stores;
    this.#ask = gathered(async (ids) => await this.#read(ids));
    this.#catchUp = gathered(async () => await this.#follow());
  }

  /** Her mark as of `asOf` or later; `undefined` where no published run covers her. */
  async of(id: LaborerId, asOf: AsOf): Promise<ListMark | undefined> {
    if (asOf !== this.#asOf) await this.#catchUp('now');
    return this.#marks.get(id) ?? (await this.#ask(id));
  }

  async #read(ids: readonly LaborerId[]): Promise<ReadonlyMap<LaborerId, ListMark>> {
    const flight: Flight = { changed: new Set(), isEveryone: false };
    this.#flights.add(flight);
    try {
      const marks = await this.#stores.runs.listMarks(ids);
      for (const [id, mark] of marks) {
        // It may have been read before what the others were proven by since.
        if (!flight.isEveryone && !flight.changed.has(id)) this.#marks.set(id, mark);
      }
      return marks;
    } finally {
      this.#flights.delete(flight);
      this.#dropOldest();
    }
  }

  async #follow(): Promise<ReadonlyMap<'now', true>> {
    const since = this.#asOf;
    try {
      const changes = await this.#stores.freshness.listChanges(since);
      // Another look ended first: what this one found is counted from an earlier time, so it drops too much at most.
      const isEveryone = changes.laborers === null || changes.everybody !== this.#everybody;
      if (isEveryone) this.#forgetAll();
      else this.#forget(changes.laborers);
      this.#asOf = changes.asOf;
      this.#everybody = changes.everybody;
    } catch (error) {
      this.#forgetAll();
      this.#asOf = null;
      throw error;
    }
    return new Map([['now', true]]);
  }

  #forget(ids: readonly LaborerId[]): void {
    for (const id of ids) {
      this.#marks.delete(id);
      for (const flight of this.#flights) flight.changed.add(id);
    }
  }

  #forgetAll(): void {
    this.#marks.clear();
    for (const flight of this.#flights) flight.isEveryone = true;
  }

  #dropOldest(): void {
    for (const id of this.#marks.keys()) {
      if (this.#marks.size <= MARKS_KEPT) return;
      this.#marks.delete(id);
    }
  }
}
