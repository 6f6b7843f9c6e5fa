import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { openNoticeWorld } from './notices/open-notice-world.ts';
import { startReceiver } from './notices/start-receiver.ts';

export interface CrashFigures {
  /** The most that one notice came again after its sender was killed. */
  readonly crashBetweenSendAndMark: number;
  readonly kills: number;
  /** Ids that the receiver saw: as many as there are notices. */
  readonly ids: number;
  readonly lost: number;
}

/**
 * Kills (SIGKILL) a process that sends, each time after a notice went out and before it was marked, then lets another go on. The
 * killed process is a real one over real sockets; its hold on the notice is taken to be over.
 * @param input.databaseUrl an empty database, or one with the migrations alone.
 */
export async function crashBetweenSendAndMark(input: {
  readonly databaseUrl: string;
  readonly kills: number;
}): Promise<CrashFigures> {
  const receiver = await startReceiver(() => 'take');
  const world = await openNoticeWorld({ ...input, notices: input.kills, url: receiver.url });
  try {
    for (let kill = 0; kill < input.kills; kill += 1) await killOneSender(input.databaseUrl);
    await endHolds(input.databaseUrl);
    await deliverOutbox(world.context);
    return {
      crashBetweenSendAndMark: Math.max(...receiver.taken.values()) - 1,
      kills: input.kills,
      ids: receiver.taken.size,
      lost: input.kills - receiver.taken.size,
    };
  } finally {
    await world.close();
    await receiver.close();
  }
}

/** The child takes one notice that no dead process holds, sends it, says so and stands still. */
async function killOneSender(databaseUrl: string): Promise<void> {
  const program = path.join(import.meta.dirname, 'send-and-stand-still.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
  if (first === null) throw new Error('the sender ended before it sent');
  child.kill('SIGKILL');
  await ended;
}

/** As if the time of the holds had passed. */
async function endHolds(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`update outbox set held_until = now() - interval '1 second' where sent_at is null`);
  });
}
