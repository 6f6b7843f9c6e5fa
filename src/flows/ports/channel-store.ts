import type { BrokerChannel, ChannelTarget } from '../../domain/broker-channel.ts';
import type { BrokerId } from '../../domain/ids.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import type { SendingLimit } from './notifier.ts';

export interface ChannelStore {
  /** Puts a broker's channel of this kind in place of the one she had, encrypted. */
  put(channel: {
    readonly brokerId: BrokerId;
    readonly kind: OutsideChannel;
    readonly target: ChannelTarget;
    readonly isActive: boolean;
  }): Promise<BrokerChannel>;
  /** Of one broker, or of all, by broker, then kind. Without secrets. */
  list(brokerId?: BrokerId): Promise<readonly BrokerChannel[]>;
  /** Where it leads, decrypted, also while it is not active. */
  find(
    brokerId: BrokerId,
    kind: OutsideChannel,
  ): Promise<{ readonly target: ChannelTarget; readonly isActive: boolean } | null>;
  /** @returns false when there was none. */
  remove(brokerId: BrokerId, kind: OutsideChannel): Promise<boolean>;
  /**
   * Takes a turn under a limit that all processes share, by PostgreSQL's clock.
   * @returns 0 when the turn is taken; else the seconds until there is one, and nothing is taken.
   */
  takeTurn(turn: string, limit: SendingLimit): Promise<number>;
}
