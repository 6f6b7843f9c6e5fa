/**
 * Public ids are a letter and a decimal number (`L12`, `O7`), so that a laborer's id can never be taken for an opening's.
 * The number is the database's integer key; the string is what the engine hashes and what people see.
 */
export type LaborerId = `L${number}`;
export type OpeningId = `O${number}`;
export type EmployerId = `E${number}`;
export type HouseholdId = `H${number}`;
export type BrokerId = `B${number}`;
export type StationId = `S${number}`;
export type RunId = `R${number}`;
export type ReferralId = `F${number}`;
export type FairId = `J${number}`;
export type NotificationId = `N${number}`;
export type ReconciliationId = `Q${number}`;
export type KeyId = `K${number}`;
/** A message of the outbox. */
export type OutboxId = `M${number}`;
export type ConflictId = `C${number}`;
export type ImportId = `I${number}`;

export type AnyId =
  | LaborerId
  | OpeningId
  | EmployerId
  | HouseholdId
  | BrokerId
  | StationId
  | RunId
  | ReferralId
  | FairId
  | NotificationId
  | ReconciliationId
  | KeyId
  | OutboxId
  | ConflictId
  | ImportId;

type PrefixOf<Id extends AnyId> = Id extends `${infer Prefix}${number}` ? Prefix : never;

/** The largest key: PostgreSQL's four-byte integer. */
const MAX_KEY = 2_147_483_647;

/** Joins a prefix and a database key: `makeId('L', 12)` is `L12`. */
export function makeId<Prefix extends PrefixOf<AnyId>>(prefix: Prefix, key: number): `${Prefix}${number}` {
  return `${prefix}${key}`;
}

/** The database key of an id: 12 for `L12`. The id must already be of its form (see `isId`). */
export function keyOf(id: AnyId): number {
  return Number(id.slice(1));
}

/** Whether a text is an id with this prefix: the letter, then 1 to 10 digits without a leading zero, in range. */
export function isId<Prefix extends PrefixOf<AnyId>>(
  prefix: Prefix,
  text: string,
): text is `${Prefix}${number}` {
  return text.startsWith(prefix) && /^[1-9]\d{0,9}$/.test(text.slice(1)) && Number(text.slice(1)) <= MAX_KEY;
}
