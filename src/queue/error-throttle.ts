/** A lasting outage is told once in this time, not at every attempt to reconnect. */
const QUIET_MS = 60_000;

/** Passes an error on unless one with the same message was passed on within the last minute. */
export function throttleErrors(
  report: (error: Error) => void,
  now: () => number = Date.now,
): (error: Error) => void {
  const lastTold = new Map<string, number>();
  return (error) => {
    const time = now();
    for (const [message, told] of lastTold) if (time - told >= QUIET_MS) lastTold.delete(message);
    if (lastTold.has(error.message)) return;
    lastTold.set(error.message, time);
    report(error);
  };
}
