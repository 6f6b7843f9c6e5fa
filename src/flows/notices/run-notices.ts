import type { Principal } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import type { RunNotices } from '../../domain/notification.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { readRun } from '../runs/request-run.ts';

/** What became of a run's notices, and who has the inbox alone. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function readRunNotices(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId },
): Promise<RunNotices> {
  authorize(input.principal, 'outbox.manage');
  await readRun(context, input);
  return await context.db.stores.notices.ofRun(input.runId);
}
