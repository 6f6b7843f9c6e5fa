import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import { bilingual } from './primitives.ts';

const rejection = z
  .strictObject({
    sheet: z.string().nullable(),
    row: z.int(),
    column: z.string().nullable(),
    value: z.string(),
    code: z.string(),
    message: bilingual,
  })
  .meta({ id: 'Rejection' });

/** Kinds of files; `brokers` takes the right to manage brokers besides. */
const kind = z.enum(['laborers', 'employers', 'openings', 'brokers']);

/** The endpoint that takes files. */
export const importEndpoints = {
  upload: endpoint({
    method: 'post',
    path: '/imports',
    operationId: 'importFile',
    tag: 'imports',
    summary: say(
      '上传 CSV 或 XLSX（请求体即文件，或 multipart 的 file 字段）；好行入库，坏行逐条说明',
      'Upload CSV or XLSX (the body itself, or the field `file` of a form); good rows go in, bad rows are told',
    ),
    action: 'import.run',
    query: z.strictObject({ kind: kind.optional() }),
    bodyKind: 'upload',
    answer: z
      .strictObject({
        fileName: z.string(),
        kind,
        rowsRead: z.int(),
        accepted: z.int(),
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
        rejected: z.int(),
        rejections: z.array(rejection),
        warnings: z.array(rejection),
      })
      .meta({ id: 'ImportReport' }),
    refusals: [413, 415],
  }),
};
