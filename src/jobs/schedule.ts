import type { Schedule } from '../flows/ports/queue.ts';

/** Every minute, by whichever worker takes it: also where the keeper of the nights is missing, what the queue lost is rung again. */
const EVERY_MINUTE = '* * * * *';

/** 04:30 in Gansu: the night's lists are out, the offices are closed. */
const RETENTION_CRON = '30 20 * * *';

/**
 * The timetable, in UTC. Re-asserted at start and each half minute, since a flushed Redis forgets it silently.
 * @param nightlyCron `0 18 * * *` is 02:00 in Gansu: after the offices' last entries, long before the brokers' morning.
 */
export function timetable(nightlyCron: string): readonly Schedule[] {
  return [
    { message: { kind: 'nightly' }, cron: nightlyCron },
    { message: { kind: 'sweep' }, cron: EVERY_MINUTE },
    { message: { kind: 'retention' }, cron: RETENTION_CRON },
  ];
}
