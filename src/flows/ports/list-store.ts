import type { AreaCode, AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { LaborAbility } from '../../domain/laborer.ts';
import type { ListedPerson, ListKind, ListStay } from '../../domain/list-entry.ts';
import type { Page, PageRequest } from './paging.ts';

/** Where a person stands on the lists, and the stay that is open. */
export interface LockedStanding {
  readonly open: ListKind | null;
  /** A willing stay that nothing but work has ended. */
  readonly isWordStanding: boolean;
  /** The newest day on which a stay of hers began or ended; `null`: she was on no list yet. */
  readonly lastChangeOn: IsoDate | null;
  /** Where the open employed stay works. */
  readonly workplaceCode: AreaCode | null;
}

/** Which people of which list on which day. */
export interface ListFilter {
  readonly date: IsoDate;
  readonly scope: readonly AreaPrefix[];
  readonly area?: AreaPrefix;
  readonly kind?: ListKind;
}

/** A person by name, also one who left the register. */
export interface NamedPerson {
  readonly laborerId: LaborerId;
  readonly name: string;
  readonly idNumberMasked: string;
  readonly homeCode: AreaCode;
  /** When she left the register. */
  readonly removedOn: IsoDate | null;
}

/** The two lists: history of a person, and any list of any day. */
export interface ListStore {
  /** Locks the person until the transaction ends; `null` when unknown or removed. */
  lockStanding(id: LaborerId): Promise<LockedStanding | null>;
  /** All stays of a person, oldest first, also of a removed one. */
  history(id: LaborerId): Promise<readonly ListStay[]>;
  /** Who was on the lists on a day, ascending by id; people who left the register since are among them. */
  on(filter: ListFilter, page: PageRequest): Promise<Page<ListedPerson>>;
  /** People by id, also those who left the register, in the order of the ids. */
  named(ids: readonly LaborerId[]): Promise<readonly NamedPerson[]>;
  /** Where she is now (`null`: at home) and what she can do, as an event has it; not given stays. */
  noteFacts(
    id: LaborerId,
    facts: { readonly currentPlaceCode?: AreaCode | null; readonly laborAbility?: LaborAbility },
  ): Promise<void>;
}
