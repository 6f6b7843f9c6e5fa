import { createHash } from 'node:crypto';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import { openNoticeWorld, type NoticeWorld } from './notices/open-notice-world.ts';
import { startReceiver, type Manner } from './notices/start-receiver.ts';

export interface WebhookChaosFigures {
  readonly webhookChaos: number;
  /** Notices that the receiver took, each id counted once. */
  readonly effects: number;
  /** Ids that it was given more than once: it keeps one. */
  readonly repeatedIds: number;
  /** Neither taken nor listed as dead. */
  readonly lost: number;
  readonly deadLetters: number;
  /** Taken after the dead letters were sent again to a receiver that is well. */
  readonly effectsAfterResend: number;
  readonly unsigned: number;
}

/** Seconds: short, so that the whole course of a notice passes in a test. */
const BACK_OFF_SECONDS = [0.02, 0.05, 0.1, 0.1, 0.2, 0.2];
const LANES = 12;
const BATCH = 200;
/** Of a hundred ids: those that the receiver never takes, and those that it calls gone. */
const NEVER = 1;
const GONE = 1;
const PAGE = 1_000;

/**
 * Sends many notices to a receiver that answers 500, 503 with Retry-After, nothing, late, or takes a notice and drops the line before
 * it says so; some it never takes. Counts what became of each.
 * @param input.databaseUrl an empty database, or one with the migrations alone.
 */
export async function webhookChaos(input: {
  readonly databaseUrl: string;
  readonly notices: number;
}): Promise<WebhookChaosFigures> {
  const health = { isWell: false };
  const receiver = await startReceiver((id, before) => (health.isWell ? 'take' : mannerOf(id, before)));
  const world = await openNoticeWorld({ ...input, url: receiver.url });
  try {
    await deliverAll(world);
    const dead = await deadIds(world);
    const effects = receiver.taken.size;
    const lost = world.notices.filter(({ runId, brokerId }) => {
      const id = `digest.${runId}.${brokerId}.webhook`;
      return !receiver.taken.has(id) && !dead.has(id);
    }).length;
    const repeatedIds = [...receiver.taken.values()].filter((times) => times > 1).length;
    health.isWell = true;
    await resendAll(world);
    await deliverAll(world);
    return {
      webhookChaos: world.notices.length,
      effects,
      repeatedIds,
      lost,
      deadLetters: dead.size,
      effectsAfterResend: receiver.taken.size,
      unsigned: receiver.unsigned,
    };
  } finally {
    await world.close();
    await receiver.close();
  }
}

/** By the id and the attempt alone, so that a run can be repeated. From the fourth attempt on most are taken. */
function mannerOf(id: string, before: number): Manner {
  const fate = draw(`${id} fate`);
  if (fate < NEVER) return 'refuse';
  if (fate < NEVER + GONE) return 'gone';
  if (before >= 3) return 'take';
  const chance = draw(`${id} ${before}`);
  if (chance < 25) return 'refuse';
  if (chance < 30) return 'later';
  if (chance < 40) return 'hang';
  if (chance < 60) return 'drop';
  return chance < 75 ? 'slow' : 'take';
}

/** 0..99. */
function draw(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % 100;
}

/** Until nothing waits: neither for its turn nor for its next try. */
async function deliverAll({ context, db, notices }: NoticeWorld): Promise<void> {
  const runIds = [...new Set(notices.map((notice) => notice.runId))];
  for (;;) {
    await deliverOutbox(context, { backOffSeconds: BACK_OFF_SECONDS, lanes: LANES, batch: BATCH });
    let waiting = 0;
    for (const runId of runIds) {
      const { channels } = await db.stores.notices.ofRun(runId);
      waiting += channels.reduce((sum, channel) => sum + channel.waiting, 0);
    }
    if (waiting === 0) return;
  }
}

async function deadIds({ db }: NoticeWorld): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let after: string | null = null;
  do {
    const page = await db.stores.notices.dead(null, { after, limit: PAGE });
    for (const { runId, brokerId, channel } of page.items) ids.add(`digest.${runId}.${brokerId}.${channel}`);
    after = page.next;
  } while (after !== null);
  return ids;
}

async function resendAll({ db }: NoticeWorld): Promise<void> {
  let after: string | null = null;
  do {
    const page = await db.stores.notices.dead(null, { after, limit: PAGE });
    for (const { id } of page.items) await db.stores.notices.revive(id);
    after = page.next;
  } while (after !== null);
}
