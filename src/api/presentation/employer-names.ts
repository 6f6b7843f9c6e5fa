import type { EmployerId } from '../../domain/ids.ts';
import type { Opening } from '../../domain/opening.ts';
import type { FlowContext } from '../../flows/context.ts';

/** Names of employers by id. */
export type EmployerNames = ReadonlyMap<EmployerId, string>;

/** Hydration: the names of all employers of some openings, in one query. */
export async function employerNames(
  context: FlowContext,
  openings: Iterable<Opening>,
): Promise<EmployerNames> {
  const ids = new Set([...openings].flatMap((one) => [one.employerId, one.worksiteEmployerId]));
  const employers = ids.size === 0 ? [] : await context.db.stores.employers.find([...ids]);
  return new Map(employers.map((employer) => [employer.id, employer.name]));
}
