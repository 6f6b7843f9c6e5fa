import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves when a server answers. @throws Error when it does not within the time, milliseconds. */
export async function untilUp(
  server: string,
  timeoutMs: number,
  answers: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await answers())) {
    if (performance.now() > deadline) throw new Error(`${server} did not come up.`);
    await sleep(POLL_MS);
  }
}
