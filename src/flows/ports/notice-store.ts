import type { BrokerId, NotificationId, OutboxId, RunId } from '../../domain/ids.ts';
import type {
  Channel,
  DeadLetter,
  Digest,
  Notification,
  OutboxMessage,
  RunNotices,
} from '../../domain/notification.ts';
import type { Page, PageRequest } from './paging.ts';

export interface NoticeStore {
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
  /** The effect happened, or nothing was left to say: the message is done. */
  markSent(key: number, outcome?: 'sent' | 'nothing_left'): Promise<void>;
  /** So many parts are out. */
  markPart(key: number, partsSent: number): Promise<void>;
  /** Tries again at a later time, or (null) gives up and lists it as dead. */
  markFailed(key: number, error: string, nextTryInSeconds: number | null): Promise<void>;
  /** Puts it off without counting a failure: it was not its turn. */
  postpone(key: number, seconds: number): Promise<void>;
  /** Messages that were given up, oldest first; of some brokers, or of all. */
  dead(brokers: readonly BrokerId[] | null, page: PageRequest): Promise<Page<DeadLetter>>;
  /** The broker of a message that was given up, or null. */
  brokerOfDead(id: OutboxId): Promise<BrokerId | null>;
  /** Lets a message that was given up go out again, from its first failure on. @returns false when it is not dead. */
  revive(id: OutboxId): Promise<boolean>;
  /** What became of a run's notices. */
  ofRun(runId: RunId): Promise<RunNotices>;
  /**
   * Writes the inbox row (unique by run and broker; a second call changes nothing) and, in one statement, notes the pairs of the
   * digest as told to her, with what they look like now, and its losses as told gone. In the caller's transaction.
   */
  putInInbox(digest: Digest, titleZh: string): Promise<void>;
  inbox(
    brokerId: BrokerId,
    filter: { readonly unreadOnly: boolean },
    page: PageRequest,
  ): Promise<Page<Notification>>;
  /** `null` when it is not hers or unknown. */
  find(brokerId: BrokerId, id: NotificationId): Promise<Notification | null>;
  /** @returns false when it is not hers or unknown. */
  markRead(brokerId: BrokerId, id: NotificationId): Promise<boolean>;
}
