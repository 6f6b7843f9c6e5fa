import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A wire to a server that can be cut, frozen and mended. */
export interface CutWire {
  readonly port: number;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Leaves connections open and lets nothing through, as a hung server does. */
  freeze(): void;
  /** Lets everything through again. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a wire to a host and port. */
export async function openWire(target: { readonly host: string; readonly port: number }): Promise<CutWire> {
  const sockets = new Set<net.Socket>();
  let isFrozen = false;
  const join = (near: net.Socket): void => {
    const far = net.connect(target.port, target.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => void (isFrozen || to.write(chunk)));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  };
  let server = net.createServer(join).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return {
    port,
    cut,
    freeze: () => void (isFrozen = true),
    mend: async () => {
      isFrozen = false;
      for (const socket of sockets) socket.destroy();
      if (server.listening) return;
      server = net.createServer(join).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: cut,
  };
}
