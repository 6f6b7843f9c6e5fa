import type { ConflictField } from '../../domain/identity-conflict.ts';

/** A page of a listing, in ascending key order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass as `after` to go on; `null` at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly after: string | null;
  /** 1..200. */
  readonly limit: number;
}

/** What became of one record of a bulk write, in the order of the input. */
export interface Upserted<Id> {
  readonly id: Id;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Fields in which the record disagrees with what is stored; they wait for a person, and the stored ones stay. */
  readonly conflicts?: readonly ConflictField[];
}
