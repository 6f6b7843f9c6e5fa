import type { PeerTables } from './peer-tables.ts';

/** The lists that a peer found, and how long it took from tables that it had loaded and indexed to the lists. */
export interface PeerAnswer {
  readonly seconds: number;
  /** By laborer of the tables: numbers of openings in the engine's index, best first. */
  readonly lists: readonly (readonly number[])[];
}

/** Another way to get the same lists. */
export interface Peer {
  readonly name: 'scan' | 'duckdb' | 'postgres' | 'mlDistance';
  /** Cores that it may use. */
  readonly cores: 1 | 2;
  /** Ranks all laborers of the tables. */
  answer(tables: PeerTables): Promise<PeerAnswer>;
  close(): Promise<void>;
}
