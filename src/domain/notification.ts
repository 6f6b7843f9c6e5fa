import type { IsoInstant } from './dates.ts';
import type { BrokerId, LaborerId, NotificationId, OpeningId, RunId } from './ids.ts';

/** Ways a digest reaches a broker. */
export type Channel = 'inbox' | 'email';

/** One new pair in a digest. Stays inside the system (inbox), never in mail. */
export interface DigestItem {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly score: number;
}

/** 推送摘要: what is new for one broker since the last digest that reached her. */
export interface Digest {
  readonly runId: RunId;
  readonly brokerId: BrokerId;
  readonly newLaborers: number;
  readonly newPairs: number;
  /** At most 20 laborers' best new pairs, best first. */
  readonly items: readonly DigestItem[];
}

/** 通知 in the inbox. */
export interface Notification {
  readonly id: NotificationId;
  readonly brokerId: BrokerId;
  readonly digest: Digest;
  readonly titleZh: string;
  readonly createdAt: IsoInstant;
  readonly readAt: IsoInstant | null;
}

/** 发件箱: one effect, unique by (run, broker, channel). */
export interface OutboxMessage {
  readonly key: number;
  readonly runId: RunId;
  readonly brokerId: BrokerId;
  readonly channel: Channel;
  readonly digest: Digest;
  readonly attempts: number;
}
