import type { CooperationPair } from '../../domain/area.ts';
import type { IdfTable } from '../../domain/match-input.ts';
import { assertProfile, type PolicyProfile } from '../../domain/weights.ts';
import type { SettingsStore } from '../../flows/ports/settings-store.ts';
import type { Sql } from '../sql.ts';

/** Source of pairs that people add. */
const ADDED_BY_HAND = 'added by an operator';

/** Dated settings; a change is a new version, old ones stay readable for the runs that used them. */
export function settingsStore(sql: Sql): SettingsStore {
  return {
    cooperationPairs: async () => await cooperationPairs(sql),
    addCooperationPairs: async (pairs) => {
      await addCooperationPairs(sql, pairs);
    },
    profile: async (name, version) => await profile(sql, name, version),
    profiles: async () => await profiles(sql),
    saveProfile: async (given) => await saveProfile(sql, given),
    idf: async (version) => await idf(sql, version),
    saveIdf: async (table) => await saveIdf(sql, table),
  };
}

async function cooperationPairs(sql: Sql): Promise<CooperationPair[]> {
  const rows = await sql.rows<PairRow>(
    `select home_prefix, partner_prefix, valid_from, valid_to from cooperation_pair
     order by home_prefix, partner_prefix, valid_from`,
  );
  return rows.map((row) => ({
    homePrefix: row.home_prefix,
    partnerPrefix: row.partner_prefix,
    from: row.valid_from,
    to: row.valid_to,
  }));
}

/** A pair is one by both prefixes and its first day; told again, its end is what was told last. */
async function addCooperationPairs(sql: Sql, pairs: readonly CooperationPair[]): Promise<void> {
  const distinct = new Map(
    pairs.map((pair) => [`${pair.homePrefix} ${pair.partnerPrefix} ${pair.from}`, pair]),
  );
  const told = [...distinct.values()];
  await sql.rows(
    `insert into cooperation_pair as stored (home_prefix, partner_prefix, valid_from, valid_to, source)
     select *, $5 from unnest($1::text[], $2::text[], $3::date[], $4::date[])
     on conflict (home_prefix, partner_prefix, valid_from) do update
     set valid_to = excluded.valid_to, source = excluded.source
     where stored.valid_to is distinct from excluded.valid_to`,
    [
      told.map((pair) => pair.homePrefix),
      told.map((pair) => pair.partnerPrefix),
      told.map((pair) => pair.from),
      told.map((pair) => pair.to),
      ADDED_BY_HAND,
    ],
  );
}

async function profile(sql: Sql, name: string, version?: number): Promise<PolicyProfile | null> {
  const [row] = await sql.rows<ProfileRow>(
    `select name, name_zh, version, weights, tier_policy from policy_profile
     where name = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [name, version ?? null],
  );
  return row === undefined ? null : profileOf(row);
}

/** The newest version of each, by name. */
async function profiles(sql: Sql): Promise<PolicyProfile[]> {
  const rows = await sql.rows<ProfileRow>(
    `select distinct on (name) name, name_zh, version, weights, tier_policy from policy_profile
     order by name, version desc`,
  );
  return rows.map(profileOf);
}

/** @throws AppError `WEIGHTS_INVALID`; `ALREADY_EXISTS` when two save the same name at once. */
async function saveProfile(sql: Sql, given: Omit<PolicyProfile, 'version'>): Promise<number> {
  assertProfile({ ...given, version: 1 });
  const [row] = await sql.rows<{ version: number }>(
    `insert into policy_profile (name, version, name_zh, weights, tier_policy)
     select $1::text, coalesce(max(version), 0) + 1, $2, $3, $4 from policy_profile where name = $1
     returning version`,
    [given.name, given.nameZh, JSON.stringify(given.weights), JSON.stringify(given.tierPolicy)],
  );
  return row?.version ?? 0;
}

function profileOf(row: ProfileRow): PolicyProfile {
  return {
    name: row.name,
    nameZh: row.name_zh,
    version: row.version,
    weights: row.weights,
    tierPolicy: row.tier_policy,
  };
}

async function idf(sql: Sql, version?: number): Promise<IdfTable | null> {
  const [row] = await sql.rows<{ version: number; thousandths: Record<string, number>; maximum: number }>(
    `select version, thousandths, maximum from idf_table
     where $1::int is null or version = $1 order by version desc limit 1`,
    [version ?? null],
  );
  if (row === undefined) return null;
  return { ...row, thousandths: new Map(Object.entries(row.thousandths)) };
}

async function saveIdf(sql: Sql, table: Omit<IdfTable, 'version'>): Promise<number> {
  const [row] = await sql.rows<{ version: number }>(
    'insert into idf_table (thousandths, maximum) values ($1, $2) returning version',
    [JSON.stringify(Object.fromEntries(table.thousandths)), table.maximum],
  );
  return row?.version ?? 0;
}

interface PairRow {
  home_prefix: string;
  partner_prefix: string;
  valid_from: string;
  valid_to: string | null;
}

interface ProfileRow {
  name: string;
  name_zh: string;
  version: number;
  weights: PolicyProfile['weights'];
  tier_policy: PolicyProfile['tierPolicy'];
}
