import { spawnSync } from 'node:child_process';

/** Of a private network that nobody has: the fourth number counts the hosts. */
const NETWORK = '10.203.77';
const FIRST_HOST = 11;

/** Hosts of their own on one machine: network namespaces on a bridge, each with a cable that can be pulled. Linux, as root. */
export class Namespaces {
  /** Where the machine itself is reached from the hosts. */
  readonly address = `${NETWORK}.1`;
  readonly #prefix = `lq${process.pid % 100_000}`;
  readonly #hosts: number;

  private constructor(hosts: number) {
    this.#hosts = hosts;
  }

  /** @returns the reason where this machine does not allow them. */
  static open(hosts: number): Namespaces | { readonly reason: string } {
    const namespaces = new Namespaces(hosts);
    try {
      namespaces.#build();
      return namespaces;
    } catch (error) {
      namespaces.close();
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What goes before a program to run it on a host. */
  before(host: number): readonly string[] {
    return ['ip', 'netns', 'exec', this.#name(host)];
  }

  /** Pulls the cable of a host. */
  cut(host: number): void {
    ip('link', 'set', this.#cable(host), 'down');
  }

  mend(host: number): void {
    ip('link', 'set', this.#cable(host), 'up');
  }

  /** Also what was built by half. */
  close(): void {
    for (let host = 0; host < this.#hosts; host += 1) {
      spawnSync('ip', ['link', 'del', this.#cable(host)]);
      spawnSync('ip', ['netns', 'del', this.#name(host)]);
    }
    spawnSync('ip', ['link', 'del', `${this.#prefix}br`]);
  }

  #build(): void {
    const bridge = `${this.#prefix}br`;
    ip('link', 'add', bridge, 'type', 'bridge');
    ip('addr', 'add', `${this.address}/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    for (let host = 0; host < this.#hosts; host += 1) {
      const [name, cable] = [this.#name(host), this.#cable(host)];
      ip('netns', 'add', name);
      ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('link', 'set', cable, 'master', bridge, 'up');
      ip('-n', name, 'addr', 'add', `${NETWORK}.${FIRST_HOST + host}/24`, 'dev', 'eth0');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
      ip('netns', 'exec', name, 'true');
    }
  }

  #name(host: number): string {
    return `${this.#prefix}h${host}`;
  }

  #cable(host: number): string {
    return `${this.#prefix}v${host}`;
  }
}

function ip(...given: readonly string[]): void {
  const { status, stderr, error } = spawnSync('ip', given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${given.join(' ')}: ${error?.message ?? stderr.trim()}`);
}
