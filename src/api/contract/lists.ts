import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { LIST_KINDS } from '../../domain/list-entry.ts';
import { LIST_EVENTS } from '../../lists/list-events.ts';
import { endpoint } from './endpoint.ts';
import {
  areaCode,
  areaPrefix,
  bilingual,
  idOf,
  isoDate,
  pageOf,
  pageQuery,
  whole,
  words,
} from './primitives.ts';

/** Months of the longest contract. */
const CONTRACT_MONTHS_MAX = 600;

const stay = {
  laborerId: idOf('L'),
  kind: z.enum(LIST_KINDS),
  validFrom: isoDate,
  validTo: isoDate
    .nullable()
    .meta({ description: '不含当日，null 表示仍在清单 / exclusive; null: still on it' }),
  reason: z.string(),
  reasonWords: bilingual,
  source: z.string(),
  endReason: z.string().nullable(),
  endReasonWords: bilingual.nullable(),
  endSource: z.string().nullable(),
  placeCode: z.string().nullable(),
  placeName: z.string().nullable(),
  employerName: z.string().nullable(),
  contractMonths: z.int().nullable(),
  contractUntil: isoDate.nullable(),
};

/** A stay on a list, as the API shows it. */
export const stayView = z.strictObject(stay).meta({ id: 'ListStay' });

/** A person on a list on a day. */
export const listedView = z
  .strictObject({
    ...stay,
    name: z.string(),
    idNumberMasked: z.string(),
    homeCode: z.string(),
    homeName: z.string(),
  })
  .meta({ id: 'ListedPerson' });

const laborerId = z.strictObject({ laborerId: idOf('L') });
const tag = 'lists';

/** The endpoints of the two lists. */
export const listEndpoints = {
  on: endpoint({
    method: 'get',
    path: '/lists',
    operationId: 'readLists',
    tag,
    summary: say('任一日期的两个清单', 'The two lists of any day'),
    action: 'list.read',
    query: z.strictObject({
      date: isoDate.optional(),
      kind: z.enum(LIST_KINDS).optional(),
      area: areaPrefix.optional(),
      ...pageQuery,
    }),
    answer: pageOf(listedView).extend({ date: isoDate }),
  }),
  history: endpoint({
    method: 'get',
    path: '/laborers/{laborerId}/lists',
    operationId: 'readListHistory',
    tag,
    summary: say('一名劳动力进出清单的历史', 'When and why a laborer entered and left the lists'),
    action: 'list.read',
    params: laborerId,
    answer: z.strictObject({ items: z.array(stayView) }),
    refusals: [404],
  }),
  record: endpoint({
    method: 'post',
    path: '/laborers/{laborerId}/list-events',
    operationId: 'recordListEvent',
    tag,
    summary: say(
      '登记就业、返乡、裁员、死亡、迁出或本人意愿，清单随之变动',
      'Record what happened to her; the lists follow by themselves',
    ),
    action: 'list.write',
    params: laborerId,
    body: z.strictObject({
      event: z.enum(LIST_EVENTS),
      date: isoDate.optional(),
      placeCode: areaCode.optional(),
      employerName: words(100).optional(),
      contractMonths: whole(1, CONTRACT_MONTHS_MAX).optional(),
      contractUntil: isoDate.optional(),
    }),
    answer: z.strictObject({ items: z.array(stayView) }),
    refusals: [404, 409],
  }),
};
