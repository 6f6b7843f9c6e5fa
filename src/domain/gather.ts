/** Questions that are under way at a time: one while the next gathers, and one more, so that no trip is waited out. */
const AT_ONCE = 2;

interface Waiting<Answer> {
  readonly promise: Promise<Answer | undefined>;
  resolve(answer: Answer | undefined): void;
  reject(error: unknown): void;
}

/**
 * Gathers single questions into one for many keys. A question is always asked after its key was given, never answered from
 * an earlier one, so an answer is as fresh as one asked for alone; a crowd costs hardly more than a single asker.
 * `undefined`: the answer has nothing for the key. All keys of a question that fails are rejected.
 */
export function gathered<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Answer>>,
): (key: Key) => Promise<Answer | undefined> {
  let next = new Map<Key, Waiting<Answer>>();
  let running = 0;
  let isDue = false;
  const run = async (): Promise<void> => {
    isDue = false;
    const batch = next;
    next = new Map();
    running += 1;
    try {
      const answers = await ask([...batch.keys()]);
      for (const [key, waiting] of batch) waiting.resolve(answers.get(key));
    } catch (error) {
      for (const waiting of batch.values()) waiting.reject(error);
    }
    running -= 1;
    start();
  };
  const start = (): void => {
    if (isDue || running >= AT_ONCE || next.size === 0) return;
    isDue = true;
    // After what has already arrived has been read.
    setImmediate(() => void run());
  };
  return async (key) => {
    const known = next.get(key);
    if (known !== undefined) return await known.promise;
    const waiting = promised<Answer>();
    next.set(key, waiting);
    start();
    return await waiting.promise;
  };
}

function promised<Answer>(): Waiting<Answer> {
  let settle: Pick<Waiting<Answer>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<Answer | undefined>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (answer) => settle?.resolve(answer),
    reject: (error) => settle?.reject(error),
  };
}
