import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What listeners hear: the name of a table of which a committed statement changed something. */
const CHANNEL = 'longqiao_change';

/**
 * Tells listeners of changes when they are committed: of everything that change marks count, and of runs that are
 * published. A notice only says that it is worth asking again; who missed one asks by the marks.
 */
export class ChangeNotices1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(markChange(`perform pg_notify('${CHANNEL}', tg_table_name);`));
    await runner.query(TELL_CHANGE);
    await runner.query(
      `create trigger tell_state after update of state on match_run
       for each statement execute function tell_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger tell_state on match_run');
    await runner.query('drop function tell_change()');
    await runner.query(markChange(''));
  }
}

/** `mark_change` of the change marks, with one more step where a statement touched a row. */
function markChange(step: string): string {
  return `
    create or replace function mark_change() returns trigger language plpgsql as $$
    begin
      if exists (select from touched) then
        insert into change_mark (family, slot, changes) values (tg_table_name, pg_backend_pid() % 256, 1)
        on conflict (family, slot) do update set changes = change_mark.changes + 1;
        ${step}
      end if;
      return null;
    end $$`;
}

const TELL_CHANGE = `
  create function tell_change() returns trigger language plpgsql as $$
  begin
    perform pg_notify('${CHANNEL}', tg_table_name);
    return null;
  end $$`;
