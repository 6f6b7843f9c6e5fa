import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { LOSS_REASONS, PAIR_NEWS } from '../../domain/notification.ts';
import { endpoint } from './endpoint.ts';
import { bilingual, flag, idOf, pageOf, pageQuery } from './primitives.ts';

const pair = { laborerId: idOf('L'), openingId: idOf('O') };

const head = {
  id: idOf('N'),
  runId: idOf('R'),
  titleZh: z.string(),
  newLaborers: z.int(),
  newPairs: z.int(),
  waiting: z.int().meta({ description: '排在后面的劳动力人数 / laborers who come in later digests' }),
  createdAt: z.string(),
  readAt: z.string().nullable(),
};

const notification = z
  .strictObject({
    ...head,
    losses: z.int().meta({ description: '已失效的推荐数 / earlier matches that are gone' }),
    items: z.array(
      z.strictObject({
        ...pair,
        score: z.int(),
        news: z.enum(PAIR_NEWS),
        isNewLaborer: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Notification' });

const person = {
  laborerName: z
    .string()
    .nullable()
    .meta({ description: '本人撤回同意后为 null / null where she took consent back' }),
};
const opening = { openingTitle: z.string(), employerName: z.string(), place: z.string(), wage: z.string() };

const readNotification = z
  .strictObject({
    ...head,
    items: z
      .array(
        z.strictObject({
          ...pair,
          ...person,
          idNumberMasked: z.string(),
          phoneMasked: z.string().nullable(),
          ...opening,
          score: z.int(),
          news: z.enum(PAIR_NEWS),
          newsWords: bilingual,
          isNewLaborer: z.boolean(),
          reason: bilingual,
        }),
      )
      .meta({ description: '仍然合适的匹配，按联系价值排列 / pairs that still fit, best calls first' }),
    openings: z
      .array(z.strictObject({ openingId: idOf('O'), ...opening, candidates: z.int() }))
      .meta({ description: '新增合适人选的岗位 / openings that gained good candidates' }),
    losses: z.array(
      z.strictObject({
        ...pair,
        ...person,
        ...opening,
        reason: z.enum(LOSS_REASONS),
        reasonWords: bilingual,
      }),
    ),
  })
  .meta({ id: 'NotificationDetails' });

const one = z.strictObject({ notificationId: idOf('N') });
const tag = 'inbox';

/** The endpoints of a broker's inbox. */
export const inboxEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/inbox',
    operationId: 'listInbox',
    tag,
    summary: say('本经纪人的通知', 'Notifications of the key’s broker'),
    action: 'inbox.read',
    query: z.strictObject({ unread: flag.optional(), ...pageQuery }),
    answer: pageOf(notification),
  }),
  read: endpoint({
    method: 'get',
    path: '/inbox/{notificationId}',
    operationId: 'readNotification',
    tag,
    summary: say('一条摘要：姓名、理由、失效原因', 'A digest with names, reasons, and why pairs are gone'),
    action: 'inbox.read',
    params: one,
    answer: readNotification,
    refusals: [404],
  }),
  exportXlsx: endpoint({
    method: 'get',
    path: '/inbox/{notificationId}/workbook.xlsx',
    operationId: 'exportNotificationXlsx',
    tag,
    summary: say('一条摘要（XLSX）', 'A digest as XLSX'),
    action: 'inbox.read',
    params: one,
    answer: z.string().meta({ format: 'binary' }),
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    refusals: [404],
  }),
  markRead: endpoint({
    method: 'patch',
    path: '/inbox/{notificationId}',
    operationId: 'markRead',
    tag,
    summary: say('标为已读', 'Mark as read'),
    action: 'inbox.read',
    params: one,
    body: z.strictObject({ read: z.literal(true) }),
    answer: null,
    status: 204,
    refusals: [404],
  }),
};
