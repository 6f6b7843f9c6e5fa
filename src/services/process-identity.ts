import { readFileSync } from 'node:fs';

/** Names one process for good: ids are given again after a while, the pair is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the boot and its start, on Linux; `null` elsewhere. */
  readonly startTicks: string | null;
}

/** Positions among the fields of /proc/<pid>/stat that follow the name in brackets. */
const STATE_FIELD = 0;
const START_TICKS_FIELD = 19;
/** States of a process that has ended, though nobody has taken note of it yet. */
const ENDED_STATES = ['Z', 'X'];

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startTicks: readStat(process.pid)?.startTicks ?? null };
}

/** Whether that very process still runs. One of another user counts as running. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!exists(identity.pid)) return false;
  const stat = readStat(identity.pid);
  if (stat === null) return true;
  if (ENDED_STATES.includes(stat.state)) return false;
  return identity.startTicks === null || stat.startTicks === identity.startTicks;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // process.kill throws system errors only
  }
}

/** `null` where there is no /proc. */
function readStat(pid: number): { readonly state: string; readonly startTicks: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold blanks and brackets itself: fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[STATE_FIELD] ?? '', startTicks: fields[START_TICKS_FIELD] ?? '' };
  } catch {
    return null;
  }
}
