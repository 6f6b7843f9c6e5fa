import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BENCH_KEYS } from '../../bench/night/bench-context.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

export interface WorkerInput {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** After which a silent worker counts as dead. */
  readonly silenceSeconds: number;
  readonly workers: number;
  /** More of the environment, by the number of the worker, from 0. */
  readonly environment?: (nth: number) => Readonly<Record<string, string>>;
  /** What goes before `node`, by the number of the worker: a network namespace. */
  readonly before?: (nth: number) => readonly string[];
  /** Told of every line that a worker logs. */
  readonly onLine?: (line: string, nth: number) => void;
}

/** Processes of `longqiao worker`; who is killed can be replaced. */
export class WorkerProcesses {
  readonly #input: WorkerInput;
  readonly #running = new Map<number, ChildProcess>();
  readonly #home = mkdtempSync(path.join(tmpdir(), 'longqiao-chaos-'));

  constructor(input: WorkerInput) {
    this.#input = input;
  }

  /** Starts those that do not run. */
  start(): void {
    for (let nth = 0; nth < this.#input.workers; nth += 1)
      if (!this.#running.has(nth)) this.#running.set(nth, this.#spawn(nth));
  }

  /** Process ids of those that run, by their number. */
  pids(): readonly (number | undefined)[] {
    return Array.from({ length: this.#input.workers }, (_, nth) => this.#running.get(nth)?.pid);
  }

  /** Kills (SIGKILL). @returns false where no such process of ours runs. */
  async kill(pid: number): Promise<boolean> {
    const found = [...this.#running].find(([, worker]) => worker.pid === pid);
    if (found === undefined) return false;
    const [nth, worker] = found;
    await end(worker, 'SIGKILL');
    this.#running.delete(nth);
    return true;
  }

  /** Kills (SIGKILL) and starts another. @returns false where no such process of ours runs. */
  async replace(pid: number): Promise<boolean> {
    const isKilled = await this.kill(pid);
    if (isKilled) this.start();
    return isKilled;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(async (worker) => await end(worker, 'SIGTERM')));
    this.#running.clear();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #spawn(nth: number): ChildProcess {
    const { databaseUrl, redisUrl, silenceSeconds, environment, before, onLine } = this.#input;
    const cli = path.join(ROOT, 'src/bin/cli.ts');
    const node = [process.execPath, '--import', 'tsx', cli, 'worker', '--concurrency', '1'];
    const [program = '', ...rest] = [...(before?.(nth) ?? []), ...node];
    const worker = spawn(program, rest, {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        LOG_LEVEL: onLine === undefined ? 'fatal' : 'info',
        ...BENCH_KEYS,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        WORKER_SILENCE_SECONDS: String(silenceSeconds),
        LONGQIAO_HOME: this.#home,
        ...environment?.(nth),
      },
      // Programs log to standard error.
      stdio: ['ignore', 'ignore', onLine === undefined ? 'inherit' : 'pipe'],
    });
    if (onLine !== undefined) forLines(worker, (line) => onLine(line, nth));
    return worker;
  }
}

function forLines(worker: ChildProcess, tell: (line: string) => void): void {
  let rest = '';
  worker.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}

/** A worker that does not end when it is asked to is killed after this time. */
const PATIENCE_MS = 40_000;

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const killer = setTimeout(() => worker.kill('SIGKILL'), PATIENCE_MS);
  worker.kill(signal);
  await once(worker, 'exit');
  clearTimeout(killer);
}
