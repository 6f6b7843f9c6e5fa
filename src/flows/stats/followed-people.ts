import { NEVER } from '../../lists/counts/days.ts';
import { tierOfPlace, WORK_TIERS, wishedTier } from '../../lists/counts/packed-facts.ts';
import { PeopleColumns } from '../../lists/counts/people-columns.ts';
import type { AreaPrefix } from '../../domain/area.ts';
import type { CountedSink, CountSnapshot, CountStore } from '../ports/count-store.ts';

/** Half of how long changes are kept: who has not followed for longer loads anew. */
const STALE_MS = 24 * 3_600_000;
/** Where this share of all stays hangs in no chain any more, the columns are made anew. */
const DEAD_SHARE = 0.5;
const FEW_STAYS = 100_000;

/**
 * Everybody in columns, loaded at the first question and afterwards brought up to what is committed before each answer: an answer
 * is exact, and reads only what changed since the last one.
 */
export class FollowedPeople {
  readonly #store: CountStore;
  #columns = new PeopleColumns();
  #snapshot: CountSnapshot | null = null;
  #followedAtMs = 0;
  #liveStays = 0;
  /** Questions follow one after the other; each sees all that was committed before it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: CountStore) {
    this.#store = store;
  }

  /** The columns as of now, for one count: keep nothing of them over an `await`. */
  async upToDate(): Promise<PeopleColumns> {
    const turn = this.#turn.then(async () => await this.#catchUp());
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }

  async #catchUp(): Promise<PeopleColumns> {
    const isStale = Date.now() - this.#followedAtMs > STALE_MS;
    const isBloated =
      this.#columns.stays > FEW_STAYS && this.#columns.stays > this.#liveStays / (1 - DEAD_SHARE);
    if (this.#snapshot === null || isStale || isBloated) await this.#loadAll();
    const followed = await this.#store.follow(this.#snapshot ?? '', sinkOf(this.#columns));
    if (followed === null) {
      await this.#loadAll();
      return await this.#catchUp();
    }
    this.#snapshot = followed;
    this.#followedAtMs = Date.now();
    return this.#columns;
  }

  async #loadAll(): Promise<void> {
    const columns = new PeopleColumns();
    this.#snapshot = await this.#store.load('', sinkOf(columns));
    this.#columns = columns;
    this.#followedAtMs = Date.now();
    this.#liveStays = columns.stays;
  }
}

/** The people of one area, read for one answer. */
export async function peopleOf(store: CountStore, area: AreaPrefix): Promise<PeopleColumns> {
  const columns = new PeopleColumns();
  await store.load(area, sinkOf(columns));
  return columns;
}

/** Columns as a sink: places and wishes become tiers. */
function sinkOf(columns: PeopleColumns): CountedSink {
  return {
    put: ({ wishes, leftOn, ...person }) => {
      const tier = wishedTier(person.homeCode, wishes.areas, wishes.tiers);
      columns.put({ ...person, leftOn: leftOn ?? NEVER, willingTier: WORK_TIERS.indexOf(tier) });
    },
    addStay: (key, { isEmployed, from, to, homeCode, placeCode }) => {
      const tier = placeCode === null ? 'unknown' : tierOfPlace(homeCode, placeCode);
      const workTier = isEmployed ? WORK_TIERS.indexOf(tier) : 0;
      columns.addStay(key, { isEmployed, from, to: to ?? NEVER, workTier });
    },
    forget: (key) => {
      columns.forget(key);
    },
  };
}
