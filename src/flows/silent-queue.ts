import type { JobQueue } from './ports/queue.ts';

/** A queue that nobody hears, for whoever works on what another hands out and rings for. */
export const SILENT_QUEUE: JobQueue = {
  ring: async () => await Promise.resolve(),
  work: () => undefined,
  assertTimetable: async () => await Promise.resolve(),
  timetable: async () => await Promise.resolve([]),
  ping: async () => await Promise.resolve('none'),
  close: async () => await Promise.resolve(),
};
