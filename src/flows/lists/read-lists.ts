import type { AreaPrefix } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { ListedPerson, ListKind, ListStay } from '../../domain/list-entry.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

export interface ReadListsInput {
  readonly principal: Principal;
  /** Today by default. */
  readonly date?: IsoDate;
  readonly kind?: ListKind;
  readonly area?: AreaPrefix;
  readonly page: PageRequest;
}

/** A page of who was on the lists on a day, inside the principal's areas. @throws AppError `FORBIDDEN`. */
export async function readLists(
  context: FlowContext,
  input: ReadListsInput,
): Promise<Page<ListedPerson> & { readonly date: IsoDate }> {
  authorize(input.principal, 'list.read');
  const date = input.date ?? (await context.db.today());
  const { kind, area, principal } = input;
  const page = await context.db.stores.lists.on({ date, kind, area, scope: principal.scope }, input.page);
  return { date, ...page };
}

/** All stays of a person on the lists, oldest first. @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`. */
export async function readListHistory(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId },
): Promise<readonly ListStay[]> {
  authorize(input.principal, 'list.read');
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  return await context.db.stores.lists.history(laborer.id);
}
