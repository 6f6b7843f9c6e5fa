import { once } from 'node:events';
import net from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as the server got it. */
interface ReceivedLetter {
  readonly to: readonly string[];
  /** Headers and parts, not decoded. */
  readonly source: string;
}

export interface TestSmtp {
  readonly url: string;
  readonly letters: readonly ReceivedLetter[];
  stop(): Promise<void>;
}

/** Answers by recipient: `<code>@refused.test` is refused with that SMTP code, `<code>-data@…` after the letter was read. */
export async function startSmtp(): Promise<TestSmtp> {
  const letters: ReceivedLetter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(smtpError(535, 'wrong password')),
    onRcptTo: (address, _session, done) => done(answerTo(address.address, /^(\d{3})@refused\.test$/)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const refusal = answerTo(to[0] ?? '', /^(\d{3})-data@refused\.test$/);
        if (refusal === null) letters.push({ to, source: Buffer.concat(chunks).toString() });
        done(refusal);
      });
    },
  });
  server.on('error', () => undefined);
  const port = await listen(server.listen(0, '127.0.0.1'));
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that takes connections and says nothing (`silent`), or ends them at once (`drop`). */
export async function startBadSmtp(manner: 'silent' | 'drop'): Promise<TestSmtp> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (manner === 'drop') socket.destroy();
  });
  const port = await listen(server.listen(0, '127.0.0.1'));
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: [],
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: net.Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answerTo(address: string, pattern: RegExp): Error | null {
  const code = pattern.exec(address)?.[1];
  return code === undefined ? null : smtpError(Number(code), `no letters for ${address}`);
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
