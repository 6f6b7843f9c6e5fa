import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import {
  areaCode,
  areaPrefix,
  bilingual,
  flag,
  idOf,
  isoDate,
  pageOf,
  pageQuery,
  whole,
  words,
} from './primitives.ts';

/** A large hall. */
const BOOTHS_MAX = 2_000;
/** Interviews of one opening in a day, and openings of a fair. */
const PLACES_MAX = 1_000;
const OPENINGS_MAX = 2_000;
/** Laborers that can be named one by one; more are chosen by area. */
const LABORERS_MAX = 5_000;
/** A day in steps of five minutes. */
const SLOTS_MAX = 288;
const PER_LABORER_MAX = 20;

const fairFields = {
  name: words(120),
  heldOn: isoDate,
  areaCode,
  openings: z
    .array(
      z.strictObject({
        openingId: idOf('O'),
        booth: whole(1, BOOTHS_MAX),
        places: whole(1, PLACES_MAX),
      }),
    )
    .min(1)
    .max(OPENINGS_MAX),
};

const fair = z.strictObject({ id: idOf('J'), ...fairFields, name: z.string() }).meta({ id: 'JobFair' });

const plan = z
  .strictObject({
    fairId: idOf('J'),
    pairings: z.array(
      z.strictObject({
        booth: z.int(),
        slot: z.int(),
        laborerId: idOf('L'),
        laborerName: z.string(),
        openingId: idOf('O'),
        score: z.int().meta({ description: '万分制 / ten-thousandths of the best score' }),
        reason: bilingual,
      }),
    ),
  })
  .meta({ id: 'FairPlan' });

const choice = z.union([
  z.strictObject({ laborerIds: z.array(idOf('L')).min(1).max(LABORERS_MAX) }),
  z.strictObject({ area: areaPrefix }),
]);

const fairId = z.strictObject({ fairId: idOf('J') });
const exportQuery = z.strictObject({
  unmasked: flag.optional().meta({
    description: '完整显示证件号和电话，须有权限和用途 / whole numbers; takes the right and a purpose',
  }),
  purpose: words(200).optional(),
});
const tag = 'fairs';

/** The endpoints of job fairs. */
export const fairEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/fairs',
    operationId: 'listFairs',
    tag,
    summary: say('招聘会', 'Job fairs'),
    action: 'fair.read',
    query: z.strictObject(pageQuery),
    answer: pageOf(fair),
  }),
  create: endpoint({
    method: 'post',
    path: '/fairs',
    operationId: 'createFair',
    tag,
    summary: say('创建招聘会，选定岗位、展位和面谈名额', 'Add a fair with openings, booths and places'),
    action: 'fair.write',
    body: z.strictObject(fairFields),
    answer: fair,
    status: 201,
  }),
  read: endpoint({
    method: 'get',
    path: '/fairs/{fairId}',
    operationId: 'readFair',
    tag,
    summary: say('一场招聘会', 'One fair'),
    action: 'fair.read',
    params: fairId,
    answer: fair,
    refusals: [404],
  }),
  pair: endpoint({
    method: 'post',
    path: '/fairs/{fairId}/pair',
    operationId: 'arrangePairings',
    tag,
    summary: say(
      '选定劳动力（按编号或按地区）并安排面谈，替换原安排',
      'Choose laborers (by id or by area) and arrange interviews in place of the earlier plan',
    ),
    action: 'fair.write',
    params: fairId,
    body: z.strictObject({
      laborers: choice,
      slots: whole(1, SLOTS_MAX).optional(),
      perLaborer: whole(1, PER_LABORER_MAX).optional(),
    }),
    answer: plan,
    refusals: [404],
  }),
  pairings: endpoint({
    method: 'get',
    path: '/fairs/{fairId}/pairings',
    operationId: 'readPairings',
    tag,
    summary: say('面谈安排', 'The interviews of a fair'),
    action: 'fair.read',
    params: fairId,
    answer: plan,
    refusals: [404],
  }),
  exportXlsx: endpoint({
    method: 'get',
    path: '/fairs/{fairId}/export.xlsx',
    operationId: 'exportFairXlsx',
    tag,
    summary: say('面谈名单（XLSX）', 'The fair’s list as XLSX'),
    action: 'fair.export',
    params: fairId,
    query: exportQuery,
    answer: z.string().meta({ format: 'binary' }),
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: [404],
  }),
  exportCsv: endpoint({
    method: 'get',
    path: '/fairs/{fairId}/export.csv',
    operationId: 'exportFairCsv',
    tag,
    summary: say('面谈名单（CSV，UTF-8 带 BOM）', 'The fair’s list as CSV (UTF-8 with BOM)'),
    action: 'fair.export',
    params: fairId,
    query: exportQuery,
    answer: z.string(),
    mediaTypes: ['text/csv'],
    refusals: [404],
  }),
};
