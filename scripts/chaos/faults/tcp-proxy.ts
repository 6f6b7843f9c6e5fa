import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A server that a cut-off client has not told it is gone drops it after this time: see `SESSION_OPTIONS`. */
const NOTICED_AFTER_MS = 25_000;

/** A wire to a server that can be cut: bytes vanish in both directions and nobody is told, as when a cable is pulled. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly client: Socket; readonly server: Socket }>();
  #isCut = false;
  #noticing: NodeJS.Timeout | undefined;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#server = createServer((client) => this.#join(client, connect(target)));
  }

  static async open(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    // It listens on TCP, so that it has one.
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#isCut = true;
    this.#noticing = setTimeout(() => {
      for (const { server } of this.#pairs) server.destroy();
    }, NOTICED_AFTER_MS);
  }

  /** Old connections are reset at the first byte: their other side knows them no more. */
  mend(): void {
    this.#isCut = false;
    clearTimeout(this.#noticing);
    for (const { client, server } of this.#pairs) for (const end of [client, server]) end.destroy();
    this.#pairs.clear();
  }

  close(): void {
    this.mend();
    this.#server.close();
  }

  #join(client: Socket, server: Socket): void {
    const pair = { client, server };
    this.#pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => undefined);
      from.on('data', (bytes) => {
        if (this.#isCut) return;
        if (!to.write(bytes)) from.pause();
      });
      to.on('drain', () => from.resume());
      from.on('close', () => {
        if (!this.#isCut) to.destroy();
        if (client.destroyed && server.destroyed) this.#pairs.delete(pair);
      });
    }
  }
}
