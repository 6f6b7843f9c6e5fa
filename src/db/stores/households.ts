import type { LaborerRecord } from '../../domain/laborer.ts';
import type { Sql } from '../sql.ts';

/** Households of a batch of people. */
export interface BatchHouseholds {
  /** Keys by household number; unknown ones were made. */
  readonly keys: ReadonlyMap<string, number>;
  /**
   * The places in the list of those whose household has members in another county: as it is stored, or earlier in the same list.
   */
  readonly contested: ReadonlySet<number>;
}

/** Looks up what the people of a batch name as their households. A person is known by the hash of her ID number. */
export async function householdsOf(
  sql: Sql,
  people: readonly { readonly hash: Buffer; readonly record: LaborerRecord }[],
): Promise<BatchHouseholds> {
  const naming = people.flatMap(({ hash, record }, at) =>
    record.householdNo === undefined ? [] : [{ hash, at, no: record.householdNo, county: countyOf(record) }],
  );
  const numbers = [...new Set(naming.map(({ no }) => no))];
  if (numbers.length === 0) return { keys: new Map(), contested: new Set() };
  const stored = await sql.rows<{ id: number; no: string; county: string | null; hash: Buffer | null }>(
    MEMBERS,
    [numbers],
  );
  const keys = new Map(stored.map(({ no, id }) => [no, id]));
  const members = new Map<string, Member[]>();
  for (const { no, county, hash } of stored) {
    if (county !== null && hash !== null) addMember(members, no, { county, hash });
  }
  const contested = new Set<number>();
  for (const { hash, at, no, county } of naming) {
    const others = members.get(no)?.filter((member) => !member.hash.equals(hash)) ?? [];
    if (others.some((member) => member.county !== county)) contested.add(at);
    else addMember(members, no, { county, hash });
  }
  const unknown = numbers.filter((no) => !keys.has(no));
  for (const [no, id] of await madeHouseholds(sql, unknown)) keys.set(no, id);
  return { keys, contested };
}

/** Household keys by number; unknown ones are made. */
export async function householdKeys(
  sql: Sql,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (numbers.length === 0) return new Map();
  const stored = await keysOfHouseholds(sql, numbers);
  const made = await madeHouseholds(
    sql,
    numbers.filter((no) => !stored.has(no)),
  );
  return new Map([...stored, ...made]);
}

interface Member {
  readonly county: string;
  readonly hash: Buffer;
}

function addMember(members: Map<string, Member[]>, no: string, member: Member): void {
  const known = members.get(no);
  if (known === undefined) members.set(no, [member]);
  else known.push(member);
}

const MEMBERS = `
  select h.id, h.household_no as no, l.county_code as county, l.id_number_hash as hash
  from household h left join lateral (
    select county_code, id_number_hash from laborer where household_id = h.id and removed_on is null offset 0
  ) l on true
  where h.household_no = any($1)`;

/** In the order of their numbers: two writers of the same households wait for each other instead of for ever. */
async function madeHouseholds(sql: Sql, unknown: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (unknown.length === 0) return new Map();
  const made = await sql.rows<{ id: number; no: string }>(
    `insert into household (household_no) select no from unnest($1::text[]) as given(no) order by no collate "C"
     on conflict (household_no) do nothing returning id, household_no as no`,
    [unknown],
  );
  const keys = new Map(made.map(({ id, no }) => [no, id]));
  if (keys.size === unknown.length) return keys;
  // Another writer made them in the meantime.
  const others = await keysOfHouseholds(
    sql,
    unknown.filter((no) => !keys.has(no)),
  );
  return new Map([...keys, ...others]);
}

async function keysOfHouseholds(sql: Sql, numbers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ id: number; no: string }>(
    'select id, household_no as no from household where household_no = any($1)',
    [numbers],
  );
  return new Map(rows.map(({ id, no }) => [no, id]));
}

function countyOf(record: LaborerRecord): string {
  return record.homeCode.slice(0, 6);
}
