import { keyOf, makeId, type BrokerId, type NotificationId } from '../../domain/ids.ts';
import type { Digest, Notification } from '../../domain/notification.ts';
import type { NoticeStore } from '../../flows/ports/notice-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { keyAfter, pageOf } from '../pages.ts';
import type { Sql } from '../sql.ts';
import { outbox, wholeDigest } from './outbox.ts';
import { putInInbox } from './told-pairs.ts';

/** The outbox digests leave by, and the inbox of brokers. */
export function noticeStore(sql: Sql): NoticeStore {
  return {
    ...outbox(sql),
    putInInbox: async (digest, titleZh) => {
      await putInInbox(sql, digest, titleZh);
    },
    inbox: async (brokerId, filter, page) => await inbox(sql, { brokerId, ...filter }, page),
    find: async (brokerId, id) => {
      const [row] = await sql.rows<NotificationRow>(
        `select ${COLUMNS} from notification where id = $1 and broker_id = $2`,
        [keyOf(id), keyOf(brokerId)],
      );
      return row === undefined ? null : notificationOf(row);
    },
    markRead: async (brokerId, id) => await markRead(sql, brokerId, id),
  };
}

const COLUMNS = 'id, broker_id, digest, title_zh, created_at, read_at';

interface InboxRequest {
  readonly brokerId: BrokerId;
  readonly unreadOnly: boolean;
}

async function inbox(sql: Sql, request: InboxRequest, page: PageRequest): Promise<Page<Notification>> {
  const rows = await sql.rows<NotificationRow>(
    `select ${COLUMNS} from notification
     where broker_id = $1 and id > $2 and (not $4 or read_at is null) order by id limit $3`,
    [keyOf(request.brokerId), keyAfter('N', page), page.limit + 1, request.unreadOnly],
  );
  return pageOf(rows.map(notificationOf), page);
}

async function markRead(sql: Sql, brokerId: BrokerId, id: NotificationId): Promise<boolean> {
  const rows = await sql.rows(
    `update notification set read_at = coalesce(read_at, now()) where id = $1 and broker_id = $2 returning id`,
    [keyOf(id), keyOf(brokerId)],
  );
  return rows.length === 1;
}

interface NotificationRow {
  id: number;
  broker_id: number;
  digest: Digest;
  title_zh: string;
  created_at: string;
  read_at: string | null;
}

function notificationOf(row: NotificationRow): Notification {
  return {
    id: makeId('N', row.id),
    brokerId: makeId('B', row.broker_id),
    digest: wholeDigest(row.digest),
    titleZh: row.title_zh,
    createdAt: row.created_at,
    readAt: row.read_at,
  };
}
