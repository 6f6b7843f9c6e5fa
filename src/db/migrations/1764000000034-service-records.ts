import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is left of a person who was deleted: which service was given when, under a random pseudonym, by county. No name, no
 * number, no home below the county; it goes when its time is over.
 */
export class ServiceRecords1764000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_record (
        id int generated always as identity primary key,
        person uuid not null,
        county_code text collate "C" not null,
        service text not null check (service in ('list', 'referral', 'fair')),
        detail text not null,
        given_on date not null
      )`);
    await runner.query('create index service_record_given on service_record (given_on)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_record');
  }
}
