import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People away stay in sight: a station in charge, the next contact, and what came of the contacts. */
export class PeopleAway1764000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table list_entry add column station_id int references labor_station, add column next_contact_on date`);
    await runner.query(`
      create table away_contact (
        id int generated always as identity primary key,
        laborer_id int not null references laborer on delete cascade,
        contacted_on date not null,
        result text not null,
        note text,
        contacted_by text not null,
        noted_at timestamptz not null default now()
      )`);
    await runner.query('create index away_contact_laborer on away_contact (laborer_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table away_contact');
    await runner.query('alter table list_entry drop column station_id, drop column next_contact_on');
  }
}
