import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A statement that changes more laborers than this is noted as one line for all: the next run ranks everybody anyway, and a
 * load of a province writes no million lines.
 */
const MOST_LOGGED = 100_000;

/**
 * Who changed, and in which transaction: what an incremental run has to rank anew. A line carries the transaction's id, never a
 * clock, so that "not yet visible to the base run" is asked of that run's own snapshot (pg_visible_in_snapshot): a transaction
 * that was open when the base run began, and committed later, is found however late that was.
 */
export class ChangeLog1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table laborer_change (
        laborer_id int,
        xid xid8 not null default pg_current_xact_id()
      )`);
    await runner.query('create index laborer_change_xid on laborer_change (xid)');
    await runner.query(LOG_FUNCTIONS.map((each) => logFunction(each)).join(';\n'));
    await runner.query(LOG_ALL);
    await runner.query(LOG_FUNCTIONS.flatMap(triggersOf).join(';\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    const drops = LOG_FUNCTIONS.flatMap(({ table }) => [
      ...['insert', 'update', 'delete', 'truncate'].map((event) => `drop trigger log_${event} on ${table}`),
      `drop function log_${table}_new()`,
      `drop function log_${table}_old()`,
      `drop function log_${table}_both()`,
    ]);
    await runner.query(drops.join(';\n'));
    await runner.query('drop function log_all_laborers()');
    await runner.query('drop table laborer_change');
  }
}

interface Logged {
  readonly table: string;
  /** The column that says whose row it is, and which rows can move a list. */
  readonly key: string;
  readonly condition: string;
}

/** Everything of a laborer that the engine reads. Of referrals it reads refusals alone. */
const LOG_FUNCTIONS: readonly Logged[] = [
  { table: 'laborer', key: 'id', condition: 'true' },
  { table: 'list_entry', key: 'laborer_id', condition: 'true' },
  { table: 'referral', key: 'laborer_id', condition: `state = 'refused'` },
];

function logFunction({ table, key, condition }: Logged): string {
  const rowsOf = (name: string): string => `select ${key} as laborer_id from ${name} where ${condition}`;
  const bodies = [
    { name: 'new', rows: rowsOf('became') },
    { name: 'old', rows: rowsOf('was') },
    { name: 'both', rows: `${rowsOf('was')} union ${rowsOf('became')}` },
  ];
  return bodies
    .map(
      ({ name, rows }) => `
    create function log_${table}_${name}() returns trigger language plpgsql as $$
    begin
      if (select count(*) from (select from (${rows}) as touched limit ${MOST_LOGGED} + 1) as counted) > ${MOST_LOGGED} then
        insert into laborer_change (laborer_id) values (null);
      else
        insert into laborer_change (laborer_id) ${rows};
      end if;
      return null;
    end $$`,
    )
    .join(';\n');
}

/** A line without a laborer stands for all of them. */
const LOG_ALL = `
  create function log_all_laborers() returns trigger language plpgsql as $$
  begin
    insert into laborer_change (laborer_id) values (null);
    return null;
  end $$`;

function triggersOf({ table }: Logged): string[] {
  const events = [
    { event: 'insert', tables: 'new table as became', rows: 'new' },
    { event: 'update', tables: 'old table as was new table as became', rows: 'both' },
    { event: 'delete', tables: 'old table as was', rows: 'old' },
  ];
  return [
    ...events.map(
      ({ event, tables, rows }) =>
        `create trigger log_${event} after ${event} on ${table} referencing ${tables}
         for each statement execute function log_${table}_${rows}()`,
    ),
    `create trigger log_truncate after truncate on ${table}
     for each statement execute function log_all_laborers()`,
  ];
}
