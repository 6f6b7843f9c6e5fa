/**
 * What flows need from the outside, a file a port. Each port has one contract suite in `tests/contracts/`; rooms at the side
 * (`db`, `queue`, `notifiers`, …) implement them, `app.ts` plugs them in.
 *
 * Rules for stores: one question, one query; never open a transaction (a flow does, with `Database.transaction`);
 * arrays in, arrays out, never a query in a loop.
 */
import type { IsoDate } from '../../domain/dates.ts';
import type { AuditStore } from './audit-store.ts';
import type { AwayStore } from './away-store.ts';
import type { BrokerStore } from './broker-store.ts';
import type { CountStore } from './count-store.ts';
import type { ChannelStore } from './channel-store.ts';
import type { DigestStore } from './digest-store.ts';
import type { ConflictStore } from './conflict-store.ts';
import type { EmployerStore } from './employer-store.ts';
import type { FairStore } from './fair-store.ts';
import type { FreshnessStore } from './freshness-store.ts';
import type { KeyRotationStore } from './key-rotation-store.ts';
import type { LaborerHistoryStore } from './laborer-history-store.ts';
import type { ImportStore } from './import-store.ts';
import type { LaborerStore } from './laborer-store.ts';
import type { ListStore } from './list-store.ts';
import type { NoticeStore } from './notice-store.ts';
import type { OpeningStore } from './opening-store.ts';
import type { ReconciliationStore } from './reconciliation-store.ts';
import type { PersonStore } from './person-store.ts';
import type { ReferralStore } from './referral-store.ts';
import type { RunControlStore } from './run-control-store.ts';
import type { RunStore } from './run-store.ts';
import type { RunVerificationStore } from './run-verification-store.ts';
import type { SettingsStore } from './settings-store.ts';
import type { WatchStore } from './watch-store.ts';

/** All stores over one connection source: the pool, or the transaction a flow opened. */
export interface Stores {
  readonly laborers: LaborerStore;
  readonly lists: ListStore;
  readonly counts: CountStore;
  readonly away: AwayStore;
  readonly reconciliations: ReconciliationStore;
  readonly history: LaborerHistoryStore;
  readonly conflicts: ConflictStore;
  readonly persons: PersonStore;
  readonly employers: EmployerStore;
  readonly openings: OpeningStore;
  readonly settings: SettingsStore;
  readonly runs: RunStore;
  readonly runControl: RunControlStore;
  readonly verification: RunVerificationStore;
  readonly referrals: ReferralStore;
  readonly brokers: BrokerStore;
  readonly notices: NoticeStore;
  readonly digests: DigestStore;
  readonly channels: ChannelStore;
  readonly fairs: FairStore;
  readonly freshness: FreshnessStore;
  readonly imports: ImportStore;
  readonly audit: AuditStore;
  readonly keyRotations: KeyRotationStore;
  readonly watch: WatchStore;
}

/** A listening connection. */
export interface ChangeListener {
  close(): Promise<void>;
}

/** What one process at most holds of a name, as long as its own connection to PostgreSQL lives. */
export interface Leadership {
  /** Asks whether it is still held. @returns PostgreSQL's clock; `null` once it is lost, and from then on. */
  beat(): Promise<Date | null>;
  /** Lets another have it. Safe to call twice. */
  release(): Promise<void>;
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
  /**
   * Takes the lead of a name by an advisory lock on a connection of its own; `null` where another process has it. A leader that is
   * cut off loses it within half a minute, by its own clock and by PostgreSQL's.
   * @throws AppError `DATABASE_UNAVAILABLE`.
   */
  lead(name: string): Promise<Leadership | null>;
  close(): Promise<void>;
}
