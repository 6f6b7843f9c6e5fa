import type { AreaPrefix } from '../../domain/area.ts';
import type { ConflictField, ConflictState, IdentityConflict } from '../../domain/identity-conflict.ts';
import type { ConflictId, LaborerId } from '../../domain/ids.ts';
import type { Page, PageRequest } from './paging.ts';

export interface ConflictStore {
  /** Ascending by id. In a scope are conflicts of people at home in it, and of people whom a source puts there. */
  list(
    filter: {
      readonly scope: readonly AreaPrefix[];
      readonly state?: ConflictState;
      readonly laborerId?: LaborerId;
    },
    page: PageRequest,
  ): Promise<Page<IdentityConflict>>;
  find(id: ConflictId): Promise<IdentityConflict | null>;
  /** Notes the decision. @returns false when somebody decided before. */
  resolve(
    id: ConflictId,
    decision: {
      readonly state: Exclude<ConflictState, 'open'>;
      readonly value: string | null;
      readonly by: string;
    },
  ): Promise<boolean>;
  /** Writes a decided value into the record; a new version of the person. */
  setField(id: LaborerId, field: ConflictField, value: string): Promise<void>;
}
