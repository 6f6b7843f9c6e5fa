import type { AreaPrefix } from '../../domain/area.ts';
import type { JobFair, Pairing } from '../../domain/fair.ts';
import type { FairId } from '../../domain/ids.ts';
import type { Page, PageRequest } from './paging.ts';

export interface FairStore {
  create(fair: Omit<JobFair, 'id'>): Promise<FairId>;
  find(id: FairId): Promise<JobFair | null>;
  /** Ascending by id; with a scope only fairs held in it. */
  list(page: PageRequest, scope?: readonly AreaPrefix[]): Promise<Page<JobFair>>;
  savePairings(id: FairId, pairings: readonly Pairing[]): Promise<void>;
  pairings(id: FairId): Promise<readonly Pairing[]>;
}
