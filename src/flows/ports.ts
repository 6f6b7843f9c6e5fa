/**
 * What flows need from the outside. Each port has one contract suite in `tests/contracts/`; rooms at the side
 * (`db`, `queue`, `notifiers`, …) implement them, `app.ts` plugs them in.
 *
 * Rules for stores: one question, one query; never open a transaction (a flow does, with `Database.transaction`);
 * arrays in, arrays out, never a query in a loop.
 */
import type { AreaPrefix, CooperationPair } from '../domain/area.ts';
import type { ApiKey, LaborBroker, LaborStation, Principal } from '../domain/broker.ts';
import type { IsoDate, IsoInstant } from '../domain/dates.ts';
import type { DistressLevel, Employer, EmployerKind, EmployerRecord } from '../domain/employer.ts';
import type { Shortlist } from '../domain/explanation.ts';
import type { JobFair, Pairing } from '../domain/fair.ts';
import type {
  BrokerId,
  EmployerId,
  FairId,
  KeyId,
  LaborerId,
  NotificationId,
  OpeningId,
  ReferralId,
  RunId,
  StationId,
} from '../domain/ids.ts';
import type { Consent, Laborer, LaborerRecord, PersonalData } from '../domain/laborer.ts';
import type { ListEntry, ListKind, ListReason } from '../domain/list-entry.ts';
import type { IdfTable, MatchLaborer, MatchOpening } from '../domain/match-input.ts';
import type { MatchRun, RunKind, RunShard } from '../domain/match-run.ts';
import type { Channel, Digest, Notification, OutboxMessage } from '../domain/notification.ts';
import type { Opening, OpeningRecord } from '../domain/opening.ts';
import type { RecommendationList } from '../domain/recommendation.ts';
import type { PastRefusal, Referral, ReferralState } from '../domain/referral.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import type { PolicyProfile } from '../domain/weights.ts';

/** A page of a listing, in ascending key order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass as `after` to go on; `null` at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly after: string | null;
  /** 1..200. */
  readonly limit: number;
}

/** What became of one record of a bulk write, in the order of the input. */
export interface Upserted<Id> {
  readonly id: Id;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/** Facts of a record that cannot be `undefined`: the four lists of wishes. */
export type SilentFact = 'areas' | 'tiers' | 'wishedOccupations' | 'refusedOccupations';

/** A registered person with the data that is encrypted on the way in. */
export interface LaborerInput {
  readonly record: LaborerRecord;
  readonly personal: PersonalData;
  /** The list she is on by this source, and since when; `null`: the source says nothing. */
  readonly list: { readonly kind: ListKind; readonly validFrom: IsoDate; readonly source: string } | null;
  /** Facts that the source has no column for: what is known of them stays, whatever the record says. */
  readonly silentOn?: readonly SilentFact[];
}

export interface OpeningInput {
  readonly record: OpeningRecord;
  readonly employerCreditCode: string;
  readonly worksiteCreditCode: string;
}

export interface LaborerFilter {
  readonly scope: readonly AreaPrefix[];
  readonly area?: AreaPrefix;
  readonly list?: ListKind;
}

export interface OpeningFilter {
  readonly area?: AreaPrefix;
  readonly occupation?: string;
  readonly employerId?: EmployerId;
  /** Only openings one can apply to on this day, with a place left. */
  readonly openOn?: IsoDate;
}

export interface LaborerStore {
  /** By ID number's keyed hash: one person is one row. Keeps facts that the new record does not give (`undefined`). */
  upsert(inputs: readonly LaborerInput[]): Promise<readonly Upserted<LaborerId>[]>;
  find(ids: readonly LaborerId[]): Promise<readonly Laborer[]>;
  list(filter: LaborerFilter, page: PageRequest): Promise<Page<Laborer>>;
  /** Replaces the record. @throws AppError `VERSION_CONFLICT` when `version` is not the stored one. */
  replace(id: LaborerId, record: LaborerRecord, version: number): Promise<Laborer>;
  /**
   * Puts another phone in place of the old one, or (`null`) forgets it; the version stays, since `replace` follows.
   * @returns whether it was another one. @throws AppError `LABORER_UNKNOWN`.
   */
  setPhone(id: LaborerId, phone: string | null): Promise<boolean>;
  /** Soft: leaves both lists with the reason, is not ranked again; the audit stays. */
  remove(id: LaborerId, date: IsoDate): Promise<boolean>;
  setConsent(id: LaborerId, consent: Consent): Promise<void>;
  /** Decrypted; the caller audits. */
  reveal(id: LaborerId): Promise<PersonalData | null>;
  findByIdNumber(idNumber: string): Promise<LaborerId | null>;
  openEntries(ids: readonly LaborerId[]): Promise<readonly ListEntry[]>;
  /** Closes the open entry, if any, and opens the new one unless `kind` is null. At most one is open afterwards. */
  moveOnList(move: {
    readonly laborerId: LaborerId;
    readonly kind: ListKind | null;
    readonly date: IsoDate;
    readonly reason: ListReason;
    readonly source: string;
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

export interface EmployerStore {
  /** By credit code. Evidence is added to what is known, never taken away. */
  upsert(records: readonly EmployerRecord[]): Promise<readonly Upserted<EmployerId>[]>;
  find(ids: readonly EmployerId[]): Promise<readonly Employer[]>;
  findByCreditCode(codes: readonly string[]): Promise<ReadonlyMap<string, EmployerId>>;
  list(filter: { readonly kind?: EmployerKind }, page: PageRequest): Promise<Page<Employer>>;
  replace(id: EmployerId, record: EmployerRecord, version: number): Promise<Employer>;
  /** @returns false when unknown. @throws AppError `EMPLOYER_IN_USE` when openings refer to it. */
  remove(id: EmployerId): Promise<boolean>;
  /** Opens, changes or (null) closes its distress case. */
  setDistress(id: EmployerId, level: DistressLevel | null, date: IsoDate, evidence: string): Promise<void>;
  all(): Promise<readonly Employer[]>;
}

/** An opening with its employers, before stability is put beside it. */
export interface OpeningForMatching {
  readonly opening: Opening;
  readonly isPublicPost: boolean;
}

export interface OpeningStore {
  /** By 岗位编号 within its employer, else by (employer, title, place). Employers must exist. */
  upsert(inputs: readonly OpeningInput[]): Promise<readonly Upserted<OpeningId>[]>;
  find(ids: readonly OpeningId[]): Promise<readonly Opening[]>;
  list(filter: OpeningFilter, page: PageRequest): Promise<Page<Opening>>;
  replace(id: OpeningId, record: OpeningRecord, version: number): Promise<Opening>;
  /** Soft: withdrawn. @returns false when unknown. */
  withdraw(id: OpeningId): Promise<boolean>;
  /** Adds (or with a negative number gives back) taken places; never below 0. */
  addFilled(id: OpeningId, places: number): Promise<void>;
  /** A cheap text that changes whenever anything that openings' scores or eligibility depend on changes. */
  stamp(): Promise<string>;
  /** All that are not withdrawn, or those of some ids, ascending. */
  forMatching(ids?: readonly OpeningId[]): Promise<readonly OpeningForMatching[]>;
  count(): Promise<number>;
}

/** Dated settings: cooperation pairs, profiles, idf tables. */
export interface SettingsStore {
  cooperationPairs(): Promise<readonly CooperationPair[]>;
  addCooperationPairs(pairs: readonly CooperationPair[]): Promise<void>;
  /** The newest version of a profile; built-in profiles are stored by a migration. */
  profile(name: string, version?: number): Promise<PolicyProfile | null>;
  profiles(): Promise<readonly PolicyProfile[]>;
  /** Stores a new version and returns its number. */
  saveProfile(profile: Omit<PolicyProfile, 'version'>): Promise<number>;
  idf(version?: number): Promise<IdfTable | null>;
  /** Stores a new version and returns its number. */
  saveIdf(table: Omit<IdfTable, 'version'>): Promise<number>;
}

export interface NewRun {
  readonly kind: RunKind;
  readonly scope: AreaPrefix;
  readonly requestId: string | null;
  readonly startedBy: string;
  readonly runDate: IsoDate;
  readonly epochWeek: string;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly idfVersion: number;
  readonly topK: number;
  readonly openings: number;
}

/** Lists as numbers, ready to be written; list i is of the i-th laborer and has its pairs from i × k on, best first. */
export interface PackedResults {
  readonly k: number;
  /** Ascending. */
  readonly laborerKey: Int32Array;
  /** By list: its pairs, at most k. */
  readonly pairs: Int32Array;
  readonly openingKey: Int32Array;
  readonly score: Int32Array;
  /** Five a pair in the order of FACTORS, ten-thousandths. */
  readonly parts: Uint16Array;
  /** EXCLUSION_CODES.length a list: openings by code. Read only of lists shorter than k. */
  readonly reasons: Int32Array;
}

/** A shard that this worker holds until the lease runs out. */
export interface Lease {
  readonly shard: RunShard;
  /** Fences late writers: results are taken only from the lease that holds the shard now. */
  readonly token: string;
}

export interface RunStore {
  /** Creates the run, or returns the one that is there already (nightly: date and scope; manual: request id). */
  create(run: NewRun): Promise<{ readonly run: MatchRun; readonly isNew: boolean }>;
  /** Cuts the willing laborers of the scope into shards of one county and about `size`, and moves the run to running. Once. */
  plan(runId: RunId, size: number): Promise<readonly RunShard[]>;
  find(id: RunId): Promise<MatchRun | null>;
  /** Newest first; with a scope only runs that touch it: one area lies in the other. */
  list(page: PageRequest, scope?: readonly AreaPrefix[]): Promise<Page<MatchRun>>;
  latestPublished(scope?: AreaPrefix): Promise<MatchRun | null>;
  shards(runId: RunId): Promise<readonly RunShard[]>;
  /** Takes a waiting shard, or one whose lease ran out. `null`: done, held by another, or out of attempts. */
  lease(runId: RunId, number: number, worker: string, seconds: number): Promise<Lease | null>;
  renew(lease: Lease, seconds: number): Promise<boolean>;
  /**
   * Stores a shard's lists and marks it done, in the caller's transaction. @returns false when the lease was lost: then nothing
   * may be kept (roll back). Stored twice gives the same rows.
   */
  complete(lease: Lease, results: PackedResults): Promise<boolean>;
  fail(lease: Lease, error: string, maxAttempts: number): Promise<void>;
  /** Shards of running runs that wait or whose lease ran out. */
  lost(): Promise<readonly RunShard[]>;
  /** Running runs all of whose shards are done or failed for good. */
  readyToPublish(): Promise<readonly RunId[]>;
  /**
   * Marks finished with checksum (`null`: noted later), then moves `published(county → run)` for every county of the run, in the
   * caller's transaction.
   */
  publish(runId: RunId, checksum: string | null): Promise<void>;
  /** Notes the checksum of a published run that has none. */
  noteChecksum(runId: RunId, checksum: string): Promise<void>;
  failRun(runId: RunId, error: string): Promise<void>;
  /** All lists of a run by laborer id (numeric), in batches: for the checksum and the digests. */
  lists(runId: RunId, scope?: readonly AreaPrefix[]): AsyncIterable<readonly RecommendationList[]>;
  /** The published list of each laborer that has one, with the run it is from. */
  published(
    ids: readonly LaborerId[],
  ): Promise<ReadonlyMap<LaborerId, { readonly run: RunId; readonly list: RecommendationList }>>;
  /** Drops recommendation partitions of all but the newest `keep` runs and those a county still points to. */
  prune(keep: number): Promise<number>;
}

export interface ReferralStore {
  create(input: {
    readonly laborerId: LaborerId;
    readonly openingId: OpeningId;
    readonly brokerId: BrokerId;
  }): Promise<Referral>;
  find(id: ReferralId): Promise<Referral | null>;
  list(
    filter: {
      readonly scope: readonly AreaPrefix[];
      readonly brokerId?: BrokerId;
      readonly laborerId?: LaborerId;
      readonly state?: ReferralState;
    },
    page: PageRequest,
  ): Promise<Page<Referral>>;
  /** @throws AppError `VERSION_CONFLICT`. */
  update(referral: Referral, fieldFingerprint: string | null): Promise<Referral>;
  /** The broker that holds the laborer's contact lock. */
  lockHolder(id: LaborerId): Promise<BrokerId | null>;
  /** Takes the lock; true also when the broker has it already. */
  takeLock(id: LaborerId, brokerId: BrokerId): Promise<boolean>;
  releaseLock(id: LaborerId, brokerId: BrokerId): Promise<void>;
  /** Open referrals of a laborer other than one: made obsolete when she is placed. */
  openOf(id: LaborerId): Promise<readonly Referral[]>;
  refusalsOf(id: LaborerId, since: IsoDate): Promise<readonly PastRefusal[]>;
}

export interface BrokerStore {
  addStation(station: Omit<LaborStation, 'id'>): Promise<StationId>;
  add(broker: Omit<LaborBroker, 'id'>): Promise<BrokerId>;
  find(id: BrokerId): Promise<LaborBroker | null>;
  list(): Promise<readonly LaborBroker[]>;
  addKey(
    key: Omit<ApiKey, 'id' | 'createdAt' | 'revokedAt' | 'lastUsedAt'> & { readonly sha256: string },
  ): Promise<KeyId>;
  keys(): Promise<readonly ApiKey[]>;
  /** @returns false when unknown. */
  revokeKey(id: KeyId): Promise<boolean>;
  /** The principal of a key that is not revoked; notes the use at most once a minute. */
  authenticate(sha256: string): Promise<Principal | null>;
}

export interface NoticeStore {
  /**
   * What a run found for a broker that no digest that reached her has told: laborers of her scope with at least one new pair,
   * the number of new pairs, and the best new pair of each of the `limit` best laborers, best first. One query over the
   * packed lists, minus what she was told (one packed row per broker and laborer).
   */
  whatIsNew(
    runId: RunId,
    broker: Pick<LaborBroker, 'id' | 'scope'>,
    limit: number,
  ): Promise<Pick<Digest, 'newLaborers' | 'newPairs' | 'items'>>;
  /** One row per (run, broker, channel); a second write is a no-op. In the transaction that publishes. */
  addToOutbox(
    messages: readonly {
      readonly runId: RunId;
      readonly brokerId: BrokerId;
      readonly channel: Channel;
      readonly digest: Digest;
    }[],
  ): Promise<void>;
  /** Takes messages that are due, for `seconds`; skips those another worker holds. */
  takeDue(limit: number, seconds: number): Promise<readonly OutboxMessage[]>;
  /** The effect happened: marks the message sent. */
  markSent(key: number): Promise<void>;
  /** Tries again at a later time, or (null) gives up and lists it as dead. */
  markFailed(key: number, error: string, nextTryInSeconds: number | null): Promise<void>;
  /**
   * Writes the inbox row (unique by run and broker; a second call changes nothing) and, in one statement, notes all pairs of
   * that run's lists in her scope as told to her. In the caller's transaction.
   */
  putInInbox(digest: Digest, titleZh: string): Promise<void>;
  inbox(
    brokerId: BrokerId,
    filter: { readonly unreadOnly: boolean },
    page: PageRequest,
  ): Promise<Page<Notification>>;
  /** @returns false when it is not hers or unknown. */
  markRead(brokerId: BrokerId, id: NotificationId): Promise<boolean>;
}

export interface FairStore {
  create(fair: Omit<JobFair, 'id'>): Promise<FairId>;
  find(id: FairId): Promise<JobFair | null>;
  /** Ascending by id; with a scope only fairs held in it. */
  list(page: PageRequest, scope?: readonly AreaPrefix[]): Promise<Page<JobFair>>;
  savePairings(id: FairId, pairings: readonly Pairing[]): Promise<void>;
  pairings(id: FairId): Promise<readonly Pairing[]>;
}

interface AuditEntry {
  /** `key:K3`, `cli:operator`. */
  readonly actor: string;
  /** Such as `contact.reveal`. */
  readonly action: string;
  /** The id of what was touched; never personal data. */
  readonly subject: string;
  readonly purpose: string | null;
}

export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  of(subject: string): Promise<readonly (AuditEntry & { readonly at: IsoInstant })[]>;
}

/** All stores over one connection source: the pool, or the transaction a flow opened. */
export interface Stores {
  readonly laborers: LaborerStore;
  readonly employers: EmployerStore;
  readonly openings: OpeningStore;
  readonly settings: SettingsStore;
  readonly runs: RunStore;
  readonly referrals: ReferralStore;
  readonly brokers: BrokerStore;
  readonly notices: NoticeStore;
  readonly fairs: FairStore;
  readonly audit: AuditStore;
}

/** A listening connection. */
export interface ChangeListener {
  close(): Promise<void>;
}

/** What `doctor` asks a database. */
export interface DatabaseHealth {
  readonly version: string;
  readonly appliedMigrations: number;
  readonly pendingMigrations: number;
}

export interface Database {
  readonly stores: Stores;
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /** `(now() at time zone 'Asia/Shanghai')::date` of PostgreSQL. */
  today(): Promise<IsoDate>;
  migrate(): Promise<number>;
  health(): Promise<DatabaseHealth>;
  /**
   * Calls `heard` after each committed change of openings, employers, settings or the state of runs, by whatever process, and
   * after each time that it began to listen. The connection is its own and is opened again when it is lost.
   */
  listen(heard: () => void): Promise<ChangeListener>;
  /** Runs `work` only while no other process does the same `name`; `null` when another does. */
  withAdvisoryLock<Result>(name: string, work: () => Promise<Result>): Promise<Result | null>;
  close(): Promise<void>;
}

/** What pins a world: with the same pins and the same data, the same world. */
export interface WorldPins {
  readonly runDate: IsoDate;
  readonly profileName: string;
  readonly profileVersion: number;
  readonly idfVersion: number;
}

/** Which data an answer has to know at least: those of a stamp, by the weights of some pins. */
export interface Moment {
  readonly pins: WorldPins;
  readonly stamp: string;
}

/** The engine beside the event loop. Every answer may be some changes behind: whoever shows it checks its pairs against the rows. */
export interface Ranker {
  /**
   * A laborer's best openings. `refused`: the openings of her refusals as they are now.
   * @throws AppError `K_INVALID`, `RANKING_UNAVAILABLE` (unavailable).
   */
  recommend(ask: {
    readonly moment: Moment;
    readonly laborer: MatchLaborer;
    readonly refused: readonly MatchOpening[];
    readonly k: number;
  }): Promise<RecommendationList>;
  /** An opening's best laborers in a scope. @throws AppError as the direct way does; `RANKING_UNAVAILABLE`. */
  shortlist(ask: {
    readonly moment: Moment;
    readonly openingId: OpeningId;
    readonly scope: readonly AreaPrefix[];
    readonly k: number;
  }): Promise<Shortlist>;
  /** The stability of every employer. @throws AppError `RANKING_UNAVAILABLE`. */
  stabilities(moment: Moment): Promise<ReadonlyMap<EmployerId, StabilityScore>>;
  /** Ends the threads; what was asked is refused. */
  close(): Promise<void>;
}

/** Messages that ring the bell: ids only. Truth is in PostgreSQL; a lost message is rung again by the sweeper. */
export type QueueMessage =
  | { readonly kind: 'shard'; readonly runId: RunId; readonly shard: number }
  | { readonly kind: 'publish'; readonly runId: RunId }
  | { readonly kind: 'nightly' }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'outbox' };

/** One row of the timetable. */
export interface Schedule {
  readonly message: QueueMessage;
  /** Cron in UTC. */
  readonly cron: string;
}

export interface JobQueue {
  /** Rings once per message: the same message while it waits or runs is one job. */
  ring(messages: readonly QueueMessage[]): Promise<void>;
  /** Starts taking messages; a handler that rejects is tried again with back-off. */
  work(handler: (message: QueueMessage) => Promise<void>, options: { readonly concurrency: number }): void;
  /** Makes the repeatable jobs exactly these; may be called again at any time. */
  assertTimetable(schedules: readonly Schedule[]): Promise<void>;
  timetable(): Promise<readonly Schedule[]>;
  /** `redis 7.2.4`, or throws `unavailable`. */
  ping(): Promise<string>;
  /** Stops taking messages, waits for running handlers, closes connections. */
  close(): Promise<void>;
}

/** One channel's way out. */
export interface Notifier {
  readonly channel: Channel;
  /** @throws AppError when it did not go out; `kind` `unavailable` is tried again, others are dead. */
  send(message: OutboxMessage, broker: LaborBroker): Promise<void>;
}
