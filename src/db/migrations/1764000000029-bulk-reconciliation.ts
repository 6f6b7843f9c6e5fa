import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows and cases of a reconciliation come in by the million: no check of their reconciliation row by row. */
export class BulkReconciliation1764000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['row', 'case']) {
      await runner.query(
        `alter table reconciliation_${table} drop constraint reconciliation_${table}_reconciliation_id_fkey`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['row', 'case']) {
      await runner.query(
        `alter table reconciliation_${table} add foreign key (reconciliation_id) references reconciliation on delete cascade`,
      );
    }
  }
}
