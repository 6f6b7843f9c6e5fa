import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Brokers, keys, referrals, notices, fairs and the audit. */
export class BrokersAndNotices1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBrokers(runner);
    await createReferrals(runner);
    await createNotices(runner);
    await createFairs(runner);
    await createAudit(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_log');
    await runner.query('drop function refuse_change()');
    await runner.query('drop table fair_pairing, fair_opening, job_fair');
    await runner.query('drop table told, notification, outbox');
    await runner.query('drop table contact_lock, referral');
    await runner.query('drop table api_key, labor_broker, labor_station');
  }
}

async function createBrokers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table labor_station (
      id int generated always as identity primary key,
      name text not null,
      area_code text collate "C" not null
    )`);
  await runner.query(`
    create table labor_broker (
      id int generated always as identity primary key,
      name text not null,
      station_id int references labor_station,
      scope text[] not null,
      email text,
      is_active boolean not null
    )`);
  await runner.query(`
    create table api_key (
      id int generated always as identity primary key,
      sha256 text collate "C" not null unique,
      label text not null,
      role text not null,
      scope text[] not null,
      broker_id int references labor_broker,
      created_at timestamptz not null default now(),
      revoked_at timestamptz,
      last_used_at timestamptz
    )`);
}

async function createReferrals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table referral (
      id int generated always as identity primary key,
      laborer_id int not null references laborer,
      opening_id int not null references opening,
      broker_id int not null references labor_broker,
      state text not null default 'proposed',
      contact_result text,
      refusal_reason text,
      employer_refusal_reason text,
      refused_on date,
      field_fingerprint text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      version int not null default 1
    )`);
  await runner.query(`
    create unique index referral_open on referral (laborer_id, opening_id)
      where state in ('proposed', 'contacted', 'interviewed', 'accepted', 'departed', 'arrived')`);
  await runner.query(
    `create index referral_refused on referral (laborer_id, refused_on) where state = 'refused'`,
  );
  await runner.query(`create index referral_broker on referral (broker_id, id)`);
  await runner.query(`create index referral_opening on referral (opening_id)`);
  await runner.query(`
    create table contact_lock (
      laborer_id int primary key references laborer,
      broker_id int not null references labor_broker,
      taken_at timestamptz not null default now()
    )`);
}

async function createNotices(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table outbox (
      key int generated always as identity primary key,
      run_id int not null references match_run,
      broker_id int not null references labor_broker,
      channel text not null check (channel in ('inbox', 'email')),
      digest jsonb not null,
      attempts int not null default 0,
      next_try_at timestamptz not null default now(),
      held_until timestamptz,
      sent_at timestamptz,
      dead_at timestamptz,
      last_error text,
      unique (run_id, broker_id, channel)
    )`);
  await runner.query(
    `create index outbox_due on outbox (next_try_at) where sent_at is null and dead_at is null`,
  );
  await runner.query(`
    create table notification (
      id int generated always as identity primary key,
      broker_id int not null references labor_broker,
      run_id int not null references match_run,
      digest jsonb not null,
      title_zh text not null,
      created_at timestamptz not null default now(),
      read_at timestamptz,
      unique (broker_id, run_id)
    )`);
  await runner.query(`
    create table told (
      broker_id int not null references labor_broker,
      laborer_id int not null references laborer,
      opening_ids int[] not null,
      primary key (broker_id, laborer_id)
    )`);
}

async function createFairs(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table job_fair (
      id int generated always as identity primary key,
      name text not null,
      held_on date not null,
      area_code text collate "C" not null
    )`);
  await runner.query(`
    create table fair_opening (
      fair_id int not null references job_fair on delete cascade,
      opening_id int not null references opening,
      booth int not null check (booth >= 1),
      places int not null check (places >= 0),
      primary key (fair_id, opening_id)
    )`);
  await runner.query(`
    create table fair_pairing (
      fair_id int not null references job_fair on delete cascade,
      laborer_id int not null references laborer,
      opening_id int not null references opening,
      booth int not null,
      slot int not null check (slot >= 1),
      score int not null,
      primary key (fair_id, laborer_id, slot)
    )`);
}

async function createAudit(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table audit_log (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor text not null,
      action text not null,
      subject text collate "C" not null,
      purpose text
    )`);
  await runner.query(`create index audit_log_subject on audit_log (subject, id)`);
  await runner.query(`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
    end $$`);
  await runner.query(`
    create trigger audit_log_only_grows before update or delete or truncate on audit_log
      for each statement execute function refuse_change()`);
}
