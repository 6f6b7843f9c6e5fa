import type { LaborBroker } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/notification.ts';
import type { Stores } from '../ports/database.ts';

/** Laborers named in one digest: what a broker can call in a day. */
const DIGEST_LABORERS = 20;

/**
 * Writes the outbox rows of a run: for each active broker for whom something is new, one per channel. Must run in the
 * transaction that publishes; rows are unique by (run, broker, channel), so a second time adds nothing.
 * @param outside the channels besides the inbox that are set up.
 */
export async function writeDigests(
  stores: Stores,
  input: { readonly runId: RunId; readonly outside: readonly Channel[] },
): Promise<void> {
  const brokers = (await stores.brokers.list()).filter((broker) => broker.isActive);
  for (const broker of brokers) {
    const news = await stores.notices.whatIsNew(input.runId, broker, DIGEST_LABORERS);
    if (news.newPairs === 0) continue;
    const address = { runId: input.runId, brokerId: broker.id };
    const digest = { ...address, ...news };
    const channels = channelsOf(broker, input.outside);
    await stores.notices.addToOutbox(channels.map((channel) => ({ ...address, channel, digest })));
  }
}

function channelsOf(broker: LaborBroker, outside: readonly Channel[]): readonly Channel[] {
  return ['inbox', ...outside.filter((channel) => channel !== 'email' || broker.email !== null)];
}
