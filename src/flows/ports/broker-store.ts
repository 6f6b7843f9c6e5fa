import type { ApiKey, LaborBroker, LaborStation, Principal } from '../../domain/broker.ts';
import type { BrokerId, KeyId, StationId } from '../../domain/ids.ts';

export interface BrokerStore {
  addStation(station: Omit<LaborStation, 'id'>): Promise<StationId>;
  add(broker: Omit<LaborBroker, 'id'>): Promise<BrokerId>;
  find(id: BrokerId): Promise<LaborBroker | null>;
  list(): Promise<readonly LaborBroker[]>;
  addKey(
    key: Omit<ApiKey, 'id' | 'createdAt' | 'revokedAt' | 'lastUsedAt'> & { readonly sha256: string },
  ): Promise<KeyId>;
  keys(): Promise<readonly ApiKey[]>;
  /** @returns false when unknown. */
  revokeKey(id: KeyId): Promise<boolean>;
  /** The principal of a key that is not revoked; notes the use at most once a minute. */
  authenticate(sha256: string): Promise<Principal | null>;
}
