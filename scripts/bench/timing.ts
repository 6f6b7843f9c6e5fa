/** A result, and how long it took to get, in seconds of wall clock. */
export interface Timed<Result> {
  readonly result: Result;
  readonly seconds: number;
}

/** Runs work once and times it. */
export function timed<Result>(work: () => Result): Timed<Result> {
  const start = performance.now();
  const result = work();
  return { result, seconds: secondsSince(start) };
}

/** Awaits work once and times it. */
export async function timedAsync<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: secondsSince(start) };
}

/** Seconds since a value of `performance.now()`. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1_000;
}

/** The most often that a short piece of work is repeated. */
const MOST_RUNS = 5;

/** Repeats work while its runs together take less than this, once at least; the seconds of each run. */
export async function repeated(
  work: () => void | Promise<void>,
  seconds: number,
): Promise<readonly number[]> {
  const runs: number[] = [];
  const start = performance.now();
  do {
    runs.push((await timedAsync(async () => await work())).seconds);
  } while (runs.length < MOST_RUNS && secondsSince(start) < seconds);
  return runs;
}

/** The middle value; of an even number of values the upper middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share (0..1) of the values lies, by nearest rank. @throws Error where there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('There is no percentile of nothing');
  return value;
}
