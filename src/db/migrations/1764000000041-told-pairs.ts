import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is remembered of a told pair, and to which broker a laborer was proposed when. */
export class ToldPairs1764000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // md5 is the same in every version of PostgreSQL, hashtext need not be.
    await runner.query(`
      create function told_mark(fact text) returns int language sql immutable parallel safe
        return ('x' || left(md5(coalesce(fact, '')), 8))::bit(32)::int`);
    // -1: told before scores were remembered. Nothing is known of it that could have changed.
    await runner.query(`
      alter table told
        add column scores int[] not null default '{}',
        add column wage_marks int[] not null default '{}',
        add column place_marks int[] not null default '{}',
        add column start_marks int[] not null default '{}'`);
    await runner.query(`
      update told set scores = array_fill(-1, array[cardinality(opening_ids)]),
        wage_marks = array_fill(0, array[cardinality(opening_ids)]),
        place_marks = array_fill(0, array[cardinality(opening_ids)]),
        start_marks = array_fill(0, array[cardinality(opening_ids)])
      where cardinality(opening_ids) > 0`);
    await runner.query(`
      alter table told add constraint told_arrays_pair_up check (
        cardinality(scores) = cardinality(opening_ids) and cardinality(wage_marks) = cardinality(opening_ids)
        and cardinality(place_marks) = cardinality(opening_ids)
        and cardinality(start_marks) = cardinality(opening_ids))`);
    await runner.query(`
      create table proposal (
        laborer_id int primary key references laborer,
        broker_id int not null references labor_broker,
        days date[] not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table proposal');
    await runner.query('alter table told drop constraint told_arrays_pair_up');
    await runner.query(
      'alter table told drop column scores, drop column wage_marks, drop column place_marks, drop column start_marks',
    );
    await runner.query('drop function told_mark(text)');
  }
}
