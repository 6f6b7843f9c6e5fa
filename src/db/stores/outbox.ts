import { keyOf, makeId, type BrokerId, type OutboxId, type RunId } from '../../domain/ids.ts';
import type { Channel, DeadLetter, Digest, OutboxMessage, RunNotices } from '../../domain/notification.ts';
import type { NoticeStore } from '../../flows/ports/notice-store.ts';
import type { Page, PageRequest } from '../../flows/ports/paging.ts';
import { keyAfter, keysOf, pageOf } from '../pages.ts';
import type { Sql } from '../sql.ts';

type Outbox = Omit<NoticeStore, 'putInInbox' | 'inbox' | 'find' | 'markRead'>;

/** Messages on their way, and those that were given up. */
export function outbox(sql: Sql): Outbox {
  return {
    addToOutbox: async (messages) => {
      await addToOutbox(sql, messages);
    },
    takeDue: async (limit, seconds) => {
      const rows = await sql.rows<OutboxRow>(TAKE_DUE, [limit, seconds]);
      return rows.map(messageOf);
    },
    markSent: async (key, outcome = 'sent') => {
      await sql.rows(MARK_SENT, [key, outcome === 'nothing_left']);
    },
    markPart: async (key, partsSent) => {
      await sql.rows('update outbox set parts_sent = $2 where key = $1 and sent_at is null', [
        key,
        partsSent,
      ]);
    },
    markFailed: async (key, error, nextTryInSeconds) => {
      await sql.rows(MARK_FAILED, [key, error, nextTryInSeconds]);
    },
    postpone: async (key, seconds) => {
      await sql.rows(POSTPONE, [key, seconds]);
    },
    dead: async (brokers, page) => await dead(sql, brokers, page),
    brokerOfDead: async (id) => await brokerOfDead(sql, id),
    revive: async (id) => (await sql.rows(REVIVE, [keyOf(id)])).length === 1,
    ofRun: async (runId) => await ofRun(sql, runId),
  };
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
    returning o.key, o.run_id, o.broker_id, o.channel, o.digest, o.created_at, o.parts_sent,
      o.attempts - 1 as attempts
  )
  select * from taken order by key`;

const MARK_SENT = `
  update outbox
  set sent_at = coalesce(sent_at, clock_timestamp()), held_until = null, dead_at = null, last_error = null,
    had_nothing_left = had_nothing_left or ($2 and sent_at is null)
  where key = $1`;

const MARK_FAILED = `
  update outbox
  set last_error = $2, held_until = null,
    next_try_at = coalesce(clock_timestamp() + make_interval(secs => $3::double precision), next_try_at),
    dead_at = case when $3::double precision is null then now() end
  where key = $1 and sent_at is null`;

const POSTPONE = `
  update outbox
  set attempts = greatest(attempts - 1, 0), held_until = null,
    next_try_at = clock_timestamp() + make_interval(secs => $2)
  where key = $1 and sent_at is null and dead_at is null`;

const REVIVE = `
  update outbox set dead_at = null, attempts = 0, held_until = null, next_try_at = clock_timestamp()
  where key = $1 and dead_at is not null and sent_at is null returning key`;

async function dead(
  sql: Sql,
  brokers: readonly BrokerId[] | null,
  page: PageRequest,
): Promise<Page<DeadLetter>> {
  const rows = await sql.rows<DeadRow>(
    `select key, run_id, broker_id, channel, attempts, dead_at, coalesce(last_error, '') as last_error
     from outbox
     where dead_at is not null and key > $1 and ($3::int[] is null or broker_id = any($3))
     order by key limit $2`,
    [keyAfter('M', page), page.limit + 1, brokers === null ? null : keysOf(brokers)],
  );
  return pageOf(rows.map(deadLetterOf), page);
}

async function brokerOfDead(sql: Sql, id: OutboxId): Promise<BrokerId | null> {
  const [row] = await sql.rows<{ broker_id: number }>(
    'select broker_id from outbox where key = $1 and dead_at is not null',
    [keyOf(id)],
  );
  return row === undefined ? null : makeId('B', row.broker_id);
}

async function ofRun(sql: Sql, runId: RunId): Promise<RunNotices> {
  const channels = await sql.rows<CountRow>(
    `select channel, count(*) filter (where sent_at is null and dead_at is null)::int as waiting,
       count(*) filter (where sent_at is not null and not had_nothing_left)::int as sent,
       count(*) filter (where had_nothing_left)::int as "nothingLeft",
       count(*) filter (where dead_at is not null)::int as dead
     from outbox where run_id = $1 group by channel order by channel collate "C"`,
    [keyOf(runId)],
  );
  const alone = await sql.rows<{ broker_id: number }>(
    `select broker_id from outbox where run_id = $1 group by broker_id
     having bool_and(channel = 'inbox') order by broker_id`,
    [keyOf(runId)],
  );
  return { runId, channels, inboxOnly: alone.map((row) => makeId('B', row.broker_id)) };
}

interface OutboxRow {
  key: number;
  run_id: number;
  broker_id: number;
  channel: Channel;
  digest: Digest;
  created_at: string;
  attempts: number;
  parts_sent: number;
}

interface DeadRow {
  key: number;
  run_id: number;
  broker_id: number;
  channel: Channel;
  attempts: number;
  dead_at: string;
  last_error: string;
}

interface CountRow {
  channel: Channel;
  waiting: number;
  sent: number;
  nothingLeft: number;
  dead: number;
}

function messageOf(row: OutboxRow): OutboxMessage {
  return {
    key: row.key,
    runId: makeId('R', row.run_id),
    brokerId: makeId('B', row.broker_id),
    channel: row.channel,
    digest: wholeDigest(row.digest),
    createdAt: row.created_at,
    attempts: row.attempts,
    partsSent: row.parts_sent,
  };
}

function deadLetterOf(row: DeadRow): DeadLetter {
  return {
    id: makeId('M', row.key),
    runId: makeId('R', row.run_id),
    brokerId: makeId('B', row.broker_id),
    channel: row.channel,
    attempts: row.attempts,
    diedAt: row.dead_at,
    error: row.last_error,
  };
}

/** A stored digest; one of before losses and news were told has neither. */
export function wholeDigest(stored: Digest): Digest {
  const older: Partial<Digest> = stored;
  return {
    ...stored,
    waiting: older.waiting ?? 0,
    losses: older.losses ?? [],
    items: stored.items.map((item) => ({ ...NEW_ITEM, ...item })),
  };
}

const NEW_ITEM = { news: 'new', isNewLaborer: true } as const;
