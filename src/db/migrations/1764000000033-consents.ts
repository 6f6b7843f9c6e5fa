import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Three consents, each dated and with its source. The answer of now stands in the laborer's row, what she said over time in
 * `consent_entry`; triggers keep the two together, whoever writes. What was known of matching becomes the first entry.
 */
export class Consents1764000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table laborer add column contact_consent boolean, add column naming_consent boolean',
    );
    await runner.query(`
      create table consent_entry (
        id int generated always as identity primary key,
        laborer_id int not null references laborer on delete cascade,
        kind text not null check (kind in ('matching', 'contact', 'naming')),
        is_given boolean not null,
        said_on date not null default (now() at time zone 'Asia/Shanghai')::date,
        source text,
        recorded_by text,
        recorded_at timestamptz not null default now()
      )`);
    await runner.query('create index consent_entry_laborer on consent_entry (laborer_id, kind, id)');
    await runner.query(`
      insert into consent_entry (laborer_id, kind, is_given, said_on, source, recorded_at)
      select id, 'matching', match_consent, (updated_at at time zone 'Asia/Shanghai')::date, 'before consents were dated', updated_at
      from laborer where match_consent is not null order by id`);
    await runner.query(NOTE_FUNCTIONS);
    await runner.query(`
      create trigger laborer_consents_new after insert on laborer referencing new table as became
        for each statement execute function note_new_consents()`);
    await runner.query(`
      create trigger laborer_consents after update on laborer for each row
        when ((old.match_consent, old.contact_consent, old.naming_consent)
          is distinct from (new.match_consent, new.contact_consent, new.naming_consent))
        execute function note_consents()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger laborer_consents on laborer');
    await runner.query('drop trigger laborer_consents_new on laborer');
    await runner.query('drop function note_consents()');
    await runner.query('drop function note_new_consents()');
    await runner.query('drop table consent_entry');
    await runner.query('alter table laborer drop column contact_consent, drop column naming_consent');
  }
}

/** Who says it, and on which day, comes from the transaction's settings; without a day it is today in Gansu. */
const VALUES = `
  coalesce(nullif(current_setting('longqiao.said_on', true), '')::date, (now() at time zone 'Asia/Shanghai')::date),
  nullif(current_setting('longqiao.source', true), ''), nullif(current_setting('longqiao.actor', true), '')`;

const NOTE_FUNCTIONS = `
  create function note_new_consents() returns trigger language plpgsql as $$
  begin
    insert into consent_entry (laborer_id, kind, is_given, said_on, source, recorded_by)
    select b.id, c.kind, c.is_given, ${VALUES}
    from became b cross join lateral (values
      ('matching', b.match_consent), ('contact', b.contact_consent), ('naming', b.naming_consent)) as c(kind, is_given)
    where c.is_given is not null;
    return null;
  end $$;
  create function note_consents() returns trigger language plpgsql as $$
  begin
    insert into consent_entry (laborer_id, kind, is_given, said_on, source, recorded_by)
    select new.id, c.kind, c.became, ${VALUES}
    from (values ('matching', old.match_consent, new.match_consent), ('contact', old.contact_consent, new.contact_consent),
      ('naming', old.naming_consent, new.naming_consent)) as c(kind, was, became)
    where c.became is not null and c.was is distinct from c.became;
    return null;
  end $$`;
