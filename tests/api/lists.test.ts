import { beforeAll, describe, expect, it } from 'vitest';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { laborerBody, LONGXI, make, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer', ['6211']);
});

async function record(id: string, body: object, key = officer) {
  return await world.ask('post', `/laborers/${id}/list-events`, { key, body });
}

interface Stays {
  readonly items: readonly {
    readonly kind: string;
    readonly validTo: string | null;
    readonly source: string;
  }[];
}

describe('list events', () => {
  it('move a person with reason and source, through work, layoff and her own word', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(1));
    const work = { placeCode: '120111', employerName: '测试电子厂', contractMonths: 6 };
    await record(id, { event: 'placement_started', date: '2026-03-01', ...work });
    const laidOff = await record(id, { event: 'laid_off', date: '2026-06-01' });
    expect(laidOff.status).toBe(200);
    const stays = laidOff.body as Stays;
    expect(stays.items.map((one) => one.kind)).toEqual(['willing', 'employed', 'willing']);
    expect(stays.items[2]!.source).toMatch(/^laid_off by key:K\d+$/);
    // Displaced: ranking starts from where she is now.
    const laborer = await world.ask('get', `/laborers/${id}`, { key: officer });
    expect(laborer.body).toMatchObject({ list: 'willing', currentPlaceCode: '120111' });
    const [forEngine] = await world.context.db.stores.laborers.forMatching(
      [id as `L${number}`],
      '2026-11-25',
    );
    expect(forEngine).toMatchObject({ originCode: '120111', isWilling: true });
    const ended = await record(id, { event: 'stated_unwilling', date: '2026-07-01' });
    expect((ended.body as Stays).items.at(-1)!.validTo).toBe('2026-07-01');
  });

  it('the same event twice changes nothing', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(2));
    const event = { event: 'stated_unwilling', date: '2026-07-01' };
    const once = await record(id, event);
    expect((await record(id, event)).body).toEqual(once.body);
  });

  it('who comes home after work is willing again: she never took her word back', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(3));
    await record(id, { event: 'placement_started', date: '2026-03-01', placeCode: '350100' });
    const home = await record(id, { event: 'returned', date: '2026-05-01' });
    expect((home.body as Stays).items.map((one) => one.kind)).toEqual(['willing', 'employed', 'willing']);
    const laborer = await world.ask('get', `/laborers/${id}`, { key: officer });
    expect(laborer.body).toMatchObject({ currentPlaceCode: null });
  });

  it('death ends the list with its reason and takes her out of the register', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(4));
    const died = await record(id, { event: 'died', date: '2026-08-01' });
    expect(died.body).toMatchObject({ items: [{ endReason: 'died', validTo: '2026-08-01' }] });
    expect((await world.ask('get', `/laborers/${id}`, { key: officer })).status).toBe(404);
    const then = await world.ask('get', '/lists?date=2026-07-31&kind=willing&area=621122', { key: officer });
    expect((then.body as { items: { laborerId: string }[] }).items.map((one) => one.laborerId)).toContain(id);
  });

  it('refuse a day to come, an older day, and work that ends before it began', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(5));
    const future = await record(id, { event: 'returned', date: '2999-01-01' });
    expect(problemOf(future)).toMatchObject({ code: 'DATE_IN_FUTURE', status: 400 });
    const older = await record(id, { event: 'placement_started', date: '2025-01-01' });
    expect(problemOf(older)).toMatchObject({ code: 'EVENT_BEFORE_STAY', status: 409 });
    const never = await record(id, { event: 'placement_ended', date: '2026-06-01' });
    expect(problemOf(never)).toMatchObject({ code: 'LIST_EVENT_REFUSED', status: 409 });
    const nowhere = await record(id, { event: 'placement_started', placeCode: '999999' });
    expect(problemOf(nowhere)).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('stay inside the areas of the key', async () => {
    const everywhere = await world.key('admin');
    const id = await make(world, everywhere, '/laborers', laborerBody(6, { homeCode: WUSHAN }));
    expect((await record(id, { event: 'returned' })).status).toBe(404);
    expect((await world.ask('get', `/laborers/${id}/lists`, { key: officer })).status).toBe(404);
    const listed = await world.ask('get', `/lists?area=${WUSHAN}`, { key: officer });
    expect((listed.body as { items: unknown[] }).items).toEqual([]);
    const own = await world.ask('get', `/lists?area=${LONGXI}&kind=willing`, { key: officer });
    expect((own.body as { items: unknown[] }).items.length).toBeGreaterThan(0);
  });
});
