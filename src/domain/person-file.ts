import type { IsoDate } from './dates.ts';
import type { LaborerId } from './ids.ts';
import type { PersonalData } from './laborer.ts';

/** Everything that is held on one person. */
export interface PersonFile {
  readonly id: LaborerId;
  readonly personal: PersonalData;
  /** Rows by table, columns as they are stored; ciphertexts and their hashes are left out, since `personal` has the texts. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** What is left of a deleted person: one service, under a pseudonym. */
export interface ServiceRecord {
  readonly id: number;
  readonly person: string;
  readonly countyCode: string;
  readonly service: 'list' | 'referral' | 'fair';
  readonly detail: string;
  readonly givenOn: IsoDate;
}
