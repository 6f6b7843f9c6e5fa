import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import { IMPORT_STATES, ROW_OUTCOMES, STAGED_KINDS } from '../../domain/import-batch.ts';
import { bilingual, idOf, pageOf, pageQuery } from './primitives.ts';

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

const counts = z
  .strictObject({ new: z.int(), changed: z.int(), same: z.int(), rejected: z.int(), stale: z.int() })
  .meta({ id: 'ImportCounts' });

const batch = z
  .strictObject({
    id: idOf('I'),
    fileName: z.string(),
    kind: z.enum(STAGED_KINDS),
    state: z.enum(IMPORT_STATES),
    uploadedBy: z.string(),
    scope: z.array(z.string()),
    readOn: z.string(),
    rowsRead: z.int(),
    counts,
    uploadedAt: z.string(),
    appliedAt: z.string().nullable(),
    expiresAt: z.string(),
    isForgotten: z.boolean(),
  })
  .meta({ id: 'ImportBatch' });

const note = z
  .strictObject({ column: z.string().nullable(), value: z.string(), code: z.string(), message: bilingual })
  .meta({ id: 'ImportRowNote' });

const row = z
  .strictObject({
    place: z.int(),
    sheet: z.string().nullable(),
    row: z.int(),
    outcome: z.enum(ROW_OUTCOMES),
    subject: z.string().nullable(),
    changes: z.array(
      z.strictObject({
        field: z.string(),
        label: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    problems: z.array(note),
    warnings: z.array(note),
  })
  .meta({ id: 'ImportRow' });

const params = z.strictObject({ importId: idOf('I') });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tag = 'imports';
const action = 'import.run';

/** The endpoints that take files: at once, or staged. */
export const importEndpoints = {
  upload: endpoint({
    method: 'post',
    path: '/imports',
    operationId: 'importFile',
    tag,
    summary: say(
      '上传 CSV 或 XLSX（请求体即文件，或 multipart 的 file 字段）；好行入库，坏行逐条说明',
      'Upload CSV or XLSX (the body itself, or the field `file` of a form); good rows go in, bad rows are told',
    ),
    action,
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
        ignoredColumns: z.array(z.string()),
        untold: z.int(),
      })
      .meta({ id: 'ImportReport' }),
    refusals: [413, 415],
  }),
  stage: endpoint({
    method: 'post',
    path: '/import-batches',
    operationId: 'stageImport',
    tag,
    summary: say(
      '上传并检查，不入库：逐行给出新增、变更、相同、退回',
      'Upload and check without writing: each row is new, changed, the same or rejected',
    ),
    action,
    query: z.strictObject({ kind: kind.optional() }),
    bodyKind: 'upload',
    answer: batch,
    status: 201,
    refusals: [413, 415],
  }),
  list: endpoint({
    method: 'get',
    path: '/import-batches',
    operationId: 'listImports',
    tag,
    summary: say('导入列表', 'Staged imports'),
    action,
    query: z.strictObject(pageQuery),
    answer: pageOf(batch),
  }),
  read: endpoint({
    method: 'get',
    path: '/import-batches/{importId}',
    operationId: 'readImport',
    tag,
    summary: say('一次导入及其计数', 'One import with its counts'),
    action,
    params,
    answer: batch,
  }),
  rows: endpoint({
    method: 'get',
    path: '/import-batches/{importId}/rows',
    operationId: 'readImportRows',
    tag,
    summary: say('逐行结果，变更给出旧值和新值', 'Rows, with old and new values of what changes'),
    action,
    params,
    query: z.strictObject({ ...pageQuery, outcome: z.enum(ROW_OUTCOMES).optional() }),
    answer: pageOf(row),
  }),
  errors: endpoint({
    method: 'get',
    path: '/import-batches/{importId}/errors.xlsx',
    operationId: 'importErrors',
    tag,
    summary: say(
      '下载错误行（原表各列加“错误说明”），改好后重新上传',
      'The failing rows with their own columns and 错误说明, to mend and upload again',
    ),
    action,
    params,
    answer: null,
    mediaTypes: [XLSX],
  }),
  review: endpoint({
    method: 'post',
    path: '/import-batches/{importId}/review',
    operationId: 'reviewImport',
    tag,
    summary: say('确认已审核', 'Note that it was reviewed'),
    action,
    params,
    answer: batch,
    refusals: [409],
  }),
  apply: endpoint({
    method: 'post',
    path: '/import-batches/{importId}/apply',
    operationId: 'applyImport',
    tag,
    summary: say(
      '入库：审核后被他人改动的行不覆盖，标为 stale',
      'Write it: rows that others changed since are left out as stale',
    ),
    action,
    params,
    answer: batch,
    refusals: [409],
  }),
  undo: endpoint({
    method: 'post',
    path: '/import-batches/{importId}/undo',
    operationId: 'undoImport',
    tag,
    summary: say('整体撤销，已有后续业务时拒绝', 'Undo it as a whole, unless others have built on it'),
    action,
    params,
    answer: batch,
    refusals: [409],
  }),
  discard: endpoint({
    method: 'delete',
    path: '/import-batches/{importId}',
    operationId: 'discardImport',
    tag,
    summary: say('丢弃未入库的导入', 'Throw an import away that was not applied'),
    action,
    params,
    answer: batch,
    refusals: [409],
  }),
  template: endpoint({
    method: 'get',
    path: '/import-templates/{kind}',
    operationId: 'importTemplate',
    tag,
    summary: say('下载空白模板', 'An empty workbook to fill in'),
    action,
    params: z.strictObject({ kind: z.enum(STAGED_KINDS) }),
    answer: null,
    mediaTypes: [XLSX],
  }),
};
