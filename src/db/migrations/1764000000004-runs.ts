import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs, shards under leases, published pointers, and recommendations with a partition per run. */
export class Runs1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createRuns(runner);
    await createRecommendations(runner);
    await runner.query(ADD_PARTITION);
    await runner.query(DROP_PARTITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function drop_old_recommendations(int)');
    await runner.query('drop function add_recommendation_partition(int)');
    await runner.query('drop table recommendation, published, run_shard, match_run');
  }
}

async function createRuns(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table match_run (
      id int generated always as identity primary key,
      kind text not null check (kind in ('nightly', 'manual')),
      state text not null default 'planned'
        check (state in ('planned', 'running', 'finished', 'published', 'failed')),
      run_date date not null,
      epoch_week text not null,
      scope text collate "C" not null,
      request_id text collate "C",
      started_by text not null,
      profile_name text not null,
      profile_version int not null,
      idf_version int not null,
      top_k int not null check (top_k > 0),
      openings int not null,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      published_at timestamptz,
      checksum text,
      error text
    )`);
  await runner.query(
    `create unique index match_run_nightly on match_run (run_date, scope) where kind = 'nightly'`,
  );
  await runner.query(
    `create unique index match_run_request on match_run (request_id) where kind = 'manual' and request_id is not null`,
  );
  await runner.query(`
    create table run_shard (
      run_id int not null references match_run on delete cascade,
      number int not null,
      county_code text collate "C" not null,
      first_laborer_id int not null,
      last_laborer_id int not null,
      laborers int not null,
      state text not null default 'waiting' check (state in ('waiting', 'leased', 'done', 'failed')),
      attempts int not null default 0,
      token uuid,
      leased_by text,
      leased_until timestamptz,
      error text,
      primary key (run_id, number)
    )`);
  await runner.query(
    `create index run_shard_open on run_shard (run_id) where state in ('waiting', 'leased')`,
  );
  await runner.query(`
    create table published (
      county_code text collate "C" primary key,
      run_id int not null references match_run
    )`);
}

async function createRecommendations(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table recommendation (
      run_id int not null,
      laborer_id int not null,
      opening_ids int[] not null,
      scores int[] not null,
      parts smallint[] not null,
      reason_codes smallint[] not null,
      reason_counts int[] not null,
      primary key (run_id, laborer_id)
    ) partition by list (run_id)`);
}

/** Attaching takes a weaker lock than PARTITION OF: readers of other runs are not stopped. */
const ADD_PARTITION = `
  create function add_recommendation_partition(run int) returns void language plpgsql as $$
  declare
    partition text := 'recommendation_r' || run;
  begin
    perform pg_advisory_xact_lock(hashtextextended('recommendation', 2));
    if to_regclass(partition) is not null then return; end if;
    execute format('create table %I (like recommendation including all, check (run_id = %s))', partition, run);
    execute format('alter table recommendation attach partition %I for values in (%s)', partition, run);
  end $$`;

/** Settled runs only: one that is under way keeps its partition however many are newer. */
const DROP_PARTITIONS = `
  create function drop_old_recommendations(keep int) returns int language plpgsql as $$
  declare
    old int;
    dropped int := 0;
  begin
    for old in
      select r.id from match_run r
      where r.state in ('published', 'failed')
        and to_regclass('recommendation_r' || r.id) is not null
        and r.id not in (select id from match_run order by id desc limit keep)
        and not exists (select from published p where p.run_id = r.id)
      order by r.id
    loop
      execute format('drop table %I', 'recommendation_r' || old);
      dropped := dropped + 1;
    end loop;
    return dropped;
  end $$`;
