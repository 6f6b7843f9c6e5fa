import type { AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { EmployerId, OpeningId } from '../../domain/ids.ts';
import type { Opening, OpeningRecord } from '../../domain/opening.ts';
import type { Page, PageRequest, Upserted } from './paging.ts';

export interface OpeningInput {
  readonly record: OpeningRecord;
  readonly employerCreditCode: string;
  readonly worksiteCreditCode: string;
}

export interface OpeningFilter {
  readonly area?: AreaPrefix;
  readonly occupation?: string;
  readonly employerId?: EmployerId;
  /** Only openings one can apply to on this day, with a place left. */
  readonly openOn?: IsoDate;
}

/** An opening with its employers, before stability is put beside it. */
export interface OpeningForMatching {
  readonly opening: Opening;
  readonly isPublicPost: boolean;
}

export interface OpeningStore {
  /** By 岗位编号 within its employer, else by (employer, title, place). Employers must exist. */
  upsert(inputs: readonly OpeningInput[]): Promise<readonly Upserted<OpeningId>[]>;
  find(ids: readonly OpeningId[]): Promise<readonly Opening[]>;
  list(filter: OpeningFilter, page: PageRequest): Promise<Page<Opening>>;
  replace(id: OpeningId, record: OpeningRecord, version: number): Promise<Opening>;
  /** Soft: withdrawn. @returns false when unknown. */
  withdraw(id: OpeningId): Promise<boolean>;
  /** Adds (or with a negative number gives back) taken places; never below 0. */
  addFilled(id: OpeningId, places: number): Promise<void>;
  /** A cheap text that changes whenever anything that openings' scores or eligibility depend on changes. */
  stamp(): Promise<string>;
  /** All that are not withdrawn, or those of some ids, ascending. */
  forMatching(ids?: readonly OpeningId[]): Promise<readonly OpeningForMatching[]>;
  count(): Promise<number>;
}
