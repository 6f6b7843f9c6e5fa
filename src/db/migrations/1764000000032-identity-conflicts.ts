import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two sources that disagree on who somebody is: both versions, until a person decides. */
export class IdentityConflicts1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity_conflict (
        id int generated always as identity primary key,
        laborer_id int not null references laborer on delete cascade,
        field text not null check (field in ('name', 'sex', 'birthDate', 'homeCode', 'householdNo')),
        stored text,
        stored_from text,
        stored_at timestamptz not null,
        given text not null,
        given_from text,
        given_by text,
        first_given_at timestamptz not null default now(),
        last_given_at timestamptz not null default now(),
        times int not null default 1,
        state text not null default 'open' check (state in ('open', 'kept', 'taken', 'edited')),
        resolved_value text,
        resolved_by text,
        resolved_at timestamptz,
        unique (laborer_id, field, given),
        check ((state = 'open') = (resolved_at is null))
      )`);
    await runner.query(`create index identity_conflict_open on identity_conflict (id) where state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table identity_conflict');
  }
}
