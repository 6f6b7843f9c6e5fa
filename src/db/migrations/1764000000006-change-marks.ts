import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables on which the scores or the eligibility of openings depend. */
const WATCHED = [
  'opening',
  'employer',
  'stability_evidence',
  'distress_case',
  'cooperation_pair',
  'policy_profile',
  'idf_table',
];

/**
 * Counts of changed statements, so that a process can ask cheaply whether what it holds is still true. Counts
 * are spread over slots by backend: two importers do not wait for one row. A sum over committed rows only
 * grows.
 */
export class ChangeMarks1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table change_mark (
        family text collate "C" not null,
        slot smallint not null,
        changes bigint not null,
        primary key (family, slot)
      )`);
    await runner.query(MARK_CHANGE);
    await runner.query(WATCHED.flatMap(triggersOf).join(';\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    const drops = WATCHED.flatMap((table) =>
      EVENTS.map(({ name }) => `drop trigger mark_${name} on ${table}`),
    );
    await runner.query(drops.join(';\n'));
    await runner.query('drop function mark_change()');
    await runner.query('drop table change_mark');
  }
}

/**
 * A statement that touched no row marks nothing: importing the same file again keeps what others hold true.
 */
const MARK_CHANGE = `
  create function mark_change() returns trigger language plpgsql as $$
  begin
    if exists (select from touched) then
      insert into change_mark (family, slot, changes) values (tg_table_name, pg_backend_pid() % 256, 1)
      on conflict (family, slot) do update set changes = change_mark.changes + 1;
    end if;
    return null;
  end $$`;

const EVENTS = [
  { name: 'insert', rows: 'new' },
  { name: 'update', rows: 'new' },
  { name: 'delete', rows: 'old' },
] as const;

function triggersOf(table: string): string[] {
  return EVENTS.map(
    ({ name, rows }) =>
      `create trigger mark_${name} after ${name} on ${table} referencing ${rows} table as touched
       for each statement execute function mark_change()`,
  );
}
