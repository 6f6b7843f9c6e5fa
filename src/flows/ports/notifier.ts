import type { LaborBroker } from '../../domain/broker.ts';
import type { Channel, OutboxMessage } from '../../domain/notification.ts';

/** One channel's way out. */
export interface Notifier {
  readonly channel: Channel;
  /** @throws AppError when it did not go out; `kind` `unavailable` is tried again, others are dead. */
  send(message: OutboxMessage, broker: LaborBroker): Promise<void>;
}
