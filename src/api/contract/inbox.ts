import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import { flag, idOf, pageOf, pageQuery } from './primitives.ts';

const notification = z
  .strictObject({
    id: idOf('N'),
    runId: idOf('R'),
    titleZh: z.string(),
    newLaborers: z.int(),
    newPairs: z.int(),
    items: z.array(z.strictObject({ laborerId: idOf('L'), openingId: idOf('O'), score: z.int() })),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notification' });

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
  markRead: endpoint({
    method: 'patch',
    path: '/inbox/{notificationId}',
    operationId: 'markRead',
    tag,
    summary: say('标为已读', 'Mark as read'),
    action: 'inbox.read',
    params: z.strictObject({ notificationId: idOf('N') }),
    body: z.strictObject({ read: z.literal(true) }),
    answer: null,
    status: 204,
    refusals: [404],
  }),
};
