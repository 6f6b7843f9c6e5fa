import type { IsoInstant } from './dates.ts';
import { maskPhone } from './id-number.ts';
import type { BrokerId } from './ids.ts';
import type { OutsideChannel } from './notification.ts';

/** Where a channel leads. Encrypted at rest: an address names a person, and a bot's URL or a secret opens a door. */
export interface ChannelTarget {
  /** A mail address, a phone number, or a URL. */
  readonly address: string;
  /** Signing secrets of a webhook, newest first: one, or two while receivers change over. Empty elsewhere. */
  readonly secrets: readonly string[];
}

/** A way out of one broker, as it may be listed. */
export interface BrokerChannel {
  readonly brokerId: BrokerId;
  readonly kind: OutsideChannel;
  /** The address with its private part masked. */
  readonly shown: string;
  readonly isActive: boolean;
  /** Signing secrets in use. */
  readonly secrets: number;
  readonly updatedAt: IsoInstant;
}

/** Signing secrets that hold at once: the new one, and the one before. */
export const SECRETS_AT_ONCE = 2;

/** An address as surfaces show it: `w***@example.cn`, `138****0001`, `https://example.cn/…`. */
export function maskAddress(kind: OutsideChannel, address: string): string {
  switch (kind) {
    case 'email':
      return address.replace(/^(.)[^@]*/, '$1***');
    case 'sms':
      return maskPhone(address);
    case 'webhook':
    case 'wecom':
      return URL.canParse(address) ? `${new URL(address).origin}/…` : '…';
  }
}
