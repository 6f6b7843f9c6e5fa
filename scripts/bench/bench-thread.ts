/** The module that threads of a bench run: does one piece of work after the other and posts what came out. */
import { parentPort } from 'node:worker_threads';
import { BenchWorker } from './engine/bench-worker.ts';
import type { BenchWork } from './engine/bench-work.ts';

const worker = new BenchWorker();
parentPort?.on('message', (work: BenchWork) => {
  parentPort?.postMessage(worker.run(work), []);
});
