import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Reference } from '../domain/reference.ts';
import type { BuildSource } from './build-source.ts';
import { BuildLoop, SNAPSHOTS_KEPT } from './build-loop.ts';
import { failureOf, rankingUnavailable } from './failures.ts';
import type { Ask, Delivery, FromThread, NumberedAsk, ToThread } from './messages.ts';
import { SnapshotRanker } from './snapshot-ranker.ts';

/** What a thread is told at its start. */
export interface ThreadOrders {
  readonly role: 'build' | 'answer';
  readonly databaseUrl: string;
}

/** What a thread needs from outside this room. */
interface ThreadSupplies {
  readonly reference: Reference;
  openSource(databaseUrl: string): Promise<BuildSource>;
}

/** Does this thread's part until the parent ends it. Call it in a thread that RankingThreads started. */
export async function serveThread(supplies: ThreadSupplies): Promise<void> {
  // RankingThreads gives these, and starts no other threads.
  const orders = workerData as ThreadOrders;
  const parent = parentPort;
  if (parent === null) throw new Error('This runs as a worker thread only');
  const tell = (message: FromThread): void => parent.postMessage(message, []);
  if (orders.role === 'answer') serveAnswers(parent, tell, supplies.reference);
  else await serveBuilds(parent, tell, await supplies.openSource(orders.databaseUrl));
}

function serveAnswers(parent: MessagePort, tell: (message: FromThread) => void, reference: Reference): void {
  const rankers = new Map<string, SnapshotRanker>();
  const take = ({ pinsKey, stamp, upTo, snapshot }: Delivery): void => {
    if (snapshot !== null) {
      rankers.delete(pinsKey);
      rankers.set(pinsKey, new SnapshotRanker(snapshot, reference));
      const oldest = rankers.size > SNAPSHOTS_KEPT ? rankers.keys().next().value : undefined;
      if (oldest !== undefined) {
        rankers.delete(oldest);
        tell({ kind: 'dropped', pinsKey: oldest });
      }
    }
    if (rankers.has(pinsKey)) tell({ kind: 'holds', pinsKey, stamp, upTo });
  };
  parent.on('message', (message: ToThread) => {
    if (message.kind === 'attach') message.port.on('message', take);
    if (message.kind === 'ask') {
      void answer(message, tell, async (ask) => await Promise.resolve(recommend(rankers, ask)));
    }
  });
}

function recommend(rankers: ReadonlyMap<string, SnapshotRanker>, ask: Ask): unknown {
  const ranker = ask.kind === 'recommend' ? rankers.get(ask.pinsKey) : undefined;
  // Dropped while the question was on its way.
  if (ask.kind !== 'recommend' || ranker === undefined) throw rankingUnavailable();
  return ranker.recommend(ask.laborer, ask.refused, ask.k);
}

async function serveBuilds(
  parent: MessagePort,
  tell: (message: FromThread) => void,
  source: BuildSource,
): Promise<void> {
  const loop = new BuildLoop(source, tell);
  let listening: Awaited<ReturnType<BuildSource['listen']>> | undefined;
  const close = async (): Promise<void> => {
    await listening?.close();
    await loop.close();
    await source.close();
    tell({ kind: 'closed' });
  };
  parent.on('message', (message: ToThread) => {
    if (message.kind === 'attach') loop.attach(message.seat, message.port);
    if (message.kind === 'want') loop.want(message.number, message.pins);
    if (message.kind === 'close') void close();
    if (message.kind === 'ask') void answer(message, tell, async (ask) => await shortlist(source, ask));
  });
  listening = await source.listen(() => loop.heard());
}

async function shortlist(source: BuildSource, ask: Ask): Promise<unknown> {
  if (ask.kind !== 'shortlist') throw new Error(`asked to ${ask.kind} where snapshots are built`);
  return await source.shortlist(ask);
}

async function answer(
  { number, ask }: NumberedAsk,
  tell: (message: FromThread) => void,
  work: (ask: Ask) => Promise<unknown>,
): Promise<void> {
  try {
    tell({ kind: 'answer', number, result: await work(ask) });
  } catch (error) {
    tell({ kind: 'answer', number, failure: failureOf(error) });
  }
}
