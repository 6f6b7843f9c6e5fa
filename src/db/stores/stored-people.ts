import type { Sql } from '../sql.ts';

/** Somebody who is registered, removed or not. */
export interface StoredPerson {
  readonly id: number;
  readonly phoneHash: Buffer | null;
}

/** Bytes of a keyed hash. */
const HASH_BYTES = 32;

/** Of people by the keyed hash of their ID numbers, those who are registered, by their place in the list. */
export async function storedPeople(
  sql: Sql,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<number, StoredPerson>> {
  const rows = await sql.rows<{ at: number; id: number; phone_hash: Buffer | null }>(STORED, [
    Buffer.concat(hashes),
    hashes.length,
  ]);
  return new Map(rows.map((row) => [row.at, { id: row.id, phoneHash: row.phone_hash }]));
}

/**
 * The hashes come as one value of bytes, which is neither escaped nor parsed; `offset 0` keeps it a look-up for each.
 */
const STORED = `
  select given.at, l.id, l.phone_hash
  from generate_series(0, $2::int - 1) as given(at) cross join lateral (
    select id, phone_hash from laborer
    where id_number_hash = substr($1::bytea, given.at * ${HASH_BYTES} + 1, ${HASH_BYTES}) offset 0
  ) l`;
