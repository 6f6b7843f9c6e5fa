import { EntitySchema } from 'typeorm';

/** A row of `audit_log`, which only grows. */
export interface AuditLogRow {
  id: number;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  purpose: string | null;
}

export const AuditLogEntity = new EntitySchema<AuditLogRow>({
  name: 'AuditLog',
  tableName: 'audit_log',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', createDate: true },
    actor: { type: 'text' },
    action: { type: 'text' },
    subject: { type: 'text' },
    purpose: { type: 'text', nullable: true },
  },
});
