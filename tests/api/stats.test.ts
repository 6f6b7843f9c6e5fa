import { beforeAll, describe, expect, it } from 'vitest';
import { FollowedPeople } from '../../src/flows/stats/followed-people.ts';
import { readStats } from '../../src/flows/stats/read-stats.ts';
import type { Principal } from '../../src/domain/broker.ts';
import { DIMENSIONS } from '../../src/lists/counts/dimensions.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { laborerBody, LONGXI, make, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
const EVERYBODY: Principal = { name: 'test', role: 'admin', scope: [''], brokerId: null };

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer', ['62']);
  const poor = { flags: { registeredPoor: true } };
  await make(
    world,
    officer,
    '/laborers',
    laborerBody(1, { ...poor, list: 'employed', listFrom: '2026-01-05' }),
  );
  const away = await make(world, officer, '/laborers', laborerBody(2, poor));
  const event = { event: 'placement_started', date: '2026-02-01', placeCode: '120111' };
  await world.ask('post', `/laborers/${away}/list-events`, { key: officer, body: event });
  await make(world, officer, '/laborers', laborerBody(3, { homeCode: `${WUSHAN}101` }));
  await make(world, officer, '/laborers', laborerBody(4, { homeCode: WUSHAN, list: undefined }));
  await make(world, officer, '/laborers', laborerBody(5, { list: undefined, laborAbility: 'none' }));
});

interface StatsBody {
  readonly total: Readonly<Record<string, number>>;
  readonly groups: readonly { readonly key: string; readonly tally: Readonly<Record<string, number>> }[];
}

async function stats(query: string): Promise<StatsBody> {
  const response = await world.ask('get', `/stats?${query}`, { key: officer });
  expect(response.status).toBe(200);
  return response.body as StatsBody;
}

describe('the statistics form on PostgreSQL', () => {
  it('counts registered people, labor force, both lists, and who is willing for where', async () => {
    const { total } = await stats('area=62');
    expect(total).toMatchObject({
      collected: 5,
      noLabor: 1,
      laborForce: 4,
      employed: 2,
      unemployed: 2,
      unwilling: 1,
      willing: 1,
      'willing.county': 1,
    });
  });

  it.each(DIMENSIONS)('by %s: the parts sum to the whole, and every number opens its people', async (by) => {
    const { total, groups } = await stats(`area=62&by=${by}&from=2026-01-01`);
    for (const [measure, number] of Object.entries(total)) {
      expect(groups.reduce((sum, { tally }) => sum + tally[measure]!, 0)).toBe(number);
      const cell = groups.find(({ tally }) => tally[measure]! > 0);
      if (cell === undefined) continue;
      const isArea = ['prefecture', 'county', 'township', 'village'].includes(by);
      // Areas are asked for as the area; a home known to its county alone is counted with those finer ones there.
      if (isArea && by !== 'county' && by !== 'prefecture') continue;
      const where = isArea ? `area=${cell.key}` : `area=62&${by}=${cell.key}`;
      const path = `/stats/rows?${where}&from=2026-01-01&measure=${measure}&limit=200`;
      const rows = await world.ask('get', path, { key: officer });
      expect((rows.body as { items: unknown[] }).items).toHaveLength(cell.tally[measure]!);
    }
  });

  it('shows any day: before the placement she was willing', async () => {
    expect((await stats('area=62&date=2026-01-31')).total).toMatchObject({ employed: 1, willing: 2 });
    expect((await stats('area=62&date=2025-12-31')).total).toMatchObject({ employed: 0, willing: 0 });
  });

  it('in memory it is what a fresh reading says, after every write', async () => {
    const followed = { ...world.context, people: new FollowedPeople(world.context.db.stores.counts) };
    const both = async (): Promise<void> => {
      const input = { principal: EVERYBODY, area: '', by: 'county' } as const;
      expect((await readStats(followed, input)).groups).toEqual(
        (await readStats(world.context, input)).groups,
      );
    };
    await both();
    const id = await make(world, officer, '/laborers', laborerBody(10));
    await both();
    await world.ask('post', `/laborers/${id}/list-events`, {
      key: officer,
      body: { event: 'stated_unwilling' },
    });
    await both();
    await world.context.db.stores.laborers.remove(id as `L${number}`, await world.context.db.today());
    await both();
    // What another transaction holds back is neither seen nor lost.
    const { db } = world.context;
    const other = await make(world, officer, '/laborers', laborerBody(11));
    await db.transaction(async (stores) => {
      const move = { laborerId: other as `L${number}`, kind: null, date: '2026-11-01' } as const;
      await stores.laborers.moveOnList({ ...move, reason: 'statement_withdrawn', source: 'test' });
      await both();
    });
    await both();
    await db.stores.laborers.remove(other as `L${number}`, await db.today());
    await both();
  });

  it('stays inside the areas of the key, and asks which area when there are several', async () => {
    const wushan = await world.key('officer', [WUSHAN]);
    const own = await world.ask('get', '/stats', { key: wushan });
    expect((own.body as StatsBody).total.collected).toBe(2);
    const outside = await world.ask('get', `/stats?area=${LONGXI}`, { key: wushan });
    expect(problemOf(outside)).toMatchObject({ code: 'AREA_OUT_OF_SCOPE', status: 403 });
    const both = await world.key('officer', [WUSHAN, LONGXI]);
    expect(problemOf(await world.ask('get', '/stats', { key: both })).code).toBe('AREA_MISSING');
    const reversed = await world.ask('get', '/stats?from=2026-12-31&date=2026-01-01', { key: wushan });
    expect(problemOf(reversed).code).toBe('DATES_REVERSED');
  });

  it('holds those working away against the floor; a county’s share is shown as an assumption', async () => {
    const province = await world.ask('get', '/stats/floor?area=62&date=2026-11-25', { key: officer });
    expect(province.body).toMatchObject({
      away: 1,
      placeUnknown: 1,
      floor: { area: '62', people: 1_747_500, isAssumption: true, share: null },
    });
    const then = await world.ask('get', '/stats/floor?area=62&date=2020-11-24', { key: officer });
    expect(then.body).toMatchObject({ floor: { people: 1_747_500, isAssumption: false } });
    const county = await world.ask('get', `/stats/floor?area=${LONGXI}`, { key: officer });
    const { floor } = county.body as { floor: { isAssumption: boolean; share: { zh: string } } };
    expect(floor.isAssumption).toBe(true);
    expect(floor.share.zh).toMatch(/^假设/);
  });

  it('prints in either wording, as CSV and XLSX', async () => {
    const old = await world.ask('get', '/stats/export.csv?area=62&by=category&terms=2020', { key: officer });
    expect(old.text).toContain('建档立卡贫困劳动力');
    const now = await world.ask('get', '/stats/export.csv?area=62&by=category&terms=2021', { key: officer });
    expect(now.text).toContain('其他劳动力');
    expect(now.text).not.toContain('非贫困劳动力');
    const xlsx = await world.ask('get', '/stats/export.xlsx?area=62&by=county', { key: officer });
    expect(xlsx.headers['content-disposition']).toContain('stats-62-');
    expect(xlsx.status).toBe(200);
  });
});
