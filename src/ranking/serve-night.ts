import { parentPort, workerData } from 'node:worker_threads';
import type { MatchRun } from '../domain/match-run.ts';
import type { Reference } from '../domain/reference.ts';
import type { RankingInput } from '../flows/ports/night-crew.ts';
import { failureOf } from './failures.ts';
import { receivedInput, type GroupDone, type ToNightThread } from './night-messages.ts';
import type { FromWorkThread, ToWorkThread } from './work-thread.ts';

/** A thread's own way to rank and store shards. */
export interface NightDesk {
  work(input: {
    readonly run: MatchRun;
    readonly input: RankingInput;
    readonly shards: readonly number[];
    readonly worker: string;
  }): Promise<unknown>;
  close(): Promise<void>;
}

/** What a thread needs from outside this room. */
interface NightSupplies {
  readonly reference: Reference;
  openDesk(databaseUrl: string, warn: (fields: object, message: string) => void): Promise<NightDesk>;
}

/** Works on groups of shards until the parent closes it. Call it in a thread that NightThreads started. */
export async function serveNight(supplies: NightSupplies): Promise<void> {
  // NightThreads gives this, and starts no other threads.
  const { databaseUrl } = workerData as { readonly databaseUrl: string };
  const parent = parentPort;
  if (parent === null) throw new Error('This runs as a worker thread only');
  const tell = (message: FromWorkThread<GroupDone>): void => parent.postMessage(message, []);
  const desk = await supplies.openDesk(databaseUrl, (fields, message) =>
    tell({ kind: 'warned', fields, message }),
  );
  let begun: { readonly run: MatchRun; readonly input: RankingInput; readonly worker: string } | null = null;
  const work = async (number: number, shards: readonly number[]): Promise<void> => {
    try {
      if (begun === null) throw new Error('no run was begun');
      await desk.work({ ...begun, shards });
      tell({ kind: 'done', number });
    } catch (error) {
      tell({ kind: 'done', number, failure: failureOf(error) });
    }
  };
  const close = async (): Promise<void> => {
    await desk.close();
    tell({ kind: 'closed' });
  };
  parent.on('message', (message: ToWorkThread<ToNightThread>) => {
    if (message.kind === 'begin') {
      const { run, worker } = message;
      begun = { run, worker, input: receivedInput(message.input, supplies.reference) };
    }
    if (message.kind === 'group') void work(message.number, message.shards);
    if (message.kind === 'end') begun = null;
    if (message.kind === 'close') void close();
  });
}
