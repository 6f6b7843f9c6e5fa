import { readFileSync } from 'node:fs';

const EVERY_MS = 250;
const KB_PER_MB = 1_000;

/** Watches how much resident memory some processes have together (Linux). */
export class ResidentMemory {
  readonly #timer: NodeJS.Timeout;
  #peakMb = 0;

  constructor(pids: () => readonly number[]) {
    this.#timer = setInterval(() => {
      const sum = pids().reduce((mb, pid) => mb + rssMb(pid), 0);
      this.#peakMb = Math.max(this.#peakMb, sum);
    }, EVERY_MS);
  }

  /** Megabytes; ends the watch. */
  stop(): number {
    clearInterval(this.#timer);
    return Math.round(this.#peakMb);
  }
}

/** 0 where the process is gone. */
function rssMb(pid: number): number {
  try {
    const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / KB_PER_MB;
  } catch {
    return 0;
  }
}
