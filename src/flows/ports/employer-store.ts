import type { IsoDate } from '../../domain/dates.ts';
import type { DistressLevel, Employer, EmployerKind, EmployerRecord } from '../../domain/employer.ts';
import type { EmployerId } from '../../domain/ids.ts';
import type { Page, PageRequest, Upserted } from './paging.ts';

export interface EmployerStore {
  /** By credit code. Evidence is added to what is known, never taken away. */
  upsert(records: readonly EmployerRecord[]): Promise<readonly Upserted<EmployerId>[]>;
  find(ids: readonly EmployerId[]): Promise<readonly Employer[]>;
  findByCreditCode(codes: readonly string[]): Promise<ReadonlyMap<string, EmployerId>>;
  list(filter: { readonly kind?: EmployerKind }, page: PageRequest): Promise<Page<Employer>>;
  replace(id: EmployerId, record: EmployerRecord, version: number): Promise<Employer>;
  /** @returns false when unknown. @throws AppError `EMPLOYER_IN_USE` when openings refer to it. */
  remove(id: EmployerId): Promise<boolean>;
  /** Opens, changes or (null) closes its distress case. */
  setDistress(id: EmployerId, level: DistressLevel | null, date: IsoDate, evidence: string): Promise<void>;
  /** A cheap text that changes whenever an employer, its evidence or its distress does, or another server answers. */
  stamp(): Promise<string>;
  all(): Promise<readonly Employer[]>;
}
