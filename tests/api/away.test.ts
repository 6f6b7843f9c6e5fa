import { beforeAll, describe, expect, it } from 'vitest';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { laborerBody, LONGXI, make, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer', [LONGXI]);
  await world.context.db.stores.brokers.addStation({ name: '陇西县劳务工作站', areaCode: LONGXI });
  await world.context.db.stores.brokers.addStation({ name: '甘肃省驻津劳务工作站', areaCode: '62' });
});

interface Due {
  readonly items: readonly {
    readonly laborerId: string;
    readonly nextContactOn: string;
    readonly isContactDue: boolean;
    readonly isContractEnding: boolean;
  }[];
}

async function due(date: string): Promise<Due['items']> {
  return ((await world.ask('get', `/away/due?date=${date}`, { key: officer })).body as Due).items;
}

async function working(serial: number, work: object): Promise<string> {
  const id = await make(world, officer, '/laborers', laborerBody(serial));
  const body = { event: 'placement_started', date: '2026-03-01', placeCode: '120111', ...work };
  await world.ask('post', `/laborers/${id}/list-events`, { key: officer, body });
  return id;
}

describe('people away', () => {
  it('have a station in charge and a next contact from the first day, and are due after a month', async () => {
    const id = await working(1, {});
    expect(await due('2026-03-30')).toEqual([]);
    expect(await due('2026-03-31')).toMatchObject([
      {
        laborerId: id,
        nextContactOn: '2026-03-31',
        isContactDue: true,
        station: { name: '陇西县劳务工作站' },
      },
    ]);
    const contact = { result: 'reached', contactedOn: '2026-04-01', note: '一切正常' };
    const noted = await world.ask('post', `/laborers/${id}/away-contacts`, { key: officer, body: contact });
    expect(noted.body).toEqual({ nextContactOn: '2026-06-30' });
    expect(await due('2026-06-29')).toEqual([]);
    expect(await due('2026-06-30')).toMatchObject([
      { laborerId: id, lastContactOn: '2026-04-01', lastResult: 'reached' },
    ]);
    const missed = { result: 'no_answer', contactedOn: '2026-07-01' };
    const again = await world.ask('post', `/laborers/${id}/away-contacts`, { key: officer, body: missed });
    expect(again.body).toEqual({ nextContactOn: '2026-07-08' });
  });

  it('are told of a month before the contract ends, by its months or its last day', async () => {
    const byMonths = await working(2, { contractMonths: 6 });
    const byDay = await working(3, { contractUntil: '2026-10-31' });
    for (const id of [byMonths, byDay]) {
      const body = { result: 'reached', contactedOn: '2026-04-01', nextContactOn: '2027-01-01' };
      await world.ask('post', `/laborers/${id}/away-contacts`, { key: officer, body });
    }
    const alerted = async (date: string) =>
      (await due(date)).filter((one) => one.isContractEnding).map((one) => one.laborerId);
    expect(await alerted('2026-07-31')).toEqual([]);
    expect(await alerted('2026-08-01')).toEqual([byMonths]);
    expect(await alerted('2026-10-01')).toEqual([byMonths, byDay]);
  });

  it('leave the list of contacts when work ends, and a contact with who is at home is refused', async () => {
    const id = await working(4, {});
    await world.ask('post', `/laborers/${id}/list-events`, {
      key: officer,
      body: { event: 'returned', date: '2026-05-01' },
    });
    expect((await due('2026-11-01')).map((one) => one.laborerId)).not.toContain(id);
    const path = `/laborers/${id}/away-contacts`;
    const body = { result: 'reached' };
    expect(problemOf(await world.ask('post', path, { key: officer, body }))).toMatchObject({
      code: 'NOT_AWAY',
      status: 409,
    });
    const late = { ...body, contactedOn: '2099-01-01' };
    expect(problemOf(await world.ask('post', path, { key: officer, body: late })).code).toBe(
      'DATE_IN_FUTURE',
    );
    const stranger = await world.key('officer', [WUSHAN]);
    expect((await world.ask('post', path, { key: stranger, body })).status).toBe(404);
    const theirs = await world.ask('get', '/away/due?date=2026-11-01', { key: stranger });
    expect((theirs.body as Due).items).toEqual([]);
  });
});
