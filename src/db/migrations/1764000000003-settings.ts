import type { MigrationInterface, QueryRunner } from 'typeorm';
import { POLICY_PROFILES } from '../../domain/weights.ts';

/** Cooperation pairs, policy profiles and idf tables, with what the project knows from the start. */
export class Settings1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner);
    await runner.query(
      `insert into policy_profile (name, name_zh, version, weights, tier_policy)
       select name, "nameZh", version, weights, "tierPolicy"
       from jsonb_to_recordset($1::jsonb)
         as profile(name text, "nameZh" text, version int, weights jsonb, "tierPolicy" jsonb)`,
      [JSON.stringify(POLICY_PROFILES)],
    );
    await runner.query(
      `insert into cooperation_pair (home_prefix, partner_prefix, valid_from, valid_to, source)
       select home, partner, valid_from, valid_to, source
       from jsonb_to_recordset($1::jsonb)
         as pair(home text, partner text, valid_from date, valid_to date, source text)`,
      [JSON.stringify(KNOWN_PAIRS)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idf_table, policy_profile, cooperation_pair');
  }
}

/**
 * 2021-07: the pairs of Fujian ended and those of Shandong began (facts/gansu.md); exact days are
 * assumptions.
 */
const CHANGE = '2021-07-01';
const SOURCE_UNTIL_2021 = 'Fuzhou–Dingxi, Xiamen–Linxia until 2021; both days are assumptions';
const SOURCE_SINCE_2021 =
  'Shandong cities since 2021; which city pairs with which, and the day, are assumptions';
const SOURCE_TIANJIN = 'Tianjin and Gansu; assumption: the whole province, since 2016-12-01';

/** Dated 结对关系: home in Gansu, partner outside; `source` says what is an assumption. */
const KNOWN_PAIRS = [
  { home: '6211', partner: '3501', valid_from: '2016-12-01', valid_to: CHANGE, source: SOURCE_UNTIL_2021 },
  { home: '6229', partner: '3502', valid_from: '2016-12-01', valid_to: CHANGE, source: SOURCE_UNTIL_2021 },
  { home: '62', partner: '12', valid_from: '2016-12-01', valid_to: null, source: SOURCE_TIANJIN },
  { home: '6211', partner: '3702', valid_from: CHANGE, valid_to: null, source: SOURCE_SINCE_2021 },
  { home: '6229', partner: '3701', valid_from: CHANGE, valid_to: null, source: SOURCE_SINCE_2021 },
  { home: '6212', partner: '3706', valid_from: CHANGE, valid_to: null, source: SOURCE_SINCE_2021 },
];

async function createTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table cooperation_pair (
      home_prefix text collate "C" not null,
      partner_prefix text collate "C" not null,
      valid_from date not null,
      valid_to date,
      source text not null,
      primary key (home_prefix, partner_prefix, valid_from),
      check (valid_to > valid_from)
    )`);
  await runner.query(`
    create table policy_profile (
      name text collate "C" not null,
      version int not null check (version >= 1),
      name_zh text not null,
      weights jsonb not null,
      tier_policy jsonb not null,
      created_at timestamptz not null default now(),
      primary key (name, version)
    )`);
  await runner.query(`
    create table idf_table (
      version int generated always as identity primary key,
      thousandths jsonb not null,
      maximum int not null,
      created_at timestamptz not null default now()
    )`);
}
