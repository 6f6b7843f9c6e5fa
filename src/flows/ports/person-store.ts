import type { AreaPrefix } from '../../domain/area.ts';
import type { ImportId, LaborerId, ReconciliationId } from '../../domain/ids.ts';
import type { PersonFile, ServiceRecord } from '../../domain/person-file.ts';
import type { RetentionOutcome, RetentionRuleName } from '../../domain/retention.ts';

export interface PersonStore {
  /** Also of who was removed from the lists: her data are still held. */
  find(idNumber: string): Promise<{ readonly id: LaborerId; readonly homeCode: string } | null>;
  /**
   * Rows of her in every table that refers to laborers or holds the keyed hash of her ID number, found in the schema itself, and
   * her audit. Decrypted; the caller audits.
   */
  everything(id: LaborerId): Promise<PersonFile | null>;
  /**
   * Imports that are not applied yet and reconciliations that run, with a row of her: they would bring her back. Until the
   * transaction ends no reconciliation starts.
   */
  heldBy(id: LaborerId): Promise<readonly (ImportId | ReconciliationId)[]>;
  /**
   * Deletes people with all rows that refer to them and the files of imports that have a row of them, after noting under a fresh pseudonym which services they were given.
   * @returns the service records written.
   */
  erase(ids: readonly LaborerId[]): Promise<number>;
  /** Removed laborers whose time is over, at most `limit`; who is held (`heldBy`) waits. */
  expired(limit: number): Promise<readonly LaborerId[]>;
  /** How many rows are older than a rule. */
  countExpired(rule: RetentionRuleName): Promise<RetentionOutcome>;
  /** Deletes rows older than a rule; removed laborers go by `erase`. */
  deleteExpired(rule: Exclude<RetentionRuleName, 'removed_laborer'>): Promise<RetentionOutcome>;
  /** Newest first. */
  serviceRecords(scope: readonly AreaPrefix[], limit: number): Promise<readonly ServiceRecord[]>;
}
