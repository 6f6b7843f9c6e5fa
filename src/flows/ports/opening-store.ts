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

/** Names of the rows of openings as they are: a row has another one after any change of it. */
export interface OpeningMarks {
  /** The database as it has run since its server was started: marks of others say nothing of these. */
  readonly of: string;
  /** Those that are not withdrawn, by id, ascending. */
  readonly byId: ReadonlyMap<OpeningId, string>;
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
  marks(): Promise<OpeningMarks>;
  /** All that are not withdrawn, or those of some ids, ascending. */
  forMatching(ids?: readonly OpeningId[]): Promise<readonly Opening[]>;
  count(): Promise<number>;
}
