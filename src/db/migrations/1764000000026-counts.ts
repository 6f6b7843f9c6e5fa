import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What counts stand on: who changed since a snapshot, the dated counting rules and the floors. `count_change` is written by
 * triggers, so that no writer can forget it; `xid` tells a reader what its snapshot has not seen.
 */
export class Counts1764000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createChanges(runner);
    await runner.query(`
      create table counting_rule (
        valid_from date primary key,
        valid_to date,
        place text not null check (place in ('outside_county', 'outside_prefecture', 'outside_province')),
        minimum_days smallint not null check (minimum_days between 1 and 366),
        flags text[] not null,
        source text not null,
        is_assumption boolean not null,
        check (valid_to > valid_from)
      )`);
    await runner.query(`
      insert into counting_rule values
        ('2020-01-01', '2021-01-01', 'outside_county', 1, '{registeredPoor}',
          '2020 年通知未写明口径；按户籍县以外务工、当日在已就业清单计', true),
        ('2021-01-01', null, 'outside_county', 1, '{registeredPoor,outOfPoverty,monitored}',
          '沿用 2020 年口径，人群为脱贫劳动力和监测对象', true)`);
    await runner.query(`
      create table floor_target (
        area text collate "C" not null,
        valid_from date not null,
        valid_to date,
        people int not null check (people > 0),
        source text not null,
        is_assumption boolean not null,
        primary key (area, valid_from)
      )`);
    await runner.query(`
      insert into floor_target values
        ('62', '2020-01-01', '2021-01-01', 1747500, '2020 年通知：外出务工人数须超过 2019 年的 174.75 万人', false),
        ('62', '2021-01-01', null, 1747500, '2021 年以后的底数尚无来源，沿用 174.75 万人', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table floor_target, counting_rule');
    for (const trigger of ['insert', 'delete'])
      await runner.query(`drop trigger laborer_counted_${trigger} on laborer`);
    await runner.query('drop trigger laborer_counted_update on laborer');
    for (const trigger of ['insert', 'update', 'delete'])
      await runner.query(`drop trigger list_entry_counted_${trigger} on list_entry`);
    await runner.query(
      'drop function note_counted_laborer(), note_counted_laborers(), note_counted_entries()',
    );
    await runner.query('drop table count_change');
  }
}

async function createChanges(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table count_change (
      laborer_id int not null,
      xid xid8 not null default pg_current_xact_id(),
      noted_at timestamptz not null default now()
    )`);
  await runner.query('create index count_change_xid on count_change (xid)');
  await runner.query(`
    create function note_counted_laborer() returns trigger language plpgsql as $$
    begin
      insert into count_change (laborer_id) values (new.id);
      return null;
    end $$`);
  await runner.query(`
    create function note_counted_laborers() returns trigger language plpgsql as $$
    begin
      insert into count_change (laborer_id) select id from touched;
      return null;
    end $$`);
  await runner.query(`
    create function note_counted_entries() returns trigger language plpgsql as $$
    begin
      insert into count_change (laborer_id) select distinct laborer_id from touched;
      return null;
    end $$`);
  const facts = [
    'birth_date',
    'home_code',
    'sex',
    'education',
    'labor_ability',
    'flags',
    'wished_areas',
    'willing_tiers',
    'removed_on',
  ];
  const isOther = facts.map((fact) => `new.${fact} is distinct from old.${fact}`).join(' or ');
  await runner.query(`
    create trigger laborer_counted_update after update on laborer for each row when (${isOther})
      execute function note_counted_laborer()`);
  await createStatementTriggers(runner, 'laborer', ['insert', 'delete'], 'note_counted_laborers');
  await createStatementTriggers(runner, 'list_entry', ['insert', 'update', 'delete'], 'note_counted_entries');
}

async function createStatementTriggers(
  runner: QueryRunner,
  table: string,
  events: readonly string[],
  note: string,
): Promise<void> {
  for (const event of events) {
    const rows = event === 'delete' ? 'old table as touched' : 'new table as touched';
    await runner.query(`
      create trigger ${table}_counted_${event} after ${event} on ${table} referencing ${rows}
        for each statement execute function ${note}()`);
  }
}
