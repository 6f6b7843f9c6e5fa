/** Signals that ask a program to stop: Ctrl-C, a container's stop, a closed terminal. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Longest delay of a timer: waiting for a signal alone does not keep a process alive. */
const FOREVER_MS = 2 ** 31 - 1;

/** Resolves at the first signal that asks to stop; the caller then drains. A second Ctrl-C ends at once. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    const alive = setInterval(() => undefined, FOREVER_MS);
    const stop = (): void => {
      clearInterval(alive);
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
  });
}
