import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far ciphertexts are brought to the newest key; at most one rotation is under way. */
export class KeyRotation1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table key_rotation (
        id int generated always as identity primary key,
        to_key text not null,
        started_by text not null,
        rows_per_second int check (rows_per_second > 0),
        rows_total bigint not null,
        rows_done bigint not null default 0,
        at_table int not null default 0,
        at_id int not null default 0,
        busy_ms bigint not null default 0,
        started_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        finished_at timestamptz
      )`);
    await runner.query(
      'create unique index key_rotation_open on key_rotation ((true)) where finished_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table key_rotation');
  }
}
