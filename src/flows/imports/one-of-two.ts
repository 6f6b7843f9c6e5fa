/** Works that run at once: each holds up to three of a process's eight connections. */
const MOST_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a large import; of many, two at a time in one process, the others in their order. */
export async function oneOfTwo<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running === MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
