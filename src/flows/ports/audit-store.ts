import type { IsoInstant } from '../../domain/dates.ts';

interface AuditEntry {
  /** `key:K3`, `cli:operator`. */
  readonly actor: string;
  /** Such as `contact.reveal`. */
  readonly action: string;
  /** The id of what was touched; never personal data. */
  readonly subject: string;
  readonly purpose: string | null;
}

export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  of(subject: string): Promise<readonly (AuditEntry & { readonly at: IsoInstant })[]>;
}
