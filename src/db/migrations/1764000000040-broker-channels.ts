import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways out of brokers, turns under a shared limit, and what the outbox notes of a message. */
export class BrokerChannels1764000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table broker_channel (
        id int generated always as identity unique,
        broker_id int not null references labor_broker on delete cascade,
        kind text collate "C" not null check (kind in ('email', 'webhook', 'wecom', 'sms')),
        target bytea not null,
        shown text not null,
        secrets smallint not null,
        is_active boolean not null,
        updated_at timestamptz not null default now(),
        primary key (broker_id, kind)
      )`);
    await runner.query(`
      create table sending_turn (
        turn bytea primary key check (length(turn) = 32),
        free_at timestamptz not null
      )`);
    await runner.query('alter table outbox drop constraint outbox_channel_check');
    await runner.query(`
      alter table outbox
        add constraint outbox_channel_check check (channel in ('inbox', 'email', 'webhook', 'wecom', 'sms')),
        add column created_at timestamptz not null default now(),
        add column parts_sent int not null default 0,
        add column had_nothing_left boolean not null default false`);
    await runner.query(`create index outbox_dead on outbox (key) where dead_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index outbox_dead');
    await runner.query(`delete from outbox where channel not in ('inbox', 'email')`);
    await runner.query('alter table outbox drop constraint outbox_channel_check');
    await runner.query(`
      alter table outbox
        add constraint outbox_channel_check check (channel in ('inbox', 'email')),
        drop column created_at, drop column parts_sent, drop column had_nothing_left`);
    await runner.query('drop table sending_turn, broker_channel');
  }
}
