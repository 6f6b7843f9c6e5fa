import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a wage have one end only: 5000以上 says no maximum, 月薪上限 alone says no minimum. */
export class OpenWages1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table opening drop constraint opening_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update opening set
        wage_low_cny_per_month = coalesce(wage_low_cny_per_month, wage_high_cny_per_month),
        wage_high_cny_per_month = coalesce(wage_high_cny_per_month, wage_low_cny_per_month)
      where (wage_low_cny_per_month is null) <> (wage_high_cny_per_month is null)`);
    await runner.query(`
      alter table opening add constraint opening_check
      check ((wage_low_cny_per_month is null) = (wage_high_cny_per_month is null))`);
  }
}
