import type { LaborerId } from '../../domain/ids.ts';
import type { LaborerVersion } from '../../domain/laborer-change.ts';

export interface LaborerHistoryStore {
  /** The versions of a laborer after one, oldest first. */
  since(id: LaborerId, version: number): Promise<readonly LaborerVersion[]>;
  /**
   * Says who writes in this transaction, and from where; the history and the dates of consents keep it. Outside a transaction
   * it is forgotten at once.
   */
  writeAs(writer: { readonly actor: string; readonly source: string | null }): Promise<void>;
}
