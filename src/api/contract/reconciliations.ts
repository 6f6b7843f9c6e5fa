import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { FINDINGS, RECONCILED } from '../../lists/reconciliation.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefix, areaPrefixOrAll, bilingual, flag, idOf, isoDate, whole, words } from './primitives.ts';

const role = z.enum(['last', 'survey', 'placements', 'insurance']);
/** Findings of one request: a day's visits of a township. */
const FINDINGS_MAX = 1_000;
const NUMBER_MAX = 2_147_483_647;
const PAGE_MAX = 200;

const reconciliation = z
  .strictObject({
    id: idOf('Q'),
    area: z.string(),
    lastYear: z.int(),
    surveyedOn: isoDate,
    state: z.enum(['draft', 'running', 'done', 'applied']),
    startedBy: z.string(),
    startedAt: z.string().nullable(),
    files: z.partialRecord(role, z.strictObject({ name: z.string(), rows: z.int() })),
    counts: z.record(z.enum(RECONCILED), z.int()).nullable(),
    moved: z.int().nullable(),
  })
  .meta({ id: 'Reconciliation' });

const evidence = z.strictObject({
  source: z.enum(['last', 'survey', 'placements', 'insurance', 'visit']),
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  dated: isoDate,
  says: z.string(),
  by: z.string().nullable(),
});

const oneCase = z
  .strictObject({
    number: z.int(),
    laborerId: idOf('L').nullable().meta({ description: 'null：尚未登记 / null: not registered yet' }),
    reconciled: z.enum(RECONCILED),
    words: bilingual,
    needsVisit: z.boolean(),
    homeCode: z.string(),
    homeName: z.string(),
    name: z.string(),
    idNumberMasked: z.string(),
    evidence: z.array(evidence),
  })
  .meta({ id: 'ReconciliationCase' });

const rejection = z.strictObject({
  sheet: z.string().nullable(),
  row: z.int(),
  column: z.string().nullable(),
  value: z.string(),
  code: z.string(),
  message: bilingual,
});

const params = z.strictObject({ reconciliationId: idOf('Q') });
const tag = 'reconciliations';

/** The endpoints of 比对排查. */
export const reconciliationEndpoints = {
  open: endpoint({
    method: 'post',
    path: '/reconciliations',
    operationId: 'openReconciliation',
    tag,
    summary: say(
      '新建比对：去年外出名单（须写明年份）对今年摸排',
      'Open a comparison of last year’s out-list (with its year) and this year’s survey',
    ),
    action: 'reconciliation.run',
    body: z.strictObject({
      area: areaPrefixOrAll,
      lastYear: z.int().optional(),
      surveyedOn: isoDate.optional(),
    }),
    answer: reconciliation,
    status: 201,
  }),
  read: endpoint({
    method: 'get',
    path: '/reconciliations/{reconciliationId}',
    operationId: 'readReconciliation',
    tag,
    summary: say('一次比对', 'One comparison'),
    action: 'reconciliation.read',
    params,
    answer: reconciliation,
    refusals: [404],
  }),
  upload: endpoint({
    method: 'post',
    path: '/reconciliations/{reconciliationId}/files',
    operationId: 'stageRoster',
    tag,
    summary: say('上传一个表格，替换同类的旧表', 'Upload a file, in place of an earlier one of its role'),
    action: 'reconciliation.run',
    params,
    query: z.strictObject({ role }),
    bodyKind: 'upload',
    answer: z
      .strictObject({
        role,
        fileName: z.string(),
        rowsRead: z.int(),
        accepted: z.int(),
        rejected: z.int(),
        rejections: z.array(rejection),
      })
      .meta({ id: 'RosterReport' }),
    refusals: [404, 409, 413, 415],
  }),
  run: endpoint({
    method: 'post',
    path: '/reconciliations/{reconciliationId}/run',
    operationId: 'runReconciliation',
    tag,
    summary: say(
      '比对；核实后再比对一次会采用核实结果',
      'Compare; again after visits it takes up what was found',
    ),
    action: 'reconciliation.run',
    params,
    answer: reconciliation,
    refusals: [404, 409],
  }),
  cases: endpoint({
    method: 'get',
    path: '/reconciliations/{reconciliationId}/cases',
    operationId: 'readReconciliationCases',
    tag,
    summary: say(
      '逐人的归类和依据；needsVisit=true 即按村走访名单',
      'Each person’s class with its evidence; needsVisit=true is the work list by village',
    ),
    action: 'reconciliation.read',
    params,
    query: z.strictObject({
      reconciled: z.enum(RECONCILED).optional(),
      needsVisit: flag.optional(),
      area: areaPrefix.optional(),
      after: z.coerce.number().int().min(0).max(NUMBER_MAX).default(0),
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
    }),
    answer: z.strictObject({ items: z.array(oneCase), next: z.int().nullable() }),
    refusals: [404],
  }),
  workList: endpoint({
    method: 'get',
    path: '/reconciliations/{reconciliationId}/work-list.xlsx',
    operationId: 'exportWorkList',
    tag,
    summary: say('走访核实名单（XLSX，按村）', 'The work list as XLSX, by village'),
    action: 'reconciliation.read',
    params,
    query: z.strictObject({ area: areaPrefix.optional() }),
    answer: z.string().meta({ format: 'binary' }),
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: [404],
  }),
  find: endpoint({
    method: 'post',
    path: '/reconciliations/{reconciliationId}/findings',
    operationId: 'enterFindings',
    tag,
    summary: say('登记入户核实结果', 'Enter what visits found'),
    action: 'reconciliation.find',
    params,
    body: z.strictObject({
      findings: z
        .array(
          z.strictObject({
            number: whole(1, NUMBER_MAX),
            found: z.enum(FINDINGS),
            foundOn: isoDate.optional(),
            note: words(200).optional(),
          }),
        )
        .min(1)
        .max(FINDINGS_MAX),
    }),
    answer: z.strictObject({ entered: z.int() }),
    refusals: [404],
  }),
  apply: endpoint({
    method: 'post',
    path: '/reconciliations/{reconciliationId}/apply',
    operationId: 'applyReconciliation',
    tag,
    summary: say(
      '按结果调整两个清单；重复调用不会重复变动',
      'Move people between the lists; again moves nobody twice',
    ),
    action: 'reconciliation.run',
    params,
    answer: z.strictObject({ moved: z.int() }),
    refusals: [404, 409],
  }),
};
