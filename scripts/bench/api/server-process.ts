import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** How long the event loop of a server was late, since it was asked last. */
export interface LoopLag {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What a server says when it listens. */
export interface ServerReady {
  readonly url: string;
}

/** A server of the bench in a process of its own, so that its event loop is its own. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts a module of this folder; resolves when it listens. @throws Error where it ends before. */
  static async start(module: string, environment: Record<string, string>): Promise<ServerProcess> {
    const child = fork(path.join(import.meta.dirname, module), [], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...environment },
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${module} ended before it listened`);
    });
    // The first message of a server is this.
    const [ready] = (await Promise.race([once(child, 'message'), ended])) as [ServerReady];
    ended.catch(() => undefined);
    return new ServerProcess(child, ready.url);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The lag since the last call; only `serve-api.ts` answers. */
  async loopLag(): Promise<LoopLag> {
    const answered = once(this.#child, 'message');
    this.#child.send('lag');
    // It sends nothing else.
    const [lag] = (await answered) as [LoopLag];
    return lag;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
