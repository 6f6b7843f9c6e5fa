import type { Principal } from '../../domain/broker.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';
import { replaceLaborer, type LaborerChange } from '../laborers/replace-laborer.ts';

/** The fields to correct; what is not mentioned stays. */
export type Correction = Partial<LaborerChange> & { readonly phone?: string | null };

/**
 * Corrects some fields of a laborer, at the version that was read (the stored one by default).
 * @throws what `replaceLaborer` throws.
 */
export async function correctPerson(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly laborerId: LaborerId;
    readonly correction: Correction;
    readonly version?: number;
  },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.write');
  const known = await findLaborerInScope(context, input.principal, input.laborerId);
  const change = { ...known, ...given(input.correction) };
  const corrected = await replaceLaborer(context, {
    principal: input.principal,
    laborerId: known.id,
    change: { ...change, intention: { ...known.intention, ...given(input.correction.intention ?? {}) } },
    version: input.version ?? known.version,
  });
  const entry = { actor: input.principal.name, action: 'laborer.correct', subject: known.id };
  await context.db.stores.audit.add({ ...entry, purpose: Object.keys(input.correction).join(', ') });
  return corrected;
}

function given<Fields extends object>(fields: Fields): Partial<Fields> {
  // Dropping undefined fields leaves a part of the type.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}
