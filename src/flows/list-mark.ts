import { isInScope, type Principal } from '../domain/broker.ts';
import type { LaborerId } from '../domain/ids.ts';
import { asOfNow } from './as-of-now.ts';
import type { FlowContext } from './context.ts';
import { KnownMarks } from './known-marks.ts';
import type { Database } from './ports/database.ts';
import type { AsOf } from './ports/freshness-store.ts';

const marksByDatabase = new WeakMap<Database, KnownMarks>();

interface Asked {
  readonly principal: Principal;
  readonly laborerId: LaborerId;
  /** What was committed when the request came or later, where that was asked already. */
  readonly asOf?: AsOf | undefined;
}

/**
 * The mark of a laborer's published list: as long as it is the same, so is the answer of `recommend`. It is that of the rows of
 * `asOf` or later, of now without it. `null`: she lives outside the scope, or no run covers her.
 */
export async function listMark(
  context: FlowContext,
  { principal, laborerId, asOf }: Asked,
): Promise<string | null> {
  const found = await marksOf(context).of(laborerId, asOf ?? (await asOfNow(context)));
  return found !== undefined && isInScope(principal.scope, found.homeCode) ? found.mark : null;
}

function marksOf({ db }: FlowContext): KnownMarks {
  const marks = marksByDatabase.get(db) ?? new KnownMarks(db.stores);
  marksByDatabase.set(db, marks);
  return marks;
}
