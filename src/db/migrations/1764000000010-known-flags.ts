import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which flags of a laborer are known: a file without the column 是否残疾人 says nothing of it. Of rows from before, only the
 * flags that are set are known.
 */
export class KnownFlags1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table laborer add column flags_known smallint not null default 0');
    await runner.query('update laborer set flags_known = flags where flags <> 0');
    await runner.query('alter table laborer add constraint laborer_flags check (flags & ~flags_known = 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table laborer drop column flags_known');
  }
}
