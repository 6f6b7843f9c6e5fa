import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 比对排查: the rows that were given, the cases that came of them, and what officers found. */
export class Reconciliation1764000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reconciliation (
        id int generated always as identity primary key,
        area text collate "C" not null,
        last_year smallint not null,
        surveyed_on date not null,
        state text not null default 'draft' check (state in ('draft', 'running', 'done', 'applied')),
        started_by text not null,
        started_at timestamptz,
        files jsonb not null default '{}',
        counts jsonb,
        moved int,
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table reconciliation_row (
        reconciliation_id int not null references reconciliation on delete cascade,
        role smallint not null,
        id_hash bytea not null,
        id_masked text not null,
        name text not null,
        home_code text collate "C",
        says smallint not null,
        dated date not null,
        since date,
        place_code text collate "C",
        employer_name text,
        sheet text,
        row_no int not null
      )`);
    await runner.query(
      'create index reconciliation_row_of on reconciliation_row using brin (reconciliation_id)',
    );
    await runner.query(`
      create table reconciliation_case (
        reconciliation_id int not null references reconciliation on delete cascade,
        number int not null,
        id_hash bytea not null,
        laborer_id int,
        reconciled smallint not null,
        needs_visit boolean not null,
        home_code text collate "C" not null,
        name text not null,
        id_masked text not null,
        last_sheet text, last_row int, last_dated date,
        survey_sheet text, survey_row int, survey_dated date, survey_says smallint,
        record_role smallint, record_sheet text, record_row int, record_dated date,
        found smallint, found_on date, found_by text,
        decided_on date not null,
        since date,
        place_code text collate "C",
        employer_name text,
        primary key (reconciliation_id, number)
      )`);
    await runner.query(`
      create table visit_finding (
        id int generated always as identity primary key,
        reconciliation_id int not null references reconciliation on delete cascade,
        id_hash bytea not null,
        found smallint not null,
        found_on date not null,
        found_by text not null,
        note text,
        noted_at timestamptz not null default now()
      )`);
    await runner.query('create index visit_finding_person on visit_finding (id_hash, found_on)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table visit_finding, reconciliation_case, reconciliation_row, reconciliation');
  }
}
