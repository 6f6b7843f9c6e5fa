import type { LaborBroker } from '../../domain/broker.ts';
import { keyOf, makeId, type BrokerId, type NotificationId, type RunId } from '../../domain/ids.ts';
import type { Channel, Digest, DigestItem, Notification, OutboxMessage } from '../../domain/notification.ts';
import type { NoticeStore } from '../../flows/ports/notice-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { keyAfter, pageOf } from '../pages.ts';
import { insideScope } from '../scope.ts';
import { listsUnder } from './published-lists.ts';
import type { Sql } from '../sql.ts';

/** What is new for brokers, the outbox it leaves by, and their inbox. */
export function noticeStore(sql: Sql): NoticeStore {
  return {
    whatIsNew: async (runId, broker, limit) => await whatIsNew(sql, { runId, broker, limit }),
    addToOutbox: async (messages) => {
      await addToOutbox(sql, messages);
    },
    takeDue: async (limit, seconds) => await takeDue(sql, limit, seconds),
    markSent: async (key) => {
      await sql.rows(
        'update outbox set sent_at = coalesce(sent_at, now()), held_until = null where key = $1',
        [key],
      );
    },
    markFailed: async (key, error, nextTryInSeconds) => {
      await sql.rows(MARK_FAILED, [key, error, nextTryInSeconds]);
    },
    putInInbox: async (digest, titleZh) => {
      await putInInbox(sql, digest, titleZh);
    },
    inbox: async (brokerId, filter, page) => await inbox(sql, { brokerId, ...filter }, page),
    markRead: async (brokerId, id) => await markRead(sql, brokerId, id),
  };
}

interface NewsRequest {
  readonly runId: RunId;
  readonly broker: Pick<LaborBroker, 'id' | 'scope'>;
  readonly limit: number;
}

async function whatIsNew(
  sql: Sql,
  { runId, broker, limit }: NewsRequest,
): Promise<Pick<Digest, 'newLaborers' | 'newPairs' | 'items'>> {
  const inside = insideScope('l.home_code', broker.scope, 4);
  const [row] = await sql.rows<{ laborers: number; pairs: number; items: NewsItem[] | null }>(
    whatIsNewStatement(await listsUnder(sql, keyOf(runId)), inside.sql),
    [keyOf(runId), keyOf(broker.id), limit, ...inside.parameters],
  );
  return {
    newLaborers: row?.laborers ?? 0,
    newPairs: row?.pairs ?? 0,
    items: (row?.items ?? []).map(itemOf),
  };
}

/** A laborer's lists are best first, so her best new pair is the first that was not told. */
function whatIsNewStatement(lists: string, inside: string): string {
  return `
    with fresh as materialized (
      select r.laborer_id, pair.opening_id, pair.score, pair.place
      from (${lists}) r
      join laborer l on l.id = r.laborer_id and l.removed_on is null and ${inside}
      left join told t on t.broker_id = $2 and t.laborer_id = r.laborer_id
      cross join lateral unnest(r.opening_ids, r.scores) with ordinality as pair(opening_id, score, place)
      where $1::int is not null and (t.opening_ids is null or pair.opening_id <> all (t.opening_ids))
    ), best as (
      select distinct on (laborer_id) laborer_id, opening_id, score from fresh order by laborer_id, place
    ), top as (
      select * from best order by score desc, laborer_id limit $3
    )
    select (select count(*) from best) as laborers, (select count(*) from fresh) as pairs,
      (select json_agg(json_build_object('laborer', laborer_id, 'opening', opening_id, 'score', score)
        order by score desc, laborer_id) from top) as items`;
}

interface NewsItem {
  readonly laborer: number;
  readonly opening: number;
  readonly score: number;
}

function itemOf(item: NewsItem): DigestItem {
  return { laborerId: makeId('L', item.laborer), openingId: makeId('O', item.opening), score: item.score };
}

async function addToOutbox(sql: Sql, messages: Parameters<NoticeStore['addToOutbox']>[0]): Promise<void> {
  const rows = messages.map((message) => ({
    run_id: keyOf(message.runId),
    broker_id: keyOf(message.brokerId),
    channel: message.channel,
    digest: message.digest,
  }));
  await sql.rows(
    `insert into outbox (run_id, broker_id, channel, digest)
     select run_id, broker_id, channel, digest
     from json_to_recordset($1::json) as given(run_id int, broker_id int, channel text, digest jsonb)
     on conflict (run_id, broker_id, channel) do nothing`,
    [JSON.stringify(rows)],
  );
}

/** `attempts` of a message counts the times it was taken before. */
async function takeDue(sql: Sql, limit: number, seconds: number): Promise<OutboxMessage[]> {
  const rows = await sql.rows<OutboxRow>(TAKE_DUE, [limit, seconds]);
  return rows.map((row) => ({
    key: row.key,
    runId: makeId('R', row.run_id),
    brokerId: makeId('B', row.broker_id),
    channel: row.channel,
    digest: row.digest,
    attempts: row.attempts,
  }));
}

const TAKE_DUE = `
  with due as materialized (
    select key from outbox
    where sent_at is null and dead_at is null and next_try_at <= clock_timestamp()
      and (held_until is null or held_until < clock_timestamp())
    order by key limit $1 for update skip locked
  ), taken as (
    update outbox o
    set held_until = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1
    from due where o.key = due.key
    returning o.key, o.run_id, o.broker_id, o.channel, o.digest, o.attempts - 1 as attempts
  )
  select * from taken order by key`;

const MARK_FAILED = `
  update outbox
  set last_error = $2, held_until = null,
    next_try_at = coalesce(clock_timestamp() + make_interval(secs => $3::double precision), next_try_at),
    dead_at = case when $3::double precision is null then now() end
  where key = $1 and sent_at is null`;

async function putInInbox(sql: Sql, digest: Digest, titleZh: string): Promise<void> {
  const [broker] = await sql.rows<{ scope: string[] }>('select scope from labor_broker where id = $1', [
    keyOf(digest.brokerId),
  ]);
  const inside = insideScope('l.home_code', broker?.scope ?? [], 5);
  await sql.rows(putInInboxStatement(await listsUnder(sql, keyOf(digest.runId)), inside.sql), [
    keyOf(digest.brokerId),
    keyOf(digest.runId),
    JSON.stringify(digest),
    titleZh,
    ...inside.parameters,
  ]);
}

/** What was told once stays told; openings are kept ascending and once. */
function putInInboxStatement(lists: string, inside: string): string {
  return `
    with put as (
      insert into notification (broker_id, run_id, digest, title_zh) values ($1, $2, $3, $4)
      on conflict (broker_id, run_id) do nothing returning id
    )
    insert into told (broker_id, laborer_id, opening_ids)
    select $1, r.laborer_id, r.opening_ids
    from put, (${lists}) r join laborer l on l.id = r.laborer_id and ${inside}
    where $2::int is not null and cardinality(r.opening_ids) > 0
    on conflict (broker_id, laborer_id) do update
    set opening_ids = array(select distinct unnest(told.opening_ids || excluded.opening_ids) order by 1)
    where not told.opening_ids @> excluded.opening_ids`;
}

interface InboxRequest {
  readonly brokerId: BrokerId;
  readonly unreadOnly: boolean;
}

async function inbox(sql: Sql, request: InboxRequest, page: PageRequest): Promise<Page<Notification>> {
  const rows = await sql.rows<NotificationRow>(
    `select id, broker_id, digest, title_zh, created_at, read_at from notification
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

interface OutboxRow {
  key: number;
  run_id: number;
  broker_id: number;
  channel: Channel;
  digest: Digest;
  attempts: number;
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
    digest: row.digest,
    titleZh: row.title_zh,
    createdAt: row.created_at,
    readAt: row.read_at,
  };
}
