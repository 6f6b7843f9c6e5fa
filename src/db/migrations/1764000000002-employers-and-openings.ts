import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Employers with their dated facts, and openings. */
export class EmployersAndOpenings1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEmployers(runner);
    await createOpenings(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table opening, distress_case, stability_evidence, employer');
  }
}

async function createEmployers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table employer (
      id int generated always as identity primary key,
      credit_code text collate "C" not null unique,
      name text not null,
      kind text not null,
      industry text,
      founded_on date,
      version int not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`);
  await runner.query(`
    create table stability_evidence (
      employer_id int not null references employer on delete cascade,
      kind text not null check (kind in ('insured_headcount', 'wage_arrears', 'layoff', 'retention')),
      dated date not null,
      ended date,
      people int check (people >= 0),
      placed int check (placed >= people),
      primary key (employer_id, kind, dated),
      check (kind = 'wage_arrears' or (ended is null and people is not null)),
      check ((kind = 'retention') = (placed is not null))
    )`);
  await runner.query(`
    create table distress_case (
      id int generated always as identity primary key,
      employer_id int not null references employer on delete cascade,
      level text not null check (level in ('watch', 'stop')),
      evidence text not null,
      opened_on date not null,
      closed_on date,
      closing_evidence text,
      check (closed_on >= opened_on)
    )`);
  await runner.query(
    `create unique index distress_case_open on distress_case (employer_id) where closed_on is null`,
  );
}

async function createOpenings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table opening (
      id int generated always as identity primary key,
      employer_id int not null references employer,
      worksite_employer_id int not null references employer,
      opening_no text collate "C",
      title text not null,
      natural_key text collate "C" not null generated always as (
        case when opening_no is not null then 'no:' || opening_no
        else 'at:' || coalesce(place_code, '') || ':' || title end
      ) stored,
      occupation text collate "C" not null,
      requirements jsonb not null,
      gates jsonb not null,
      place_code text collate "C",
      place_words text,
      headcount int not null check (headcount >= 0),
      filled int not null check (filled >= 0),
      opens_on date,
      closes_on date,
      is_withdrawn boolean not null,
      starts_on date,
      ends_on date,
      age_min smallint,
      age_max smallint,
      education_min smallint check (education_min between 0 and 5),
      wage_low_cny_per_month double precision,
      wage_high_cny_per_month double precision,
      wage_words text,
      provides_lodging boolean,
      provides_meals boolean,
      has_shuttle boolean,
      shift text check (shift in ('day', 'night', 'rotating')),
      term text check (term in ('daily', 'seasonal', 'long')),
      is_heavy_work boolean,
      is_hazardous boolean,
      needs_mandarin boolean,
      has_bilingual_leader boolean,
      reserved_for_groups text[],
      bars jsonb not null,
      flagged_words text[] not null,
      reported_net_cny_per_month double precision,
      version int not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (employer_id, natural_key),
      check ((wage_low_cny_per_month is null) = (wage_high_cny_per_month is null))
    )`);
  await runner.query(`create index opening_worksite on opening (worksite_employer_id)`);
  await runner.query(`create index opening_place on opening (place_code, id)`);
  await runner.query(`create index opening_occupation on opening (occupation, id)`);
}
