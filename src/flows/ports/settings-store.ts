import type { CooperationPair } from '../../domain/area.ts';
import type { IdfTable } from '../../domain/match-input.ts';
import type { PolicyProfile } from '../../domain/weights.ts';

/** Dated settings: cooperation pairs, profiles, idf tables. */
export interface SettingsStore {
  cooperationPairs(): Promise<readonly CooperationPair[]>;
  addCooperationPairs(pairs: readonly CooperationPair[]): Promise<void>;
  /** The newest version of a profile; built-in profiles are stored by a migration. */
  profile(name: string, version?: number): Promise<PolicyProfile | null>;
  profiles(): Promise<readonly PolicyProfile[]>;
  /** Stores a new version and returns its number. */
  saveProfile(profile: Omit<PolicyProfile, 'version'>): Promise<number>;
  idf(version?: number): Promise<IdfTable | null>;
  /** Stores a new version and returns its number. */
  saveIdf(table: Omit<IdfTable, 'version'>): Promise<number>;
}
