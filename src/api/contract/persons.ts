import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { RETENTION_RULES } from '../../domain/retention.ts';
import { endpoint } from './endpoint.ts';
import { idNumber, idOf, isoDate, whole, words } from './primitives.ts';

/** Service records of one answer. */
const RECORDS_MAX = 1_000;

const person = { idNumber, purpose: words(200) };
const rules = z.enum(Object.keys(RETENTION_RULES));
const tag = 'persons';

/** The endpoints of a person's rights, and of what is kept how long. ID numbers stand in bodies only. */
export const personEndpoints = {
  export: endpoint({
    method: 'post',
    path: '/persons/export',
    operationId: 'exportPerson',
    tag,
    summary: say('本人全部数据（明文，供本人），留痕', 'All that is held on a person, for her; audited'),
    action: 'person.export',
    body: z.strictObject(person),
    answer: z.strictObject({
      id: idOf('L'),
      personal: z.strictObject({ idNumber: z.string(), phone: z.string().nullable() }),
      tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    }),
    refusals: [404],
  }),
  workbook: endpoint({
    method: 'post',
    path: '/persons/export.xlsx',
    operationId: 'exportPersonWorkbook',
    tag,
    summary: say('本人全部数据的工作簿', 'The same as a workbook'),
    action: 'person.export',
    body: z.strictObject(person),
    answer: z.string(),
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: [404],
  }),
  deletion: endpoint({
    method: 'post',
    path: '/persons/deletion',
    operationId: 'deletePerson',
    tag,
    summary: say(
      '删除一人的全部数据；三年内的服务记录去标识后受限保存',
      'Delete a person; services of three years stay under a pseudonym, restricted',
    ),
    action: 'person.delete',
    body: z.strictObject(person),
    answer: z.strictObject({ id: idOf('L'), serviceRecords: z.int() }),
    refusals: [404, 409],
  }),
  services: endpoint({
    method: 'get',
    path: '/service-records',
    operationId: 'listServiceRecords',
    tag,
    summary: say('已删除人员的服务记录（去标识）', 'Service records of deleted people, under pseudonyms'),
    action: 'service_record.read',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(RECORDS_MAX).default(RECORDS_MAX) }),
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          id: z.int(),
          person: z.string(),
          countyCode: z.string(),
          service: z.enum(['list', 'referral', 'fair']),
          detail: z.string(),
          givenOn: isoDate,
        }),
      ),
    }),
  }),
  retention: endpoint({
    method: 'post',
    path: '/retention',
    operationId: 'runRetention',
    tag,
    summary: say('按保存期限清理；试运行只计数', 'Delete what is older than its rule; a dry run only counts'),
    action: 'retention.run',
    body: z.strictObject({ mode: z.enum(['delete', 'dry_run']).default('dry_run') }),
    answer: z.strictObject({
      items: z.array(z.strictObject({ rule: rules, rows: whole(0, Number.MAX_SAFE_INTEGER) })),
    }),
  }),
};
