import { z } from 'zod';
import { bilingual } from './primitives.ts';

/** A body of many records: each is checked on its own, so that one bad record does not stop the others. */
export function bulkBody(most: number) {
  return z.strictObject({ items: z.array(z.unknown()).min(1).max(most) });
}

/** One wrong field. */
export const fieldProblemView = z
  .strictObject({ path: z.string().meta({ example: '/homeCode' }), message: bilingual })
  .meta({ id: 'FieldProblem' });

/** What became of every record, in the order of the request. */
export const bulkAnswer = z
  .strictObject({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    items: z.array(
      z.strictObject({
        index: z.int(),
        status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
        id: z.string().optional(),
        code: z.string().optional(),
        message: bilingual.optional(),
        problems: z.array(fieldProblemView).optional(),
      }),
    ),
  })
  .meta({ id: 'BulkResult' });
