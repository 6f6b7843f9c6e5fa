import { maskAddress, type BrokerChannel, type ChannelTarget } from '../../domain/broker-channel.ts';
import { keyOf, makeId, type BrokerId } from '../../domain/ids.ts';
import type { OutsideChannel } from '../../domain/notification.ts';
import type { ChannelStore } from '../../flows/ports/channel-store.ts';
import type { SendingLimit } from '../../flows/ports/notifier.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import type { Sql } from '../sql.ts';

/** Ways out of brokers, encrypted, and the turns that all processes take under one limit. */
export function channelStore(sql: Sql, crypto: PersonalCrypto): ChannelStore {
  return {
    put: async (channel) => await put(sql, crypto, channel),
    list: async (brokerId) => {
      const rows = await sql.rows<ChannelRow>(
        `select ${COLUMNS} from broker_channel where $1::int is null or broker_id = $1 order by broker_id, kind`,
        [brokerId === undefined ? null : keyOf(brokerId)],
      );
      return rows.map(channelOf);
    },
    find: async (brokerId, kind) => {
      const [row] = await sql.rows<{ target: Buffer; is_active: boolean }>(
        'select target, is_active from broker_channel where broker_id = $1 and kind = $2',
        [keyOf(brokerId), kind],
      );
      if (row === undefined) return null;
      // `put` wrote a ChannelTarget, and the ciphertext opens in no other place.
      const target = JSON.parse(crypto.decrypt(row.target, placeOf(brokerId, kind))) as ChannelTarget;
      return { target, isActive: row.is_active };
    },
    remove: async (brokerId, kind) => {
      const rows = await sql.rows(
        'delete from broker_channel where broker_id = $1 and kind = $2 returning kind',
        [keyOf(brokerId), kind],
      );
      return rows.length === 1;
    },
    takeTurn: async (turn, limit) => await takeTurn(sql, crypto.hash(turn, TURN_HASH), limit),
  };
}

const TURN_HASH = 'sending_turn.turn';
const COLUMNS = 'broker_id, kind, shown, is_active, secrets, updated_at';

/** The place of a ciphertext: one broker's channel of one kind, such as `12/webhook`. */
export function channelPlace(brokerAndKind: string): string {
  return `broker_channel.target/${brokerAndKind}`;
}

function placeOf(brokerId: BrokerId, kind: OutsideChannel): string {
  return channelPlace(`${keyOf(brokerId)}/${kind}`);
}

async function put(
  sql: Sql,
  crypto: PersonalCrypto,
  { brokerId, kind, target, isActive }: Parameters<ChannelStore['put']>[0],
): Promise<BrokerChannel> {
  const [row] = await sql.rows<ChannelRow>(
    `insert into broker_channel (broker_id, kind, target, shown, secrets, is_active)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (broker_id, kind) do update
     set target = excluded.target, shown = excluded.shown, secrets = excluded.secrets,
       is_active = excluded.is_active, updated_at = now()
     returning ${COLUMNS}`,
    [
      keyOf(brokerId),
      kind,
      crypto.encrypt(JSON.stringify(target), placeOf(brokerId, kind)),
      maskAddress(kind, target.address),
      target.secrets.length,
      isActive,
    ],
  );
  if (row === undefined) throw new Error('an insert with "returning" gave no row');
  return channelOf(row);
}

/**
 * GCRA: `free_at` is when the bucket is empty again. A turn moves it by one interval, and may be taken while it lies less than
 * `burst` intervals ahead. With an interval of 60 s / (perMinute − burst) no minute sees more than `perMinute` turns.
 */
async function takeTurn(sql: Sql, turn: Buffer, { perMinute, burst }: SendingLimit): Promise<number> {
  const intervalSeconds = 60 / (perMinute - burst);
  const [taken] = await sql.rows(
    `insert into sending_turn as t (turn, free_at)
     values ($1, clock_timestamp() + make_interval(secs => $2))
     on conflict (turn) do update
     set free_at = greatest(t.free_at, clock_timestamp()) + make_interval(secs => $2)
     where t.free_at <= clock_timestamp() + make_interval(secs => $2 * ($3 - 1))
     returning turn`,
    [turn, intervalSeconds, burst],
  );
  if (taken !== undefined) return 0;
  const [row] = await sql.rows<{ wait: number }>(
    `select extract(epoch from free_at - clock_timestamp())::float8 - $2 * ($3 - 1) as wait
     from sending_turn where turn = $1`,
    [turn, intervalSeconds, burst],
  );
  return Math.max(SHORTEST_WAIT_SECONDS, row?.wait ?? 0);
}

/** A turn that another process took in this moment: a short look later, never none. */
const SHORTEST_WAIT_SECONDS = 0.05;

interface ChannelRow {
  broker_id: number;
  kind: OutsideChannel;
  shown: string;
  is_active: boolean;
  secrets: number;
  updated_at: string;
}

function channelOf(row: ChannelRow): BrokerChannel {
  return {
    brokerId: makeId('B', row.broker_id),
    kind: row.kind,
    shown: row.shown,
    isActive: row.is_active,
    secrets: row.secrets,
    updatedAt: row.updated_at,
  };
}
