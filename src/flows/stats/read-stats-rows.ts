import { keyOf, makeId } from '../../domain/ids.ts';
import type { Principal } from '../../domain/broker.ts';
import { peopleBehind, type Measure } from '../../lists/counts/count-people.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { NamedPerson } from '../ports/list-store.ts';
import type { Page } from '../ports/paging.ts';
import { columnsFor, countQueryOf, type StatsCell } from './read-stats.ts';

/**
 * The people behind one number of a cell, ascending by id: as many as the number says.
 * @throws AppError as `readStats`.
 */
export async function readStatsRows(
  context: FlowContext,
  input: StatsCell & {
    readonly principal: Principal;
    readonly measure: Measure;
    readonly page: { readonly after: `L${number}` | null; readonly limit: number };
  },
): Promise<Page<NamedPerson>> {
  authorize(input.principal, 'stats.rows');
  const query = await countQueryOf(context, input);
  const columns = await columnsFor(context, query.area);
  const { after, limit } = input.page;
  const page = { after: after === null ? 0 : keyOf(after), limit: limit + 1 };
  const keys = peopleBehind(columns, query, input.measure, page);
  const ids = keys.slice(0, limit).map((key) => makeId('L', key));
  const items = await context.db.stores.lists.named(ids);
  return { items, next: keys.length > limit ? (ids.at(-1) ?? null) : null };
}
