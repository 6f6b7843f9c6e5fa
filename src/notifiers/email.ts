import { createTransport } from 'nodemailer';
import type { LaborBroker } from '../domain/broker.ts';
import type { OutboxMessage } from '../domain/notification.ts';
import type { Notifier } from '../flows/ports/notifier.ts';
import { digestText } from './digest-text.ts';
import { brokerEmailInvalid, mailFailure } from './mail-errors.ts';

export interface EmailNotifierOptions {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** The sender, `noreply@example.cn` or `陇桥 <noreply@example.cn>`. */
  readonly from: string;
  /** The address of the console, put into the letter as its link. */
  readonly publicUrl: string;
  /** The longest that one letter may take, in milliseconds. */
  readonly limitMs?: number;
}

/** A healthy server takes a short letter in under a second; a worker must not stand still for one that hangs. */
const LIMIT_MS = 10_000;

/** One address: no list, no display name, no line break. What the server thinks of it is the server's matter. */
const ONE_ADDRESS = /^[^\s<>,;:"@]+@[^\s<>,;:"@]+$/;

/**
 * Sends digests by SMTP: counts and a link, no personal data. A letter that is sent twice (its mark was lost) has the same Message-ID
 * both times, so that mail programs show it once.
 */
export function createEmailNotifier(options: EmailNotifierOptions): Notifier {
  const limitMs = options.limitMs ?? LIMIT_MS;
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    dnsTimeout: limitMs,
    // Nothing of a letter may come from a file or an address of the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    channel: 'email',
    async send(message, broker) {
      const letter = { ...letterFor(message, broker, options), signal: AbortSignal.timeout(limitMs) };
      try {
        await transport.sendMail(letter);
      } catch (error) {
        throw mailFailure(error);
      }
    },
  };
}

function letterFor(message: OutboxMessage, broker: LaborBroker, options: EmailNotifierOptions) {
  if (broker.email === null || !ONE_ADDRESS.test(broker.email)) throw brokerEmailInvalid(broker.id);
  return {
    ...digestText(message.digest, options.publicUrl),
    from: options.from,
    to: broker.email,
    messageId: messageIdOf(message, options.from),
    // Keeps out-of-office programs from answering.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Always the same for one (run, broker, channel). */
function messageIdOf({ runId, brokerId, channel }: OutboxMessage, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'longqiao.invalid';
  return `<digest.${runId}.${brokerId}.${channel}@${domain}>`;
}
