import type { ChannelTarget } from '../../domain/broker-channel.ts';
import type { Notice } from '../../domain/notice.ts';
import type { OutsideChannel } from '../../domain/notification.ts';

/** How many messages one address (or one gateway) takes: never more than `perMinute` in any minute. */
export interface SendingLimit {
  readonly perMinute: number;
  /** Of them, how many may go one right after the other. */
  readonly burst: number;
}

/** One channel's way out. */
export interface Notifier {
  readonly channel: OutsideChannel;
  readonly limit: SendingLimit;
  /** Whose limit a target counts against, such as the bot's URL; only its keyed hash is kept. */
  turnOf(target: ChannelTarget): string;
  /** @throws AppError `invalid_input` when nothing can ever be sent to the address, `unavailable` when it cannot be told now. */
  check(target: ChannelTarget): Promise<void>;
  /** Messages that a notice takes here. */
  partsOf(notice: Notice): number;
  /**
   * Sends one part, from 0. What is sent twice has the same id both times.
   * @throws AppError when it did not go out for certain; `kind` `unavailable` is tried again (after `retryAfterSeconds` where it
   *   is set), others are dead.
   */
  send(notice: Notice, part: number, target: ChannelTarget): Promise<void>;
  /** Where several brokers share one address: how their notices go there together. */
  readonly together?: {
    /** How many of the notices, from the first on, one message holds; 1 where no two fit. */
    fit(notices: readonly Notice[]): number;
    /** Sends them as one message. @throws AppError as `send`. */
    send(notices: readonly Notice[], target: ChannelTarget): Promise<void>;
  };
}
