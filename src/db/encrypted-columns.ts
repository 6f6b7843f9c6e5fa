import { channelPlace } from './stores/channel-store.ts';
import { importFilePlace, importRowPlace } from './stores/import-store.ts';
import { placeOf } from './stores/laborer-cells.ts';

/** A table that holds ciphertexts of personal data, so that a rotation of keys reaches all of them. */
export interface EncryptedTable {
  readonly table: string;
  /** An integer column, unique and never null: the way through the table. */
  readonly key: string;
  /** SQL of the bytes that the ciphertexts of a row are bound to. */
  readonly boundTo: string;
  readonly columns: readonly string[];
  /** What the ciphertext of a column is bound to, from the value of `boundTo`. */
  readonly placeOf: (column: string, boundTo: Buffer) => string;
}

/**
 * Every table with ciphertexts. A test walks the schema for columns of bytes: a new one must be named here, or be none.
 */
export const ENCRYPTED_TABLES: readonly EncryptedTable[] = [
  {
    table: 'laborer',
    key: 'id',
    boundTo: 'id_number_hash',
    columns: ['id_number', 'phone'],
    placeOf: (column, hash) => placeOf(column === 'phone' ? 'phone' : 'id_number', hash),
  },
  {
    table: 'broker_channel',
    key: 'id',
    boundTo: `convert_to(broker_id || '/' || kind, 'UTF8')`,
    columns: ['target'],
    placeOf: (_column, brokerAndKind) => channelPlace(brokerAndKind.toString()),
  },
  {
    table: 'import_file',
    key: 'id',
    boundTo: 'int4send(batch_id)',
    columns: ['content'],
    placeOf: (_column, batch) => importFilePlace(batch.readInt32BE()),
  },
  {
    table: 'import_row',
    key: 'id',
    boundTo: 'int4send(batch_id)',
    columns: ['details'],
    placeOf: (_column, batch) => importRowPlace(batch.readInt32BE()),
  },
  {
    table: 'import_touched',
    key: 'id',
    boundTo: 'id_number_hash',
    columns: ['phone'],
    placeOf: (_column, hash) => placeOf('phone', hash),
  },
];

/** Columns of bytes that hold no ciphertext: keyed hashes and packed lists. */
export const PLAIN_BYTES: readonly string[] = [
  'import_row.id_hash',
  'import_touched.id_number_hash',
  'laborer.id_number_hash',
  'laborer.phone_hash',
  'recommendation.parts',
  'reconciliation_case.id_hash',
  'reconciliation_row.id_hash',
  'run_memory.memory',
  'run_world.prints',
  'sending_turn.turn',
  'visit_finding.id_hash',
];

/** SQL of the id of the key that made a ciphertext: see the layout in `personal-crypto.ts`. */
export function keyIdSql(column: string): string {
  return `convert_from(substring(${column} from 3 for get_byte(${column}, 1)), 'UTF8')`;
}
