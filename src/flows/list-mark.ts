import { gathered } from '../domain/gather.ts';
import { isInScope, type Principal } from '../domain/broker.ts';
import type { LaborerId } from '../domain/ids.ts';
import type { FlowContext } from './context.ts';
import type { Database } from './ports/database.ts';
import type { ListMark } from './ports/run-store.ts';

type Ask = (id: LaborerId) => Promise<ListMark | undefined>;

const asksByDatabase = new WeakMap<Database, Ask>();

/**
 * The mark of a laborer's published list: as long as it is the same, so is the answer of `recommend`. It is read from the rows
 * of now, in one question for all who ask at the same time. `null`: she lives outside the scope, or no run covers her.
 */
export async function listMark(
  context: FlowContext,
  { principal, laborerId }: { readonly principal: Principal; readonly laborerId: LaborerId },
): Promise<string | null> {
  const found = await askOf(context)(laborerId);
  return found !== undefined && isInScope(principal.scope, found.homeCode) ? found.mark : null;
}

function askOf({ db }: FlowContext): Ask {
  const known = asksByDatabase.get(db);
  if (known !== undefined) return known;
  const ask = gathered<LaborerId, ListMark>(async (ids) => await db.stores.runs.listMarks(ids));
  asksByDatabase.set(db, ask);
  return ask;
}
