import { WILLING_TIERS, type AreaPrefix } from '../../domain/area.ts';
import { EDUCATIONS, LABOR_ABILITIES, SEXES } from '../../domain/laborer.ts';
import type { CountedSink, CountSnapshot, CountStore } from '../../flows/ports/count-store.ts';
import { BinaryRows, type BinaryRow } from '../copy/binary-rows.ts';
import { booleanAt, intAt, smallintAt, textAt, textsAt } from '../copy/binary-values.ts';
import { ByteDictionary } from '../copy/byte-dictionary.ts';
import { setOf } from '../rows/codes.ts';
import type { Sql } from '../sql.ts';

/** More changes than this are read quicker by loading all. */
const MOST_CHANGES = 100_000;
/** Changes older than this are let go: a process that slept longer loads anew. */
const KEPT = "interval '2 days'";
/** PostgreSQL's days begin at 2000-01-01, ours at 1970-01-01. */
const EPOCH_DAYS = 10_957;

/** People and stays for counts, by binary COPY, and then only what changed. */
export function countStore(sql: Sql): CountStore {
  return {
    load: async (area, into) => await load(sql, area, into),
    follow: async (since, into) => await follow(sql, since, into),
    rules: async () => {
      const rows = await sql.rows<RuleRow>('select * from counting_rule order by valid_from');
      return rows.map((row) => ({
        validFrom: row.valid_from,
        validTo: row.valid_to,
        place: row.place,
        minimumDays: row.minimum_days,
        flags: row.flags,
        source: row.source,
        isAssumption: row.is_assumption,
      }));
    },
    floors: async () => {
      const rows = await sql.rows<FloorRow>('select * from floor_target order by area, valid_from');
      return rows.map((row) => ({
        area: row.area,
        people: row.people,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        source: row.source,
        isAssumption: row.is_assumption,
      }));
    },
  };
}

type Rule = Awaited<ReturnType<CountStore['rules']>>[number];

interface RuleRow {
  valid_from: string;
  valid_to: string | null;
  place: Rule['place'];
  minimum_days: number;
  flags: Rule['flags'][number][];
  source: string;
  is_assumption: boolean;
}

interface FloorRow {
  area: string;
  people: number;
  valid_from: string;
  valid_to: string | null;
  source: string;
  is_assumption: boolean;
}

const PERSON = `l.id, l.home_code, l.birth_date, (l.created_at at time zone 'Asia/Shanghai')::date, l.removed_on, l.sex,
  l.education, l.labor_ability, l.flags, l.wished_areas[1:1], l.willing_tiers`;
const PERSON_FIELDS = 11;
const STAY = `e.laborer_id, e.kind = 'employed', e.valid_from, e.valid_to, e.place_code, l.home_code`;
const STAY_FIELDS = 6;

/** The snapshot comes first: whatever is committed while the COPYs run is met again by `follow`. */
async function load(sql: Sql, area: AreaPrefix, into: CountedSink): Promise<CountSnapshot> {
  await sql.rows(`delete from count_change where noted_at < now() - ${KEPT}`);
  const [now] = await sql.rows<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
  const inside = insideLiteral(area);
  const put = personReader(into);
  await copy(sql, `select ${PERSON} from laborer l where ${inside}`, PERSON_FIELDS, put);
  const from = `from list_entry e join laborer l on l.id = e.laborer_id where ${inside}`;
  await copy(sql, `select ${STAY} ${from}`, STAY_FIELDS, stayReader(into));
  return now?.snapshot ?? '';
}

/** COPY takes no parameters: what goes into its text is digits alone. */
function insideLiteral(area: AreaPrefix): string {
  if (area === '') return 'true';
  if (!/^\d{1,12}$/.test(area)) throw new Error('an area prefix is of digits');
  return `l.home_code >= '${area}' and l.home_code < '${area}:' collate "C"`;
}

async function copy(sql: Sql, query: string, fields: number, onRow: (row: BinaryRow) => void): Promise<void> {
  const rows = new BinaryRows(fields, onRow);
  await sql.copyOut(`copy (${query}) to stdout (format binary)`, (chunk) => rows.push(chunk));
  rows.finish();
}

function personReader(into: CountedSink): (row: BinaryRow) => void {
  const texts = new ByteDictionary<string>((row, field) => textAt(row, field) ?? '');
  const wishes = new ByteDictionary((row, field) => ({
    areas: (textsAt(row, field) ?? []).map((area) => area ?? ''),
    tiers: setOf(WILLING_TIERS, smallintAt(row, field + 1) ?? 0) ?? [],
  }));
  return (row) => {
    const leftOn = intAt(row, 4);
    into.put({
      key: intAt(row, 0) ?? 0,
      homeCode: texts.valueOf(row, 1),
      bornOn: (intAt(row, 2) ?? 0) + EPOCH_DAYS,
      registeredOn: (intAt(row, 3) ?? 0) + EPOCH_DAYS,
      leftOn: leftOn === null ? null : leftOn + EPOCH_DAYS,
      sex: smallintAt(row, 5) ?? SEXES.length,
      education: smallintAt(row, 6) ?? EDUCATIONS.length,
      ability: smallintAt(row, 7) ?? LABOR_ABILITIES.length,
      flags: (smallintAt(row, 8) ?? 0) & CATEGORY_MASK,
      wishes: wishes.valueOf(row, 9, 2),
    });
  };
}

/** registeredPoor, outOfPoverty, monitored are the first three bits of `laborer.flags`. */
const CATEGORY_MASK = 7;

function stayReader(into: CountedSink): (row: BinaryRow) => void {
  const texts = new ByteDictionary<string>((row, field) => textAt(row, field) ?? '');
  return (row) => {
    const to = intAt(row, 3);
    into.addStay(intAt(row, 0) ?? 0, {
      isEmployed: booleanAt(row, 1) === true,
      from: (intAt(row, 2) ?? 0) + EPOCH_DAYS,
      to: to === null ? null : to + EPOCH_DAYS,
      homeCode: texts.valueOf(row, 5),
      placeCode: (row.length[4] ?? -1) < 0 ? null : texts.valueOf(row, 4),
    });
  };
}

/** One statement, so one snapshot: changes, records and stays are of the same moment. */
async function follow(sql: Sql, since: CountSnapshot, into: CountedSink): Promise<CountSnapshot | null> {
  const [answer] = await sql.rows<FollowRow>(FOLLOW, [since, MOST_CHANGES + 1]);
  if (answer === undefined || answer.people.length > MOST_CHANGES) return null;
  for (const person of answer.people) {
    if (person.home === null) into.forget(person.id);
    else takePerson(into, { ...person, home: person.home });
  }
  return answer.snapshot;
}

function takePerson(into: CountedSink, person: ChangedPerson & { readonly home: string }): void {
  into.put({
    key: person.id,
    homeCode: person.home,
    bornOn: person.born,
    registeredOn: person.registered,
    leftOn: person.left,
    sex: person.sex ?? SEXES.length,
    education: person.education ?? EDUCATIONS.length,
    ability: person.ability ?? LABOR_ABILITIES.length,
    flags: (person.flags ?? 0) & CATEGORY_MASK,
    wishes: { areas: person.areas ?? [], tiers: setOf(WILLING_TIERS, person.tiers ?? 0) ?? [] },
  });
  for (const stay of person.stays ?? []) {
    into.addStay(person.id, {
      isEmployed: stay.employed,
      from: stay.from,
      to: stay.to,
      homeCode: person.home,
      placeCode: stay.place,
    });
  }
}

interface ChangedPerson {
  readonly id: number;
  /** `null`: the record is gone. */
  readonly home: string | null;
  readonly born: number;
  readonly registered: number;
  readonly left: number | null;
  readonly sex: number | null;
  readonly education: number | null;
  readonly ability: number | null;
  readonly flags: number | null;
  readonly areas: readonly string[] | null;
  readonly tiers: number | null;
  readonly stays:
    | readonly {
        readonly employed: boolean;
        readonly from: number;
        readonly to: number | null;
        readonly place: string | null;
      }[]
    | null;
}

interface FollowRow {
  snapshot: string;
  people: readonly ChangedPerson[];
}

const FOLLOW = `
  with changed as materialized (
    select distinct one.laborer_id from count_change c
    cross join lateral generate_series(c.laborer_id, coalesce(c.last_laborer_id, c.laborer_id)) as one(laborer_id)
    where xid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(xid, $1::pg_snapshot)
    limit $2
  )
  select pg_current_snapshot()::text as snapshot,
    coalesce((select json_agg(json_build_object(
      'id', c.laborer_id, 'home', l.home_code, 'born', l.birth_date - date '1970-01-01',
      'registered', (l.created_at at time zone 'Asia/Shanghai')::date - date '1970-01-01',
      'left', l.removed_on - date '1970-01-01', 'sex', l.sex, 'education', l.education, 'ability', l.labor_ability,
      'flags', l.flags, 'areas', l.wished_areas[1:1], 'tiers', l.willing_tiers,
      'stays', (select json_agg(json_build_object('employed', e.kind = 'employed',
        'from', e.valid_from - date '1970-01-01', 'to', e.valid_to - date '1970-01-01', 'place', e.place_code))
        from list_entry e where e.laborer_id = c.laborer_id)))
      from changed c left join laborer l on l.id = c.laborer_id), '[]') as people`;
