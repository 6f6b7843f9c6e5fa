import type { AreaPrefix } from '../../domain/area.ts';
import type { ConsentEntry, ConsentKind } from '../../domain/consent.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { ListEntry, ListKind, ListReason, WorkFacts } from '../../domain/list-entry.ts';
import type { Laborer, LaborerRecord, PersonalData } from '../../domain/laborer.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RunShard } from '../../domain/match-run.ts';
import type { Page, PageRequest, Upserted } from './paging.ts';

/** Facts of a record that cannot be `undefined`: the four lists of wishes. */
export type SilentFact = 'areas' | 'tiers' | 'wishedOccupations' | 'refusedOccupations';

/** A registered person with the data that is encrypted on the way in. */
export interface LaborerInput {
  readonly record: LaborerRecord;
  readonly personal: PersonalData;
  /** The list she is on by this source, and since when; `null`: the source says nothing. */
  readonly list: {
    readonly kind: ListKind;
    readonly validFrom: IsoDate;
    readonly source: string;
    /** The work behind an employed entry, where the source tells it. */
    readonly work?: WorkFacts;
  } | null;
  /** Facts that the source has no column for: what is known of them stays, whatever the record says. */
  readonly silentOn?: readonly SilentFact[];
}

export interface LaborerFilter {
  readonly scope: readonly AreaPrefix[];
  readonly area?: AreaPrefix;
  readonly list?: ListKind;
}

export interface LaborerStore {
  /** By ID number's keyed hash: one person is one row. Keeps facts that the new record does not give (`undefined`). */
  upsert(inputs: readonly LaborerInput[]): Promise<readonly Upserted<LaborerId>[]>;
  find(ids: readonly LaborerId[]): Promise<readonly Laborer[]>;
  list(filter: LaborerFilter, page: PageRequest): Promise<Page<Laborer>>;
  /** Replaces the record. @throws AppError `VERSION_CONFLICT` when `version` is not the stored one. */
  replace(id: LaborerId, record: LaborerRecord, version: number): Promise<Laborer>;
  /**
   * Puts another phone in place of the old one, or (`null`) forgets it; the version stays, since it belongs to a `replace`.
   * @returns whether it was another one. @throws AppError `LABORER_UNKNOWN`.
   */
  setPhone(id: LaborerId, phone: string | null): Promise<boolean>;
  /** Soft: leaves both lists with the reason, is not ranked again; the audit stays. */
  remove(id: LaborerId, date: IsoDate): Promise<boolean>;
  /**
   * Notes an answer about a consent (matching by default) of a day (today by default); the same answer again is dated anew.
   * Belongs into a transaction, so that the entry knows who wrote it.
   */
  setConsent(
    id: LaborerId,
    consent: 'given' | 'withdrawn',
    about?: { readonly kind?: ConsentKind; readonly saidOn?: IsoDate },
  ): Promise<void>;
  /** What she said of her consents, oldest first. */
  consentEntries(id: LaborerId): Promise<readonly ConsentEntry[]>;
  /** Decrypted; the caller audits. */
  reveal(id: LaborerId): Promise<PersonalData | null>;
  findByIdNumber(idNumber: string): Promise<LaborerId | null>;
  openEntries(ids: readonly LaborerId[]): Promise<readonly ListEntry[]>;
  /**
   * Closes the open entry, if any, and opens the new one unless `kind` is null. At most one is open afterwards. On the same list
   * already nothing changes, unless `work` tells another place or employer: then a new stay begins.
   */
  moveOnList(move: {
    readonly laborerId: LaborerId;
    readonly kind: ListKind | null;
    readonly date: IsoDate;
    readonly reason: ListReason;
    readonly source: string;
    readonly work?: WorkFacts;
  }): Promise<void>;
  /** Engine input of laborers by id (any list state). */
  forMatching(ids: readonly LaborerId[], runDate: IsoDate): Promise<readonly MatchLaborer[]>;
  /** Engine input of the willing laborers of a scope, in ascending key order, in batches. */
  willingForMatching(scope: readonly AreaPrefix[], runDate: IsoDate): AsyncIterable<readonly MatchLaborer[]>;
  /** Engine input of one shard: willing laborers of its county within its key range, ascending. */
  shardForMatching(shard: RunShard, runDate: IsoDate): Promise<readonly MatchLaborer[]>;
  /**
   * The same of neighboring shards, or of the willing among some laborers, by binary COPY and without an object a laborer: `take`
   * is given one object that is filled anew for each, by key; those of shards by county first, as shards are numbered. Texts and
   * lists in it may be kept; equal ones are the same object.
   */
  streamForMatching(
    which: readonly RunShard[] | readonly LaborerId[],
    runDate: IsoDate,
    take: (laborer: MatchLaborer) => void,
  ): Promise<void>;
  count(): Promise<number>;
}
