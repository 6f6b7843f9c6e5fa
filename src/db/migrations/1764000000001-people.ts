import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Households, laborers and the two lists. */
export class People1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table household (
        id int generated always as identity primary key,
        household_no text collate "C" not null unique
      )`);
    await runner.query(`
      create table laborer (
        id int generated always as identity primary key,
        id_number_hash bytea not null unique check (length(id_number_hash) = 32),
        id_number bytea not null,
        id_number_masked text not null,
        phone_hash bytea,
        phone bytea,
        phone_masked text,
        name text not null,
        sex smallint check (sex in (0, 1)),
        birth_date date not null,
        home_code text collate "C" not null check (home_code ~ '^[0-9]{6,12}$'),
        county_code text collate "C" not null generated always as (left(home_code, 6)) stored,
        current_place_code text collate "C",
        education smallint check (education between 0 and 5),
        labor_ability smallint check (labor_ability between 0 and 4),
        holding_codes text[],
        holding_levels smallint[],
        holding_words text[],
        certificates text[],
        mandarin smallint check (mandarin in (0, 1)),
        in_school boolean,
        match_consent boolean,
        flags smallint not null default 0,
        wished_areas text[] not null default '{}',
        willing_tiers smallint not null default 0,
        wished_occupations text[] not null default '{}',
        refused_occupations text[] not null default '{}',
        wage_floor_cny_per_month int check (wage_floor_cny_per_month >= -1),
        max_distance_km double precision check (max_distance_km >= 0 or max_distance_km = -1),
        available_from date,
        available_until date,
        must_be_home_nightly boolean,
        needs_lodging boolean,
        accepted_terms smallint,
        accepted_shifts smallint,
        wants_training boolean,
        remarks text,
        household_id int references household,
        version int not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        removed_on date,
        check (cardinality(holding_codes) = cardinality(holding_levels))
      )`);
    await runner.query(`create index laborer_home on laborer (home_code, id) where removed_on is null`);
    await runner.query(`create index laborer_county on laborer (county_code, id) where removed_on is null`);
    await runner.query(
      `create index laborer_household on laborer (household_id) where household_id is not null`,
    );
    await runner.query(`
      create table list_entry (
        id int generated always as identity primary key,
        laborer_id int not null references laborer on delete cascade,
        kind text not null check (kind in ('employed', 'willing')),
        valid_from date not null,
        valid_to date,
        reason text not null,
        end_reason text,
        source text not null,
        check (valid_to >= valid_from),
        check ((valid_to is null) = (end_reason is null))
      )`);
    await runner.query(
      `create unique index list_entry_open on list_entry (laborer_id) where valid_to is null`,
    );
    await runner.query(`create index list_entry_laborer on list_entry (laborer_id, valid_from)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table list_entry, laborer, household');
  }
}
