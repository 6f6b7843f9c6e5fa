import { createTransport } from 'nodemailer';
import type { ChannelTarget } from '../domain/broker-channel.ts';
import type { Notice } from '../domain/notice.ts';
import type { Notifier, SendingLimit } from '../flows/ports/notifier.ts';
import { letterText } from './letter-text.ts';
import { mailAddressInvalid, mailFailure } from './mail-errors.ts';

export interface EmailNotifierOptions {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** The sender, `noreply@example.cn` or `陇桥 <noreply@example.cn>`. */
  readonly from: string;
  /** The address of the console, put into the letter as its link. */
  readonly publicUrl: string;
  /** The longest that one letter may take, in milliseconds. */
  readonly limitMs?: number;
  readonly limit?: SendingLimit;
}

/** A healthy server takes a short letter in under a second; a worker must not stand still for one that hangs. */
const LIMIT_MS = 10_000;
/** Of the mail server: every broker of the province within ten minutes, and no mail host takes it for a flood. */
const LIMIT: SendingLimit = { perMinute: 300, burst: 30 };

/** One address: no list, no display name, no line break. What the server thinks of it is the server's matter. */
const ONE_ADDRESS = /^[^\s<>,;:"@]+@[^\s<>,;:"@]+$/;

/**
 * Sends notices by SMTP. A letter that is sent twice (its mark was lost) has the same Message-ID both times, so that mail programs
 * show it once.
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
    limit: options.limit ?? LIMIT,
    turnOf: () => 'email',
    check: async (target) => {
      addressOf(target);
      return await Promise.resolve();
    },
    partsOf: () => 1,
    async send(notice, _part, target) {
      const letter = { ...letterFor(notice, target, options), signal: AbortSignal.timeout(limitMs) };
      try {
        await transport.sendMail(letter);
      } catch (error) {
        throw mailFailure(error);
      }
    },
  };
}

function letterFor(notice: Notice, target: ChannelTarget, options: EmailNotifierOptions) {
  return {
    ...letterText(notice, options.publicUrl),
    from: options.from,
    to: addressOf(target),
    messageId: messageIdOf(notice, options.from),
    // Keeps out-of-office programs from answering.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function addressOf({ address }: ChannelTarget): string {
  if (ONE_ADDRESS.test(address)) return address;
  throw mailAddressInvalid();
}

/** Always the same for one notice. */
function messageIdOf({ id }: Notice, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'longqiao.invalid';
  return `<${id}@${domain}>`;
}
