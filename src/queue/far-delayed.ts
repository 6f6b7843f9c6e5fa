import type { Queue } from 'bull';
import { TICK, type Payload } from './timetable.ts';

/** No back-off is as long: who put a message off further has a clock that is ahead. */
const FAR_MS = 120_000;
/** Looked at in one go; the rest follows at the next. */
const AT_ONCE = 1_000;
/** Bull's scores of delayed jobs are milliseconds times this. */
const SCORE_PER_MS = 0x1000;

/**
 * Lets messages go that wait for longer than any back-off. A host whose clock is two hours ahead puts off what failed there by two hours,
 * and meanwhile the same message, being there, could not be rung.
 */
export async function letGoFarDelayed(queue: Queue<Payload>): Promise<void> {
  const least = (Date.now() + FAR_MS) * SCORE_PER_MS;
  const delayed = queue.toKey('delayed');
  const ids = await queue.client.zrangebyscore(delayed, least, '+inf', 'LIMIT', 0, AT_ONCE);
  for (const id of ids) {
    const job = await queue.getJob(id);
    // Ticks of the timetable are meant to lie hours ahead. One that was let go meanwhile needs nothing.
    if (job !== null && job.name !== TICK) await job.promote().catch(() => undefined);
  }
}
