import type { BulkOutcome } from '../../flows/bulk.ts';

/** What became of every record, with counts. */
export function presentBulk(outcomes: readonly BulkOutcome<string>[]) {
  const count = (status: BulkOutcome<string>['status']): number =>
    outcomes.filter((one) => one.status === status).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    items: outcomes.map((one) => {
      if (one.status !== 'rejected') return { index: one.index, status: one.status, id: one.id };
      const { code, sentence: message, problems } = one.error;
      return { index: one.index, status: one.status, code, message, problems };
    }),
  };
}
