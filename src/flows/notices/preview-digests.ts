import type { Principal } from '../../domain/broker.ts';
import type { BrokerId, RunId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Channel } from '../../domain/notification.ts';
import { authorize } from '../authorize.ts';
import { isOwn } from '../channels/find-own-broker.ts';
import { waysOut } from '../channels/ways-out.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import { readRun } from '../runs/request-run.ts';
import { makeNotice } from './make-notice.ts';
import { digestsOf } from './write-digests.ts';

/** What a broker would be told. */
export interface PreviewedDigest {
  readonly brokerId: BrokerId;
  readonly brokerName: string;
  readonly channels: readonly Channel[];
  /** As it would leave the system: counts and openings, no laborer. */
  readonly notice: Notice;
}

/** Carries the answer out of a transaction that must leave nothing behind. */
class RolledBack extends Error {
  readonly found: readonly PreviewedDigest[];

  constructor(found: readonly PreviewedDigest[]) {
    super('a preview is rolled back');
    this.found = found;
  }
}

/**
 * What would be sent if a run were published now, to brokers of the principal's areas: also of a dry run, and of one that is held. It is
 * made as publishing makes it, in a transaction that is rolled back.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`.
 */
export async function previewDigests(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId },
): Promise<readonly PreviewedDigest[]> {
  authorize(input.principal, 'outbox.manage');
  await readRun(context, input);
  try {
    return await context.db.transaction(async (stores) => {
      throw new RolledBack(await preview(context, stores, input));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.found;
    throw error;
  }
}

async function preview(
  context: FlowContext,
  stores: Stores,
  { principal, runId }: { readonly principal: Principal; readonly runId: RunId },
): Promise<readonly PreviewedDigest[]> {
  const digests = await digestsOf(stores, runId);
  const brokers = digests.map(({ broker }) => broker);
  const ways = await waysOut(
    stores,
    brokers,
    context.notifiers.map((one) => one.channel),
  );
  const found: PreviewedDigest[] = [];
  const createdAt = new Date().toISOString();
  for (const { broker, digest } of digests) {
    if (!isOwn(principal, broker)) continue;
    const message = { runId, brokerId: broker.id, channel: 'inbox', createdAt, digest } as const;
    found.push({
      brokerId: broker.id,
      brokerName: broker.name,
      channels: ['inbox', ...(ways.get(broker.id) ?? [])],
      notice: await makeNotice(stores, context.reference, message),
    });
  }
  return found;
}
