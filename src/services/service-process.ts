import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A server that this process started and must stop. */
export interface ServiceProcess {
  readonly pid: number;
  /** Exit status, or `null` while it runs. A process that a signal ended counts as -1. */
  exitStatus(): number | null;
  /** Sends the signal and waits; after `STOP_TIMEOUT_MS` it is killed. Safe to call twice. */
  stop(signal: 'SIGINT' | 'SIGTERM'): Promise<void>;
}

interface ServiceCommand {
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]];
  /** Both outputs go here; the file starts empty and only its owner can read it. */
  readonly logFile: string;
  /** Written to standard input, where secrets are not seen by others (as they would be in the arguments). */
  readonly input?: string;
}

/** A clean shutdown writes a checkpoint: seconds on a slow disk, never a minute. */
const STOP_TIMEOUT_MS = 30_000;
/** What of the log is shown when a start fails, characters. */
const LOG_TAIL = 2_000;

/**
 * Starts a server in a process group of its own, so that Ctrl-C reaches only us and we can drain before it goes.
 * It is given no environment but the search path: our secrets are not its business. Must be called on the main
 * thread: the kernel ties "die with the parent" to the thread that made the child.
 *
 * @throws when the program cannot be started at all.
 */
export async function startServiceProcess(command: ServiceCommand): Promise<ServiceProcess> {
  const [program, ...args] = command.argv;
  const log = openSync(command.logFile, 'w', 0o600);
  const child = spawn(program, args, {
    detached: true,
    stdio: [command.input === undefined ? 'ignore' : 'pipe', log, log],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  });
  closeSync(log);
  const pid = await spawned(child);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(command.input);
  child.unref();
  return { pid, exitStatus: () => exitStatus(child), stop: (signal) => stop(child, signal) };
}

/** Prefix that makes a Linux program die with its parent (even after kill -9); empty where that is unknown. */
export function dieWithParent(signal: 'INT' | 'TERM'): readonly string[] {
  if (process.platform !== 'linux') return [];
  const prefix = ['setpriv', '--pdeathsig', signal];
  return canRun([...prefix, 'true']) ? prefix : [];
}

/** Whether a command exists here and ends well. */
export function canRun(argv: readonly string[]): boolean {
  const [program = '', ...args] = argv;
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** The end of a server's log, for an error message. */
export function logTail(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-LOG_TAIL).trim();
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? -1));
  });
}

function exitStatus(child: ChildProcess): number | null {
  if (child.exitCode !== null) return child.exitCode;
  return child.signalCode === null ? null : -1;
}

async function stop(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  if (exitStatus(child) !== null) return;
  child.ref();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill(signal);
  await exited;
  clearTimeout(killer);
}
