import { maskIdNumber, maskPhone } from '../../domain/id-number.ts';
import type { PersonalData } from '../../domain/laborer.ts';
import type { BulkTable } from '../bulk-upsert.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import { RECORD_COLUMNS } from '../rows/laborer-columns.ts';

/** A new phone brings its ciphertext and mask along; none given keeps all three. */
const withPhone = (name: string): { readonly sql: string } => ({
  sql: `case when given.phone_hash is null or given.phone_hash = stored.phone_hash
    then stored.${name} else given.${name} end`,
});

/**
 * `laborer` as bulk writes see it. A removed laborer stays as she is, and so does one whom a source puts into another county,
 * until a person decides which county she belongs to.
 */
export const LABORER_TABLE: BulkTable = {
  table: 'laborer',
  keys: ['id_number_hash'],
  mayChange: 'stored.removed_on is null and stored.county_code = left(given.home_code, 6)',
  columns: [
    { name: 'id_number_hash', type: 'bytea', merge: 'once' },
    { name: 'id_number', type: 'bytea', merge: 'once' },
    { name: 'id_number_masked', type: 'text', merge: 'once' },
    { name: 'phone_hash', type: 'bytea', merge: withPhone('phone_hash') },
    { name: 'phone', type: 'bytea', merge: withPhone('phone') },
    { name: 'phone_masked', type: 'text', merge: withPhone('phone_masked') },
    ...RECORD_COLUMNS,
  ],
};

/** What ciphertexts and hashes are bound to. */
export const ID_NUMBER_HASH = 'laborer.id_number';
const PHONE_HASH = 'laborer.phone';

/** The place of a ciphertext: column and row, so that it cannot be moved to another person. */
export function placeOf(column: 'id_number' | 'phone', idNumberHash: Uint8Array): string {
  return `laborer.${column}/${Buffer.from(idNumberHash).toString('hex')}`;
}

/** ID number and phone as columns of `laborer`. */
export interface PersonalCells extends PhoneCells {
  readonly id_number_hash: Buffer;
  readonly id_number: Buffer;
  readonly id_number_masked: string;
}

interface PhoneCells {
  readonly phone_hash: Buffer | null;
  readonly phone: Buffer | null;
  readonly phone_masked: string | null;
}

/** Encrypts what is personal, under the keyed hash of the ID number. */
export function personalCells(
  crypto: PersonalCrypto,
  { idNumber, phone }: PersonalData,
  hash: Buffer,
): PersonalCells {
  return {
    id_number_hash: hash,
    id_number: crypto.encrypt(idNumber, placeOf('id_number', hash)),
    id_number_masked: maskIdNumber(idNumber),
    ...phoneCells(crypto, phone, hash),
  };
}

/** A phone as its row holds it: keyed hash, ciphertext bound to the person, and mask; none is three times `null`. */
export function phoneCells(crypto: PersonalCrypto, phone: string | null, idNumberHash: Buffer): PhoneCells {
  if (phone === null) return { phone_hash: null, phone: null, phone_masked: null };
  return {
    phone_hash: phoneHashOf(crypto, phone),
    phone: crypto.encrypt(phone, placeOf('phone', idNumberHash)),
    phone_masked: maskPhone(phone),
  };
}

/** The keyed hash of a phone: the same phone has the same one. */
export function phoneHashOf(crypto: PersonalCrypto, phone: string): Buffer {
  return crypto.hash(phone, PHONE_HASH);
}
