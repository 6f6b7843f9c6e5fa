import type { z } from 'zod';
import { invalidRecord, type BulkItem, type BulkOutcome } from '../flows/bulk.ts';
import { fieldProblems } from './contract/field-problems.ts';

/** Checks each record of a bulk request by itself; the ones that fail are told with their index. */
export function parseItems<Schema extends z.ZodType>(
  schema: Schema,
  items: readonly unknown[],
): { readonly good: BulkItem<z.output<Schema>>[]; readonly bad: BulkOutcome<never>[] } {
  const good: BulkItem<z.output<Schema>>[] = [];
  const bad: BulkOutcome<never>[] = [];
  for (const [index, item] of items.entries()) {
    const result = schema.safeParse(item);
    if (result.success) good.push({ index, item: result.data });
    else bad.push({ index, status: 'rejected', error: invalidRecord(fieldProblems(result.error.issues)) });
  }
  return { good, bad };
}

/** Outcomes of a bulk request in its own order. */
export function inOrder<Id>(...outcomes: readonly (readonly BulkOutcome<Id>[])[]): BulkOutcome<Id>[] {
  return outcomes.flat().toSorted((a, b) => a.index - b.index);
}
