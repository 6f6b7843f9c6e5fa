import type { AuditStore } from '../../flows/ports/audit-store.ts';
import { AuditLogEntity } from '../entities/audit-log.ts';
import type { Sql } from '../sql.ts';

/** Who did what to whom, and why. Rows are added and read; a trigger refuses everything else. */
export function auditStore(sql: Sql): AuditStore {
  return {
    add: async (entry) => {
      await sql.entities(async (db) => await db.insert(AuditLogEntity, { ...entry }));
    },
    of: async (subject) => {
      const rows = await sql.entities(
        async (db) => await db.find(AuditLogEntity, { where: { subject }, order: { id: 'ASC' } }),
      );
      return rows.map(({ actor, action, purpose, at }) => ({
        actor,
        action,
        subject,
        purpose,
        at: at.toISOString(),
      }));
    },
  };
}
