import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Incremental runs: a run over a base run keeps the lists that it ranked anew; who has none of her own keeps that of the base.
 * `snapshot` is what was committed when the run began, `basis` everything that all lists depend on alike, `run_memory` what
 * whole runs remember of their laborers and lists, and `run_world` what they knew of the openings.
 */
export class IncrementalRuns1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table match_run
        add column base_run_id int references match_run check (base_run_id < id),
        add column whole_reason text,
        add column basis text,
        add column snapshot pg_snapshot default pg_current_snapshot()`);
    // Runs from before remember nothing.
    await runner.query('update match_run set snapshot = null');
    await runner.query(
      'create index match_run_base on match_run (base_run_id) where base_run_id is not null',
    );
    await runner.query('alter table run_shard add column world text');
    await runner.query(`
      create table run_world (
        run_id int not null references match_run on delete cascade,
        world text collate "C" not null,
        prints bytea not null,
        primary key (run_id, world)
      )`);
    await runner.query(`
      create table run_memory (
        run_id int not null references match_run on delete cascade,
        number int not null,
        memory bytea not null,
        primary key (run_id, number)
      )`);
    // Packed already: looking for what could be squeezed costs more than it saves.
    await runner.query('alter table run_memory alter column memory set storage external');
    await runner.query(`
      create table recommendation_gone (
        run_id int not null references match_run on delete cascade,
        laborer_id int not null,
        primary key (run_id, laborer_id)
      )`);
    await runner.query('drop function drop_old_recommendations(int)');
    await runner.query(DROP_PARTITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function drop_old_recommendations(int)');
    await runner.query(DROP_PARTITIONS_BEFORE);
    await runner.query('drop table recommendation_gone, run_memory, run_world');
    await runner.query('alter table run_shard drop column world');
    await runner.query(`
      alter table match_run drop column base_run_id, drop column whole_reason, drop column basis, drop column snapshot`);
  }
}

/**
 * Settled runs only, and never the base of a run whose own lists are kept. The lock is the one under which runs are created: who
 * picked a base is seen here, or finds it gone. Lines of the change log go when every run that can still be a base has seen
 * them.
 */
const DROP_PARTITIONS = `
  create function drop_old_recommendations(keep int) returns int language plpgsql as $$
  declare
    old int;
    dropped int := 0;
  begin
    perform pg_advisory_xact_lock(hashtextextended('recommendation', 2));
    for old in
      select r.id from match_run r
      where r.state in ('published', 'failed')
        and to_regclass('recommendation_r' || r.id) is not null
        and r.id not in (select id from match_run order by id desc limit keep)
        and not exists (select from published p where p.run_id = r.id)
        and not exists (
          select from match_run d where d.base_run_id = r.id and to_regclass('recommendation_r' || d.id) is not null)
      order by r.id
    loop
      execute format('drop table %I', 'recommendation_r' || old);
      delete from run_memory where run_id = old;
      delete from run_world where run_id = old;
      delete from recommendation_gone where run_id = old;
      dropped := dropped + 1;
    end loop;
    delete from laborer_change where xid < (
      select pg_snapshot_xmin(r.snapshot) from match_run r
      where r.snapshot is not null and r.base_run_id is null and to_regclass('recommendation_r' || r.id) is not null
      order by 1 limit 1);
    return dropped;
  end $$`;

/** As the migration of runs made it. */
const DROP_PARTITIONS_BEFORE = `
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
