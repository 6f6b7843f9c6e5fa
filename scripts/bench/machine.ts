import { availableParallelism, totalmem } from 'node:os';

const BYTES_PER_GIB = 2 ** 30;
const BYTES_PER_MB = 1_000_000;
/** resourceUsage counts in kibibytes. */
const BYTES_PER_KIB = 1_024;

/** The machine in a line, without its name. */
export function machineLine(): string {
  const memory = Math.round(totalmem() / BYTES_PER_GIB);
  return `${availableParallelism()} cores, ${memory} GB of memory, Node ${process.versions.node}`;
}

/** The most memory that this process has held so far, threads included; MB. */
export function peakRssMb(): number {
  return (process.resourceUsage().maxRSS * BYTES_PER_KIB) / BYTES_PER_MB;
}
