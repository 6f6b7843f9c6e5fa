import type { Employer } from '../../domain/employer.ts';
import type { EmployerId } from '../../domain/ids.ts';
import type { Opening } from '../../domain/opening.ts';
import type { FlowContext } from '../../flows/context.ts';

/** The employers of some openings, by id, in one query. */
export async function employersOf(
  context: FlowContext,
  openings: readonly Opening[],
): Promise<ReadonlyMap<EmployerId, Employer>> {
  const ids = new Set(openings.flatMap((opening) => [opening.employerId, opening.worksiteEmployerId]));
  const found = await context.db.stores.employers.find([...ids]);
  return new Map(found.map((employer) => [employer.id, employer]));
}
