import { z } from 'zod';
import { fieldProblemView } from './bulk.ts';
import { bilingual } from './primitives.ts';

/** RFC 9457: every refusal and failure of the API. Chinese comes first, English follows. */
export const problemView = z
  .strictObject({
    type: z.string().meta({ example: 'urn:longqiao:problem:CONTACT_LOCKED' }),
    title: z.string().meta({ description: '一句话说明 / the kind of problem in one sentence' }),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ example: 'CONTACT_LOCKED' }),
    message: bilingual,
    remedy: bilingual.nullable().meta({ description: '下一步怎么办 / what to do next' }),
    problems: z.array(fieldProblemView),
    requestId: z.string(),
    difference: z
      .strictObject({
        yourVersion: z.int(),
        currentVersion: z.int(),
        changes: z.array(
          z.strictObject({
            field: z.string(),
            label: bilingual,
            now: z.string(),
            yours: z.string(),
            changedBy: z.string().nullable(),
            changedAt: z.string(),
          }),
        ),
      })
      .optional()
      .meta({
        description:
          '他人先改时（CHANGED_MEANWHILE）两个版本的逐项差异 / of CHANGED_MEANWHILE: both versions, field by field, masked',
      }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemView>;
