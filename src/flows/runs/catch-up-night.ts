import { dateInGansu } from '../../domain/dates.ts';
import type { FlowContext } from '../context.ts';

/** The bell itself comes first; it may be late by this much. */
const GRACE_MS = 2 * 60_000;
/** What the night missed is made up for until the brokers begin to call, not in the middle of their day. */
const LATEST_MS = 6 * 3_600_000;

/**
 * Rings for tonight's run where its hour has passed and no run of that date is there: the bell was lost with Redis, or every host was
 * down. Only where nights are kept at all, and only in the hours after.
 * @param input.due when the night was due last, and what time it is, both by PostgreSQL's clock.
 * @returns whether it rang.
 */
export async function catchUpNight(
  context: FlowContext,
  { due, now }: { readonly due: Date; readonly now: Date },
): Promise<boolean> {
  const late = now.getTime() - due.getTime();
  const date = dateInGansu(due);
  if (late < GRACE_MS || late > LATEST_MS || date !== dateInGansu(now)) return false;
  const last = await context.db.stores.runs.lastNight('');
  if (last === null || last >= date) return false;
  context.log.warn({ date, last }, 'the night was not rung: it is started now');
  await context.queue.ring([{ kind: 'nightly' }]);
  return true;
}
