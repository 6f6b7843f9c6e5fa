import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the change log's own migration. */
const MOST_LOGGED = 100_000;

/**
 * Lines of the two change logs cover people from one id up to another: an import of many new people writes a line a statement, not
 * two lines a person into each. Lines without a last id are of one person, as before. Consent entries, of which one is written with
 * almost every new person, keep one index instead of two.
 */
export class ChangeRanges1764000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table laborer_change add column last_laborer_id int');
    await runner.query('alter table count_change add column last_laborer_id int');
    await runner.query([...LOGGED.flatMap((each) => logFunctions(each, logRanges)), ...COUNTED].join(';\n'));
    await runner.query(`
      alter table consent_entry drop constraint consent_entry_pkey, add primary key (laborer_id, kind, id)`);
    await runner.query('drop index consent_entry_laborer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table consent_entry drop constraint consent_entry_pkey, add primary key (id)');
    await runner.query('create index consent_entry_laborer on consent_entry (laborer_id, kind, id)');
    await runner.query(
      [...LOGGED.flatMap((each) => logFunctions(each, logSingly)), ...COUNTED_SINGLY].join(';\n'),
    );
    for (const table of ['laborer_change', 'count_change']) {
      await runner.query(`
        insert into ${table} (laborer_id, xid)
        select one, xid from ${table}, generate_series(laborer_id + 1, last_laborer_id) as one`);
      await runner.query(`alter table ${table} drop column last_laborer_id`);
    }
  }
}

interface Logged {
  readonly table: string;
  readonly key: string;
  readonly condition: string;
}

const LOGGED: readonly Logged[] = [
  { table: 'laborer', key: 'id', condition: 'true' },
  { table: 'list_entry', key: 'laborer_id', condition: 'true' },
  { table: 'referral', key: 'laborer_id', condition: `state = 'refused'` },
];

/** The first and the last of ids that follow one another, for all of `rows`, which may name one id more than once. */
function ranges(rows: string): string {
  return `
    select min(laborer_id), nullif(max(laborer_id), min(laborer_id)) from (
      select laborer_id, laborer_id - dense_rank() over (order by laborer_id) as island from (${rows}) as touched_rows
    ) as islands group by island`;
}

function logRanges(rows: string): string {
  return `insert into laborer_change (laborer_id, last_laborer_id) ${ranges(rows)}`;
}

function logSingly(rows: string): string {
  return `insert into laborer_change (laborer_id) ${rows}`;
}

function logFunctions({ table, key, condition }: Logged, log: (rows: string) => string): string[] {
  const rowsOf = (name: string): string => `select ${key} as laborer_id from ${name} where ${condition}`;
  const bodies = [
    { name: 'new', rows: rowsOf('became') },
    { name: 'old', rows: rowsOf('was') },
    { name: 'both', rows: `${rowsOf('was')} union ${rowsOf('became')}` },
  ];
  return bodies.map(
    ({ name, rows }) => `
    create or replace function log_${table}_${name}() returns trigger language plpgsql as $$
    begin
      if (select count(*) from (select from (${rows}) as touched limit ${MOST_LOGGED} + 1) as counted) > ${MOST_LOGGED} then
        insert into laborer_change (laborer_id) values (null);
      else
        ${log(rows)};
      end if;
      return null;
    end $$`,
  );
}

function countFunction(name: string, insert: string): string {
  return `
    create or replace function ${name}() returns trigger language plpgsql as $$
    begin
      ${insert};
      return null;
    end $$`;
}

const COUNTED = [
  { name: 'note_counted_laborers', rows: 'select id as laborer_id from touched' },
  { name: 'note_counted_entries', rows: 'select laborer_id from touched' },
].map(({ name, rows }) =>
  countFunction(name, `insert into count_change (laborer_id, last_laborer_id) ${ranges(rows)}`),
);

const COUNTED_SINGLY = [
  countFunction('note_counted_laborers', 'insert into count_change (laborer_id) select id from touched'),
  countFunction(
    'note_counted_entries',
    'insert into count_change (laborer_id) select distinct laborer_id from touched',
  ),
];
