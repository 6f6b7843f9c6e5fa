/** How often the process is asked whether it may run. */
const TICK_MS = 5;

/**
 * How many milliseconds `work` takes of the time that this process was let run, whether it succeeds or not: on a machine
 * that gives it one turn in four, about a quarter of the clock. For promises such as "within two seconds".
 */
export async function fairMillisecondsOf(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  // An interval never catches up: a turn that comes late counts once.
  const ticking = setInterval(() => (ticks += 1), TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(ticking);
  }
  return ticks * TICK_MS;
}
