import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Verification, verdicts by county, decisions of people, and the events of a run. */
export class RunVerdicts1764000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table match_run drop constraint match_run_state_check,
        add constraint match_run_state_check check (state in
          ('planned', 'running', 'stopped', 'held', 'finished', 'published', 'rejected', 'failed')),
        add column engine_version text not null default '1',
        add column weights_sha256 text,
        add column is_verified boolean not null default false,
        add column is_dry_run boolean not null default false,
        add column measures jsonb,
        add column alarms jsonb not null default '[]',
        add column decided_by text`);
    await runner.query(`alter table match_run alter column is_verified set default true`);
    await runner.query(`
      alter table run_shard
        add column done_at timestamptz,
        add column checks int not null default 0,
        add column verified_at timestamptz,
        add column faults int not null default 0`);
    await runner.query(`
      create table run_fault (
        id int generated always as identity primary key,
        run_id int not null,
        shard int not null,
        code text not null,
        laborer_id int not null,
        opening_id int,
        detail text not null,
        foreign key (run_id, shard) references run_shard on delete cascade
      )`);
    await runner.query(`create index run_fault_run on run_fault (run_id, shard)`);
    await runner.query(`
      create table run_verdict (
        run_id int not null references match_run on delete cascade,
        county_code text collate "C" not null,
        verdict text not null check (verdict in ('passed', 'quarantined')),
        faults int not null,
        failed_shards int not null,
        kept_run_id int references match_run,
        primary key (run_id, county_code)
      )`);
    await runner.query(`
      create table run_event (
        id bigint generated always as identity primary key,
        run_id int not null references match_run on delete cascade,
        at timestamptz not null default clock_timestamp(),
        kind text not null,
        data jsonb not null
      )`);
    await runner.query(`create index run_event_run on run_event (run_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table run_event, run_verdict, run_fault');
    await runner.query(`alter table run_shard drop column done_at, drop column checks,
      drop column verified_at, drop column faults`);
    await runner.query(
      `update match_run set state = 'failed' where state in ('stopped', 'held', 'rejected')`,
    );
    await runner.query(`
      alter table match_run drop constraint match_run_state_check,
        add constraint match_run_state_check check (state in ('planned', 'running', 'finished', 'published', 'failed')),
        drop column engine_version, drop column weights_sha256, drop column is_verified, drop column is_dry_run,
        drop column measures, drop column alarms, drop column decided_by`);
  }
}
