import type { ApiKey, LaborBroker, Principal, Role } from '../../domain/broker.ts';
import { keyOf, makeId } from '../../domain/ids.ts';
import type { BrokerStore } from '../../flows/ports/broker-store.ts';
import { ApiKeyEntity, type ApiKeyRow } from '../entities/api-key.ts';
import { LaborBrokerEntity, type LaborBrokerRow } from '../entities/labor-broker.ts';
import { LaborStationEntity } from '../entities/labor-station.ts';
import { idOrNull } from '../pages.ts';
import type { Sql } from '../sql.ts';

/** Brokers, their stations, and API keys (only their SHA-256 is stored). */
export function brokerStore(sql: Sql): BrokerStore {
  return {
    addStation: async (station) => {
      const row = await sql.entities(async (db) => await db.save(LaborStationEntity, { ...station }));
      return makeId('S', row.id);
    },
    add: async (broker) => {
      const { stationId, scope, ...rest } = broker;
      const given = { ...rest, scope: [...scope], stationId: stationId === null ? null : keyOf(stationId) };
      const row = await sql.entities(async (db) => await db.save(LaborBrokerEntity, given));
      return makeId('B', row.id);
    },
    find: async (id) => {
      const row = await sql.entities(async (db) => await db.findOneBy(LaborBrokerEntity, { id: keyOf(id) }));
      return row === null ? null : brokerOf(row);
    },
    list: async () => {
      const rows = await sql.entities(
        async (db) => await db.find(LaborBrokerEntity, { order: { id: 'ASC' } }),
      );
      return rows.map(brokerOf);
    },
    addKey: async (key) => {
      const { brokerId, scope, ...rest } = key;
      const given = { ...rest, scope: [...scope], brokerId: brokerId === null ? null : keyOf(brokerId) };
      const row = await sql.entities(async (db) => await db.save(ApiKeyEntity, given));
      return makeId('K', row.id);
    },
    keys: async () => {
      const rows = await sql.entities(async (db) => await db.find(ApiKeyEntity, { order: { id: 'ASC' } }));
      return rows.map(keyRowOf);
    },
    revokeKey: async (id) => {
      const rows = await sql.rows(
        'update api_key set revoked_at = coalesce(revoked_at, now()) where id = $1 returning id',
        [keyOf(id)],
      );
      return rows.length === 1;
    },
    authenticate: async (sha256) => await authenticate(sql, sha256),
  };
}

function brokerOf(row: LaborBrokerRow): LaborBroker {
  return {
    id: makeId('B', row.id),
    name: row.name,
    stationId: idOrNull('S', row.stationId),
    scope: row.scope,
    email: row.email,
    isActive: row.isActive,
  };
}

function keyRowOf(row: ApiKeyRow): ApiKey {
  return {
    id: makeId('K', row.id),
    label: row.label,
    role: row.role,
    scope: row.scope,
    brokerId: idOrNull('B', row.brokerId),
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** A key of a broker who is no longer active opens nothing. */
async function authenticate(sql: Sql, sha256: string): Promise<Principal | null> {
  const [row] = await sql.rows<PrincipalRow>(AUTHENTICATE, [sha256]);
  if (row === undefined) return null;
  return {
    name: `key:${makeId('K', row.id)}`,
    role: row.role,
    scope: row.scope,
    brokerId: idOrNull('B', row.broker_id),
  };
}

/** The use is noted at most once a minute, so that reading does not become writing. */
const AUTHENTICATE = `
  with key as (
    select k.id, k.role, k.scope, k.broker_id, k.last_used_at
    from api_key k left join labor_broker b on b.id = k.broker_id
    where k.sha256 = $1 and k.revoked_at is null and coalesce(b.is_active, true)
  ), noted as (
    update api_key set last_used_at = now() from key
    where api_key.id = key.id and (key.last_used_at is null or key.last_used_at < now() - interval '1 minute')
  )
  select id, role, scope, broker_id from key`;

interface PrincipalRow {
  id: number;
  role: Role;
  scope: string[];
  broker_id: number | null;
}
