import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** One key of AES-256: its id stands in every ciphertext it made. */
export interface PersonalKey {
  /** 1..255 bytes of UTF-8, such as `2026a`. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Encrypts personal data for one place, and makes the keyed hashes by which it is found again. */
export interface PersonalCrypto {
  /** Ids of the keys, the one that encrypts first. */
  readonly keyIds: readonly string[];
  /** A new ciphertext each time (random nonce), made with the first key. `place` is bound: see `decrypt`. */
  encrypt(plain: string, place: string): Buffer;
  /**
   * The text of a ciphertext that any known key made for this very place (a column and a row).
   * @throws AppError `CIPHERTEXT_UNREADABLE`: unknown key, other place, or changed bytes.
   */
  decrypt(ciphertext: Uint8Array, place: string): string;
  /**
   * HMAC-SHA-256 (32 bytes) of a text for a purpose: the same text has the same hash, in one purpose only.
   */
  hash(plain: string, purpose: string): Buffer;
}

/** First byte of a ciphertext: the layout `version, key id length, key id, nonce, tag, data`. */
const LAYOUT_VERSION = 1;
/** AES-256. */
const KEY_BYTES = 32;
/** The nonce that GCM is made for; random ones are safe for 2^32 texts a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with the key's id in each ciphertext. The first key encrypts, every key decrypts: to rotate,
 * put a new key in front and keep the old one. The hash key must stay: the lookup of ID numbers depends on
 * it.
 * @throws AppError `KEYS_INVALID` when there is no key, one is not 32 bytes, or two share an id.
 */
export function createPersonalCrypto(options: {
  readonly keys: readonly PersonalKey[];
  readonly hashKey: Uint8Array;
}): PersonalCrypto {
  const keys = new Map(options.keys.map((key) => [key.id, key]));
  const first = options.keys[0];
  if (first === undefined || keys.size < options.keys.length) throw keysInvalid();
  if (![...options.keys.map(({ key }) => key), options.hashKey].every((key) => key.length === KEY_BYTES)) {
    throw keysInvalid();
  }
  if (options.keys.some(({ id }) => !isKeyId(id))) throw keysInvalid();
  const encrypting = { key: createSecretKey(first.key), header: headerOf(first.id) };
  const hashKey = createSecretKey(options.hashKey);
  return {
    keyIds: options.keys.map(({ id }) => id),
    encrypt: (plain, place) => encryptWith(encrypting, plain, place),
    decrypt: (ciphertext, place) => decryptWith(keys, Buffer.from(ciphertext), place),
    hash: (plain, purpose) => createHmac('sha256', hashKey).update(`${purpose}\0${plain}`).digest(),
  };
}

function isKeyId(id: string): boolean {
  const bytes = Buffer.byteLength(id);
  return bytes >= 1 && bytes <= 255;
}

function encryptWith(
  { key, header }: { readonly key: KeyObject; readonly header: Buffer },
  plain: string,
  place: string,
): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundData(header, place));
  const data = cipher.update(plain, 'utf8');
  // GCM is a stream: all of the data has been given out already.
  cipher.final();
  return Buffer.concat([header, nonce, cipher.getAuthTag(), data]);
}

/** Nonces that were drawn at once: asking the system for each costs more than the encryption itself. */
const nonces = Buffer.allocUnsafe(NONCE_BYTES * 1_024);
let nextNonce = nonces.length;

/** Valid until the next call; each is given out once. */
function freshNonce(): Buffer {
  if (nextNonce === nonces.length) {
    randomFillSync(nonces);
    nextNonce = 0;
  }
  nextNonce += NONCE_BYTES;
  return nonces.subarray(nextNonce - NONCE_BYTES, nextNonce);
}

function decryptWith(keys: ReadonlyMap<string, PersonalKey>, bytes: Buffer, place: string): string {
  if (bytes[0] !== LAYOUT_VERSION) throw unreadable('layout');
  const headerEnd = 2 + (bytes[1] ?? 0);
  const id = bytes.toString('utf8', 2, headerEnd);
  const key = keys.get(id);
  if (key === undefined) throw unreadable(`key "${id}"`);
  const tagAt = headerEnd + NONCE_BYTES;
  const dataAt = tagAt + TAG_BYTES;
  if (bytes.length < dataAt) throw unreadable('length');
  try {
    const nonce = bytes.subarray(headerEnd, tagAt);
    const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundData(bytes.subarray(0, headerEnd), place));
    decipher.setAuthTag(bytes.subarray(tagAt, dataAt));
    return Buffer.concat([decipher.update(bytes.subarray(dataAt)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw unreadable('authentication', cause);
  }
}

function headerOf(keyId: string): Buffer {
  const id = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([LAYOUT_VERSION, id.length]), id]);
}

/** What GCM authenticates beside the data: a ciphertext moved to another column or row does not open. */
function boundData(header: Buffer, place: string): Buffer {
  return Buffer.concat([header, Buffer.from(place)]);
}

function keysInvalid(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'KEYS_INVALID',
    message: say('加密密钥不合法', 'The encryption keys are not valid'),
    remedy: say(
      '至少一把密钥，每把 32 字节，编号互不相同；散列密钥也是 32 字节',
      'Give at least one key; every key and the hash key are 32 bytes; key ids differ',
    ),
  });
}

function unreadable(what: string, cause?: unknown): AppError {
  return new AppError({
    kind: 'internal',
    code: 'CIPHERTEXT_UNREADABLE',
    message: say(`密文无法解开（${what}）`, `A ciphertext cannot be opened (${what})`),
    remedy: say(
      '把写入时使用的密钥加回 LONGQIAO_KEYS',
      'Put the key it was written with back into LONGQIAO_KEYS',
    ),
    cause,
  });
}
