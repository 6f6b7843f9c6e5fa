import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose row it is: the keyed hash of the ID number, so that export and deletion find people who are in a file without being
 * named in clear. Rows that were staged before have none; they are gone after thirty days.
 */
export class ImportRowPeople1764000000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_row add column id_hash bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_row drop column id_hash');
  }
}
