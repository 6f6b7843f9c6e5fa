import { createHash, randomBytes } from 'node:crypto';

/** Marks a secret of this system, so that a leaked one is recognized by scanners. */
const PREFIX = 'lq_';
/** 256 bits: cannot be guessed, so a fast hash is enough. */
const SECRET_BYTES = 32;
/** The prefix and 43 characters of base64url. */
const SECRET_FORM = /^lq_[\w-]{43}$/;

/** A new secret: `lq_` and 32 random bytes in base64url. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** What is stored of a secret: its SHA-256 in hexadecimal. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a text can be a secret at all; saves a query for what cannot. */
export function looksLikeSecret(text: string): boolean {
  return SECRET_FORM.test(text);
}
