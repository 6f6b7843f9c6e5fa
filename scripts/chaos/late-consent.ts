import type { LaborerId } from '../../src/domain/ids.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import { randomOf } from '../make-province/random.ts';
import { openNoticeContext, openNoticeWorld, type NoticeWorld } from './notices/open-notice-world.ts';
import { startReceiver } from './notices/start-receiver.ts';

export interface LateConsentFigures {
  /** Notices that reached the receiver after the laborer in them had taken consent back. */
  readonly lateConsent: number;
  readonly withdrawals: number;
  /** Sent before: the withdrawal came too late for them. */
  readonly sentBefore: number;
  /** Not sent at all: nothing was left to say. */
  readonly notSent: number;
}

/** Milliseconds a notice takes here, about: withdrawals are spread over what all of them take. */
const MS_PER_NOTICE = 6;
const LANES = 4;
const BATCH = 20;
/** Withdrawals under way at once. */
const WITHDRAWING = 8;

/**
 * Withdraws the consent of every laborer at a random moment while the notices about them are being sent. The moment that counts is
 * when the withdrawal was confirmed to whoever asked for it.
 * @param input.databaseUrl an empty database, or one with the migrations alone.
 */
export async function lateConsent(input: {
  readonly databaseUrl: string;
  readonly times: number;
  readonly seed: number;
}): Promise<LateConsentFigures> {
  const receiver = await startReceiver((id) => (id.length % 2 === 0 ? 'take' : 'slow'));
  const world = await openNoticeWorld({ ...input, notices: input.times, url: receiver.url });
  try {
    const delivering = deliverOutbox(world.context, { lanes: LANES, batch: BATCH });
    const withdrawn = await withdrawElsewhere(world, input);
    await delivering;
    await deliverOutbox(world.context, { lanes: LANES, batch: BATCH });
    const sent = world.notices.flatMap(({ runId, brokerId, laborerId }) => {
      const takenAt = receiver.takenAt.get(`digest.${runId}.${brokerId}.webhook`);
      return takenAt === undefined ? [] : [{ takenAt, withdrawnAt: withdrawn.get(laborerId) ?? Infinity }];
    });
    const late = sent.filter(({ takenAt, withdrawnAt }) => takenAt > withdrawnAt).length;
    return {
      lateConsent: late,
      withdrawals: withdrawn.size,
      sentBefore: sent.length - late,
      notSent: input.times - sent.length,
    };
  } finally {
    await world.close();
    await receiver.close();
  }
}

interface Withdrawals {
  readonly databaseUrl: string;
  readonly times: number;
  readonly seed: number;
}

/** Over connections of its own, as the API server has them. */
async function withdrawElsewhere(
  { notices }: NoticeWorld,
  input: Withdrawals,
): Promise<ReadonlyMap<LaborerId, number>> {
  const { db } = await openNoticeContext(input.databaseUrl, WITHDRAWING);
  try {
    return await withdrawAll(db, notices, input);
  } finally {
    await db.close();
  }
}

async function withdrawAll(
  db: Database,
  notices: NoticeWorld['notices'],
  input: Withdrawals,
): Promise<ReadonlyMap<LaborerId, number>> {
  const withdrawn = new Map<LaborerId, number>();
  const random = randomOf(input.seed, 'laborer', 0);
  const moments = notices
    .map(({ laborerId }) => ({ laborerId, atMs: random() * input.times * MS_PER_NOTICE }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const withdraw = async (laborerId: LaborerId): Promise<void> => {
    await db.stores.laborers.setConsent(laborerId, 'withdrawn');
    withdrawn.set(laborerId, performance.now());
  };
  const began = performance.now();
  const waiting: Promise<void>[] = [];
  for (const { laborerId, atMs } of moments) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + atMs - performance.now())));
    waiting.push(withdraw(laborerId));
  }
  await Promise.all(waiting);
  return withdrawn;
}
