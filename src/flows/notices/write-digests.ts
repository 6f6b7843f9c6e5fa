import type { LaborBroker } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import { countsOf, type Channel, type Digest, type OutsideChannel } from '../../domain/notification.ts';
import { waysOut } from '../channels/ways-out.ts';
import type { Stores } from '../ports/database.ts';
import { DIGEST_RULES } from './digest-rules.ts';

/**
 * Writes the outbox rows of a run: for each active broker for whom something is new or gone, one per channel. Must run in the
 * transaction that publishes; rows are unique by (run, broker, channel), so a second time adds nothing. Brokers of narrower areas
 * come first, since a laborer is proposed to one broker at a time: the village's broker before the province's.
 * @param outside the channels besides the inbox that are set up in this process.
 */
export async function writeDigests(
  stores: Stores,
  input: { readonly runId: RunId; readonly outside: readonly OutsideChannel[] },
): Promise<void> {
  const digests = await digestsOf(stores, input.runId);
  const brokers = digests.map(({ broker }) => broker);
  const ways = await waysOut(stores, brokers, input.outside);
  for (const { broker, digest } of digests) {
    const channels: readonly Channel[] = ['inbox', ...(ways.get(broker.id) ?? [])];
    const address = { runId: input.runId, brokerId: broker.id };
    await stores.notices.addToOutbox(channels.map((channel) => ({ ...address, channel, digest })));
  }
}

/** Each active broker for whom something is new or gone, and what; notes who is proposed to whom. In the caller's transaction. */
export async function digestsOf(
  stores: Stores,
  runId: RunId,
): Promise<readonly { readonly broker: LaborBroker; readonly digest: Digest }[]> {
  await stores.digests.takeTurn();
  const brokers = (await stores.brokers.list()).filter((broker) => broker.isActive).toSorted(narrowFirst);
  const digests: { broker: LaborBroker; digest: Digest }[] = [];
  for (const broker of brokers) {
    const digest = await digestFor(stores, runId, broker);
    if (digest.items.length > 0 || digest.losses.length > 0) digests.push({ broker, digest });
  }
  return digests;
}

/** By the broadest of their areas, narrow first; then by age of the registration. */
function narrowFirst(a: LaborBroker, b: LaborBroker): number {
  const digits = ({ scope }: LaborBroker): number => Math.min(...scope.map((prefix) => prefix.length));
  return digits(b) - digits(a) || Number(a.id.slice(1)) - Number(b.id.slice(1));
}

async function digestFor(stores: Stores, runId: RunId, broker: LaborBroker): Promise<Digest> {
  const news = await stores.digests.news(runId, broker, DIGEST_RULES);
  const ids = news.laborers.map((one) => one.laborerId);
  const proposed = new Set(
    ids.length === 0 ? [] : await stores.digests.propose(broker.id, ids, DIGEST_RULES),
  );
  const items = news.laborers.filter((one) => proposed.has(one.laborerId)).flatMap((one) => one.items);
  const losses = await stores.digests.losses(runId, broker, DIGEST_RULES.losses);
  const waiting = news.laborersInAll - proposed.size;
  return { runId, brokerId: broker.id, ...countsOf(items), items, waiting, losses };
}
