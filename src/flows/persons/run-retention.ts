import type { Principal } from '../../domain/broker.ts';
import type { RetentionOutcome } from '../../domain/retention.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** Removed people of one transaction. */
const ERASED_AT_ONCE = 200;

/** The daily job at the timetable. */
export const TIMETABLE: Principal = { name: 'timetable', role: 'admin', scope: [''], brokerId: null };

/**
 * Deletes what is older than its rule, or (`dryRun`) only counts it. One process at a time; audited with the counts.
 * @returns an outcome a rule; empty when another process is at it. @throws AppError `FORBIDDEN`.
 */
export async function runRetention(
  context: FlowContext,
  input: { readonly principal: Principal; readonly mode: 'delete' | 'dry_run' },
): Promise<readonly RetentionOutcome[]> {
  authorize(input.principal, 'retention.run');
  const { persons } = context.db.stores;
  if (input.mode === 'dry_run') {
    return [
      await persons.countExpired('removed_laborer'),
      await persons.countExpired('service_record'),
      await persons.countExpired('notification'),
      await persons.countExpired('outbox'),
    ];
  }
  const done = await context.db.withAdvisoryLock(
    'retention',
    async () => await deleteAll(context, input.principal),
  );
  return done ?? [];
}

async function deleteAll(context: FlowContext, principal: Principal): Promise<RetentionOutcome[]> {
  const removed = await eraseRemoved(context, principal);
  return await context.db.transaction(async ({ persons, audit }) => {
    const outcomes = [
      { rule: 'removed_laborer' as const, rows: removed },
      await persons.deleteExpired('service_record'),
      await persons.deleteExpired('notification'),
      await persons.deleteExpired('outbox'),
    ];
    const purpose = outcomes.map(({ rule, rows }) => `${rule} ${rows}`).join(', ');
    await audit.add({ actor: principal.name, action: 'retention.run', subject: 'retention', purpose });
    return outcomes;
  });
}

async function eraseRemoved(context: FlowContext, principal: Principal): Promise<number> {
  for (let erased = 0; ;) {
    const ids = await context.db.transaction(async ({ persons, audit }) => {
      const found = await persons.expired(ERASED_AT_ONCE);
      for (const subject of found) {
        await audit.add({ actor: principal.name, action: 'person.delete', subject, purpose: 'retention' });
      }
      await persons.erase(found);
      return found;
    });
    erased += ids.length;
    if (ids.length < ERASED_AT_ONCE) return erased;
  }
}
