import { Client } from 'pg';

/** Which part of a province changes; rows are taken evenly over all keys. */
export interface ProvinceChange {
  /** Shares, 0..1. */
  readonly openings: number;
  readonly laborers: number;
  /** Makes a second change fall on other rows than the first. */
  readonly round: number;
}

/**
 * Lets a day go by: of the openings that change a fifth each is closed, filled, paid better, paid worse, or new; of the laborers
 * half ask for more, and a quarter each is trained in a trade or finds work.
 */
export async function changeProvince(url: string, change: ProvinceChange): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await changeOpenings(client, change);
    await changeLaborers(client, change);
    // As the night would find them some hours later.
    await client.query('vacuum analyze opening');
    await client.query('vacuum analyze laborer_change');
  } finally {
    await client.end();
  }
}

/** Every so many rows one is taken; `kind` of `kinds` of these. */
function every(share: number, kind: number, kinds: number, round: number): string {
  const step = Math.round(1 / share);
  return `id % ${step} = ${(7 * round) % step} and (id / ${step}) % ${kinds} = ${kind}`;
}

async function changeOpenings(client: Client, { openings, round }: ProvinceChange): Promise<void> {
  const some = (kind: number): string => every(openings, kind, 5, round);
  const today = `(now() at time zone 'Asia/Shanghai')::date`;
  const updates = [
    `closes_on = ${today} - 1`,
    'filled = headcount',
    'wage_low_cny_per_month = 7800, wage_high_cny_per_month = 9900',
    'wage_low_cny_per_month = 1900, wage_high_cny_per_month = 2100',
  ];
  for (const [kind, set] of updates.entries()) {
    await client.query(`update opening set ${set}, updated_at = now() where ${some(kind)}`);
  }
  const found = await client.query<{ columns: string }>(
    `select string_agg(attname, ', ') as columns from pg_attribute
     where attrelid = 'opening'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
       and attname not in ('opening_no', 'created_at', 'updated_at')`,
  );
  const columns = found.rows[0]?.columns ?? '';
  await client.query(
    `insert into opening (opening_no, ${columns}) select 'new ${round} ' || id, ${columns} from opening where ${some(4)}`,
  );
}

async function changeLaborers(client: Client, { laborers, round }: ProvinceChange): Promise<void> {
  const some = (kind: number): string => every(laborers, kind, 4, round);
  await client.query(
    `update laborer set wage_floor_cny_per_month = coalesce(nullif(wage_floor_cny_per_month, -1), 2000) + 300
     where (${some(0)}) or (${some(1)})`,
  );
  await client.query(
    `update laborer set holding_codes = '{welder}', holding_levels = '{1}', holding_words = '{电焊}' where ${some(2)}`,
  );
  await client.query(
    `update list_entry set valid_to = (now() at time zone 'Asia/Shanghai')::date, end_reason = 'placement_started'
     where valid_to is null and laborer_id in (select id from laborer where ${some(3)})`,
  );
}
