import type { LaborBroker } from '../../domain/broker.ts';
import type { BrokerId, NotificationId, RunId } from '../../domain/ids.ts';
import type { Channel, Digest, Notification, OutboxMessage } from '../../domain/notification.ts';
import type { Page, PageRequest } from './paging.ts';

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
