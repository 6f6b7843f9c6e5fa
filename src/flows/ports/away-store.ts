import type { AreaCode, AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId, StationId } from '../../domain/ids.ts';
import type { ContactResult } from '../../domain/referral.ts';
import type { Page, PageRequest } from './paging.ts';

/** A person on the employed list who is to be contacted, or whose contract ends soon. */
export interface PersonAway {
  readonly laborerId: LaborerId;
  readonly name: string;
  readonly idNumberMasked: string;
  readonly homeCode: AreaCode;
  readonly placeCode: AreaCode | null;
  readonly employerName: string | null;
  /** The station in charge: the one that was named, else the one with the finest area that holds her home; `null`: none does. */
  readonly station: { readonly id: StationId; readonly name: string } | null;
  readonly nextContactOn: IsoDate;
  /** Last day of the contract; `null`: not known. */
  readonly contractEndsOn: IsoDate | null;
  readonly lastContactOn: IsoDate | null;
  readonly lastResult: ContactResult | null;
}

/** People away: who is due, and what came of a contact. */
export interface AwayStore {
  /** Whose next contact is on the day or before, or whose contract ends by `contractsUntil`; ascending by id. */
  due(
    filter: {
      readonly date: IsoDate;
      readonly contractsUntil: IsoDate;
      readonly firstContactDays: number;
      readonly scope: readonly AreaPrefix[];
      readonly area?: AreaPrefix;
    },
    page: PageRequest,
  ): Promise<Page<PersonAway>>;
  /** Notes a contact and when the next one is. @returns false when she is not on the employed list, or the station is unknown. */
  noteContact(contact: {
    readonly laborerId: LaborerId;
    readonly contactedOn: IsoDate;
    readonly result: ContactResult;
    readonly note: string | null;
    readonly nextContactOn: IsoDate;
    readonly stationId: StationId | null;
    readonly by: string;
  }): Promise<boolean>;
}
