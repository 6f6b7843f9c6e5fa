import { openDatabase } from '../../../src/db/open-database.ts';
import type { Principal } from '../../../src/domain/broker.ts';
import { addDays } from '../../../src/domain/dates.ts';
import { FollowedPeople } from '../../../src/flows/stats/followed-people.ts';
import { readStats } from '../../../src/flows/stats/read-stats.ts';
import { DIMENSIONS } from '../../../src/lists/counts/dimensions.ts';
import { withClient } from '../../../src/services/postgres-control.ts';
import { benchContext, benchCrypto } from '../night/bench-context.ts';
import type { ProfileName } from '../profiles.ts';
import { progress, rounded } from '../report.ts';
import type { Measurement } from './measurement.ts';

const PEOPLE: Readonly<Record<ProfileName, number>> = {
  tiny: 2_000,
  quick: 200_000,
  peak: 1_000_000,
  stress: 2_000_000,
};
const OPERATOR: Principal = { name: 'bench', role: 'admin', scope: [''], brokerId: null };
/** Questions: every dimension, province, prefecture and county, any day of two years, half of them between two days. */
const QUESTIONS = 200;
const AREAS = ['62', '62', '6205', '620524'];

/**
 * The statistics form over registered people, as the API answers it: the 95th percentile of a question with a change between any
 * two, and how long the first one (which reads everybody) takes.
 */
export const stats: Measurement = {
  name: 'stats',
  async measure({ profile, database }) {
    const people = PEOPLE[profile.name];
    const url = await database('stats');
    progress(`registering ${people} people`);
    await withClient(url, async (client) => {
      await client.query(REGISTER, [people]);
      await client.query(LIST);
      await client.query('truncate count_change');
      await client.query('analyze');
    });
    const db = await openDatabase({ url, crypto: benchCrypto() });
    try {
      const context = { ...benchContext(db), people: new FollowedPeople(db.stores.counts) };
      const loading = performance.now();
      await readStats(context, { principal: OPERATOR, area: '62' });
      const firstMs = performance.now() - loading;
      const times: number[] = [];
      for (let nth = 0; nth < QUESTIONS; nth += 1) {
        const laborerId = `L${1 + ((nth * 7919) % people)}` as const;
        await db.stores.lists.noteFacts(laborerId, { laborAbility: nth % 2 === 0 ? 'skilled' : 'ordinary' });
        const date = addDays('2026-11-25', -((nth * 37) % 700));
        const started = performance.now();
        await readStats(context, {
          principal: OPERATOR,
          area: AREAS[nth % AREAS.length] ?? '62',
          by: DIMENSIONS[nth % DIMENSIONS.length],
          date,
          from: nth % 2 === 0 ? undefined : addDays(date, -90),
        });
        times.push(performance.now() - started);
      }
      const sorted = times.toSorted((a, b) => a - b);
      const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
      return { statsP95Ms: rounded(p95), statsFirstSeconds: rounded(firstMs / 1_000) };
    } finally {
      await db.close();
    }
  },
};

/** Synthetic people spread over villages, ages, educations and groups; nobody's numbers. */
const REGISTER = `
  insert into laborer (id_number_hash, id_number, id_number_masked, name, sex, birth_date, home_code, education,
    labor_ability, flags, flags_known, willing_tiers, created_at)
  select sha256(n::text::bytea), '\\x00', '629999********0000', '样例', n % 2, date '1962-01-01' + (n * 31 % 16000),
    '62' || lpad((5 + n % 3)::text, 2, '0') || (21 + n % 5)::text || (100 + n % 20)::text || (200 + n % 15)::text,
    n % 6, case n % 40 when 0 then 3 else n % 3 end, n % 8, 31, 1 << (n % 5), timestamptz '2024-01-01'
  from generate_series(1, $1::int) n`;

/** Four in ten work, most of them away; a third is willing; some worked before. */
const LIST = `
  insert into list_entry (laborer_id, kind, valid_from, valid_to, reason, end_reason, source, place_code)
  select id, 'employed', date '2025-01-01' + id % 200, date '2025-09-01' + id % 100, 'imported', 'returned', 'bench', '120111'
  from laborer where id % 4 = 0
  union all
  select id, case when id % 10 < 4 then 'employed' else 'willing' end, date '2026-01-01' + id % 300, null, 'imported', null,
    'bench', case when id % 10 < 4 then (array['120111', '350200', '620100', '620524'])[1 + id % 4] end
  from laborer where id % 10 < 7`;
