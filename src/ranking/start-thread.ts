import { Worker } from 'node:worker_threads';

/** Loads a thread that is written in TypeScript, as in development and tests: Node 20 gives threads no loader from flags. */
const LOAD_TYPESCRIPT = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(require('node:worker_threads').workerData.entry);
})`;

/**
 * What a thread may take for new objects, in megabytes: twice what it has by default, so that half as many answers wait for a
 * collection. Everything large lies outside, in typed arrays.
 */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 96 } as const;

/** Starts a thread on a module with its orders. */
export function startThread(entry: URL, orders: object): Worker {
  // Flags of this process are for its main thread.
  const options = {
    workerData: { ...orders, entry: entry.href },
    execArgv: [],
    resourceLimits: THREAD_LIMITS,
  };
  return entry.pathname.endsWith('.ts')
    ? new Worker(LOAD_TYPESCRIPT, { ...options, eval: true })
    : new Worker(entry, options);
}
