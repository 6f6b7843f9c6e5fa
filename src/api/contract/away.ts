import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { CONTACT_RESULTS } from '../../domain/referral.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefix, idOf, isoDate, pageOf, pageQuery, words } from './primitives.ts';

const tag = 'away';

/** The endpoints of people away. */
export const awayEndpoints = {
  due: endpoint({
    method: 'get',
    path: '/away/due',
    operationId: 'readDueContacts',
    tag,
    summary: say(
      '在外务工人员：到期该联系的、合同快到期的',
      'People away who are to be contacted, or whose contract ends soon',
    ),
    action: 'away.read',
    query: z.strictObject({ date: isoDate.optional(), area: areaPrefix.optional(), ...pageQuery }),
    answer: pageOf(
      z
        .strictObject({
          laborerId: idOf('L'),
          name: z.string(),
          idNumberMasked: z.string(),
          homeCode: z.string(),
          homeName: z.string(),
          placeCode: z.string().nullable(),
          employerName: z.string().nullable(),
          station: z.strictObject({ id: idOf('S'), name: z.string() }).nullable(),
          nextContactOn: isoDate,
          contractEndsOn: isoDate.nullable(),
          lastContactOn: isoDate.nullable(),
          lastResult: z.enum(CONTACT_RESULTS).nullable(),
          isContactDue: z.boolean(),
          isContractEnding: z.boolean(),
        })
        .meta({ id: 'DuePerson' }),
    ),
  }),
  contact: endpoint({
    method: 'post',
    path: '/laborers/{laborerId}/away-contacts',
    operationId: 'recordAwayContact',
    tag,
    summary: say(
      '登记一次联系的结果和下次联系日期',
      'Record what came of a contact, and when the next one is',
    ),
    action: 'away.write',
    params: z.strictObject({ laborerId: idOf('L') }),
    body: z.strictObject({
      result: z.enum(CONTACT_RESULTS),
      contactedOn: isoDate.optional(),
      nextContactOn: isoDate.optional(),
      note: words(200).optional(),
      stationId: idOf('S').optional(),
    }),
    answer: z.strictObject({ nextContactOn: isoDate }),
    refusals: [404, 409],
  }),
};
