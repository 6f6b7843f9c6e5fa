import type { AreaPrefix } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import type { EmployerId } from '../../domain/ids.ts';
import type { Opening } from '../../domain/opening.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

export interface ListOpeningsInput {
  readonly principal: Principal;
  readonly area?: AreaPrefix;
  readonly occupation?: string;
  readonly employerId?: EmployerId;
  /** Only those one can apply to today, with a place left. */
  readonly isOpen?: boolean;
  readonly page: PageRequest;
}

/** A page of openings, ascending by id. @throws AppError `FORBIDDEN`. */
export async function listOpenings(context: FlowContext, input: ListOpeningsInput): Promise<Page<Opening>> {
  authorize(input.principal, 'opening.read');
  const { area, occupation, employerId } = input;
  const openOn = input.isOpen === true ? await context.db.today() : undefined;
  return await context.db.stores.openings.list({ area, occupation, employerId, openOn }, input.page);
}
