import type { LaborBroker } from '../../domain/broker.ts';
import type { BrokerId } from '../../domain/ids.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import type { Stores } from '../ports/database.ts';

/**
 * By broker, the channels besides the inbox that are set up for her and offered. The address of the registration serves as mail
 * channel where she has no other.
 * @param offered the channels of this system.
 */
export async function waysOut(
  stores: Pick<Stores, 'channels'>,
  brokers: readonly LaborBroker[],
  offered: readonly OutsideChannel[],
): Promise<ReadonlyMap<BrokerId, readonly OutsideChannel[]>> {
  const channels = await stores.channels.list();
  return new Map(
    brokers.map((broker) => {
      const hers = channels.filter((one) => one.brokerId === broker.id);
      const kinds = hers.filter((one) => one.isActive).map((one) => one.kind);
      const isMailSet = hers.some((one) => one.kind === 'email');
      const byRegistration: OutsideChannel[] = broker.email !== null && !isMailSet ? ['email'] : [];
      return [broker.id, [...byRegistration, ...kinds].filter((kind) => offered.includes(kind))];
    }),
  );
}

/** Active brokers whom nothing but the inbox reaches. */
export async function inboxOnlyBrokers(
  stores: Pick<Stores, 'channels' | 'brokers'>,
  offered: readonly OutsideChannel[],
): Promise<readonly BrokerId[]> {
  const brokers = (await stores.brokers.list()).filter((broker) => broker.isActive);
  const ways = await waysOut(stores, brokers, offered);
  return brokers.map((broker) => broker.id).filter((id) => ways.get(id)?.length === 0);
}
