import type { AreaPrefix } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import type { Laborer } from '../../domain/laborer.ts';
import type { ListKind } from '../../domain/list-entry.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

export interface ListLaborersInput {
  readonly principal: Principal;
  readonly area?: AreaPrefix;
  readonly list?: ListKind;
  readonly page: PageRequest;
}

/** A page of the laborers inside the principal's areas, ascending by id. An area outside them is an empty page. */
export async function listLaborers(context: FlowContext, input: ListLaborersInput): Promise<Page<Laborer>> {
  authorize(input.principal, 'laborer.read');
  return await context.db.stores.laborers.list(
    { scope: input.principal.scope, area: input.area, list: input.list },
    input.page,
  );
}
