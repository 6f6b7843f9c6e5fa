import type { Job, JobInformation, Queue } from 'bull';
import type { Schedule } from '../flows/ports/queue.ts';
import { messageId, messageOfId } from './message-id.ts';

/** Name of the jobs that the timetable makes; they ring their message. */
export const TICK = 'tick';

/** What a job carries: the id of a message, nothing else. */
export interface Payload {
  readonly message: string;
}

/** Cron is read in UTC: local time would run a job twice, or not at all, where clocks change. */
const TIME_ZONE = 'UTC';

/**
 * Makes the repeatable jobs exactly these. Every row is added again each time: that is a no-op while its next tick is there, and
 * mends the chain where a flushed server or a killed worker broke it. Any number of processes may do so at once.
 */
export async function assertTimetable(queue: Queue<Payload>, schedules: readonly Schedule[]): Promise<void> {
  const wanted = new Set(schedules.map(rowKey));
  const rows = await queue.getRepeatableJobs();
  const unwanted = rows.filter((row) => row.name !== TICK || !wanted.has(keyOfRow(row)));
  await Promise.all(unwanted.map((row) => queue.removeRepeatableByKey(row.key)));
  if (unwanted.length > 0) await removeStrayTicks(queue, wanted);
  await Promise.all(schedules.map((schedule) => addRow(queue, schedule)));
}

/** The rows that stand now, by message and cron. */
export async function readTimetable(queue: Queue<Payload>): Promise<readonly Schedule[]> {
  const rows = await queue.getRepeatableJobs();
  return rows.flatMap(scheduleOf).toSorted((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
}

function addRow(queue: Queue<Payload>, { message, cron }: Schedule): Promise<Job<Payload>> {
  const id = messageId(message);
  return queue.add(TICK, { message: id }, { jobId: id, repeat: { cron, tz: TIME_ZONE } });
}

function scheduleOf(row: JobInformation): readonly Schedule[] {
  const message = messageOfId(row.id ?? '');
  return row.name === TICK && message !== null ? [{ message, cron: row.cron }] : [];
}

/** Ticks of removed rows that piled up while no worker ran. */
async function removeStrayTicks(queue: Queue<Payload>, wanted: ReadonlySet<string>): Promise<void> {
  const delayed = await queue.getDelayed();
  const stray = delayed.filter((job) => job.name === TICK && !wanted.has(keyOfTick(job)));
  await Promise.all(stray.map((job) => job.remove()));
}

function rowKey({ message, cron }: Schedule): string {
  return `${messageId(message)} ${TIME_ZONE} ${cron}`;
}

function keyOfRow(row: JobInformation): string {
  return `${row.id ?? ''} ${row.tz ?? ''} ${row.cron}`;
}

function keyOfTick(job: Job<Payload>): string {
  const repeat = job.opts.repeat;
  const cron = repeat !== undefined && 'cron' in repeat ? repeat.cron : '';
  return `${job.data.message} ${repeat?.tz ?? ''} ${cron}`;
}
