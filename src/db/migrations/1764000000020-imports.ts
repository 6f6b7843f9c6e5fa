import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staged imports: the file, what each row would do, and the way back. */
export class Imports1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_batch (
        id int generated always as identity primary key,
        file_name text not null,
        kind text not null check (kind in ('laborers', 'employers', 'openings')),
        state text not null default 'checked'
          check (state in ('checked', 'reviewed', 'applied', 'discarded', 'undone')),
        uploaded_by text not null,
        scope text[] not null,
        read_on date not null,
        rows_new int not null,
        rows_changed int not null,
        rows_same int not null,
        rows_rejected int not null,
        rows_stale int not null default 0,
        uploaded_at timestamptz not null default now(),
        applied_at timestamptz,
        expires_at timestamptz not null default now() + interval '30 days',
        is_forgotten boolean not null default false
      )`);
    await runner.query(
      `create index import_batch_expiry on import_batch (expires_at) where not is_forgotten`,
    );
    await runner.query(`
      create table import_file (
        id int generated always as identity primary key,
        batch_id int not null references import_batch on delete cascade,
        part int not null,
        content bytea not null,
        unique (batch_id, part)
      )`);
    await runner.query(`
      create table import_row (
        id bigint generated always as identity primary key,
        batch_id int not null references import_batch on delete cascade,
        place int not null,
        sheet text,
        row_number int not null,
        outcome text not null check (outcome in ('new', 'changed', 'same', 'rejected', 'stale')),
        subject text collate "C",
        version int,
        details bytea,
        unique (batch_id, place)
      )`);
    await runner.query(`create index import_row_outcome on import_row (batch_id, outcome, place)`);
    await runner.query(`
      create table import_touched (
        id bigint generated always as identity primary key,
        batch_id int not null references import_batch on delete cascade,
        family text not null check (family in ('laborer', 'employer', 'opening')),
        subject_id int not null,
        version_after int not null,
        was_created boolean not null,
        before jsonb,
        phone bytea,
        id_number_hash bytea,
        unique (batch_id, family, subject_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_touched, import_row, import_file, import_batch');
  }
}
