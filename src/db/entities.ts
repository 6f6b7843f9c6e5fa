import type { EntitySchema } from 'typeorm';
import { ApiKeyEntity } from './entities/api-key.ts';
import { AuditLogEntity } from './entities/audit-log.ts';
import { FairOpeningEntity, JobFairEntity } from './entities/job-fair.ts';
import { LaborBrokerEntity } from './entities/labor-broker.ts';
import { LaborStationEntity } from './entities/labor-station.ts';

/**
 * Tables that are written row by row, through TypeORM's repositories. Tables written in bulk are written in
 * SQL.
 */
export const ENTITIES: readonly EntitySchema[] = [
  ApiKeyEntity,
  AuditLogEntity,
  FairOpeningEntity,
  JobFairEntity,
  LaborBrokerEntity,
  LaborStationEntity,
];
