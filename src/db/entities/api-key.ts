import { EntitySchema } from 'typeorm';
import type { Role } from '../../domain/broker.ts';

/** A row of `api_key`. */
export interface ApiKeyRow {
  id: number;
  sha256: string;
  label: string;
  role: Role;
  scope: string[];
  brokerId: number | null;
  createdAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

export const ApiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'ApiKey',
  tableName: 'api_key',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    sha256: { type: 'text', unique: true },
    label: { type: 'text' },
    role: { type: 'text' },
    scope: { type: 'text', array: true },
    brokerId: { name: 'broker_id', type: 'int', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', createDate: true },
    revokedAt: { name: 'revoked_at', type: 'timestamptz', nullable: true },
    lastUsedAt: { name: 'last_used_at', type: 'timestamptz', nullable: true },
  },
});
