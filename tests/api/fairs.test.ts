import { beforeAll, describe, expect, it } from 'vitest';
import request from 'supertest';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, LONGXI, make, openingBody, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
let organizer: string;
let openings: string[];
let laborers: string[];
let fair: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  organizer = await world.key('organizer', ['6211']);
  for (const serial of [1, 2]) await make(world, officer, '/employers', employerBody(serial));
  openings = [];
  for (const serial of [1, 2])
    openings.push(
      await make(
        world,
        officer,
        '/openings',
        openingBody(serial, { title: serial === 1 ? '=cmd|电焊工' : '电焊工' }),
      ),
    );
  laborers = [];
  for (const serial of [1, 2, 3]) laborers.push(await make(world, officer, '/laborers', laborerBody(serial)));
  await make(world, officer, '/laborers', laborerBody(4, { homeCode: WUSHAN }));
  fair = await make(world, organizer, '/fairs', fairBody());
  const body = { laborers: { area: LONGXI } };
  await world.ask('post', `/fairs/${fair}/pair`, { key: organizer, body });
});

function fairBody(change: object = {}): object {
  return {
    name: '春风行动专场',
    heldOn: '2027-02-20',
    areaCode: LONGXI,
    openings: openings.map((openingId, index) => ({ openingId, booth: index + 1, places: 2 })),
    ...change,
  };
}

interface Plan {
  readonly pairings: readonly {
    laborerId: string;
    openingId: string;
    booth: number;
    slot: number;
    score: number;
  }[];
}

async function plan(): Promise<Plan> {
  return (await world.ask('get', `/fairs/${fair}/pairings`, { key: organizer })).body as Plan;
}

describe('a fair', () => {
  it('pairs within places, one interview a booth and slot, scores as the engine gave them', async () => {
    const { pairings } = await plan();
    expect(pairings).toHaveLength(4);
    expect(new Set(pairings.map((one) => `${one.booth} ${one.slot}`)).size).toBe(4);
    expect(new Set(pairings.map((one) => `${one.laborerId} ${one.slot}`)).size).toBe(4);
    for (const one of pairings) {
      const pair = await world.ask('get', `/pairs/${one.laborerId}/${one.openingId}`, { key: officer });
      expect(pair.body.score).toBe(one.score);
    }
  });

  it('can be paired again with laborers by id, in place of the earlier plan', async () => {
    const id = await make(world, organizer, '/fairs', fairBody());
    const body = { laborers: { laborerIds: [laborers[1], laborers[1]] }, perLaborer: 1 };
    const paired = await world.ask('post', `/fairs/${id}/pair`, { key: organizer, body });
    expect(paired.body.pairings.map((one: { laborerId: string }) => one.laborerId)).toEqual([laborers[1]]);
    const fewer = { laborers: { laborerIds: [laborers[0]] }, perLaborer: 1, slots: 1 };
    const again = await world.ask('post', `/fairs/${id}/pair`, { key: organizer, body: fewer });
    expect(again.body.pairings.map((one: { laborerId: string }) => one.laborerId)).toEqual([laborers[0]]);
  });

  it('of another area is 404, and not listed', async () => {
    const key = await world.key('organizer', ['6205']);
    expect((await world.ask('get', `/fairs/${fair}`, { key })).status).toBe(404);
    expect((await world.ask('get', `/fairs/${fair}/export.csv`, { key })).status).toBe(404);
    expect((await world.ask('get', '/fairs', { key })).body.items).toEqual([]);
    expect((await world.ask('get', '/fairs', { key: organizer })).body.items.length).toBeGreaterThan(0);
  });

  it('refuses laborers outside the areas, and openings that are unknown or named twice', async () => {
    const outside = await make(world, officer, '/laborers', laborerBody(9, { homeCode: WUSHAN }));
    const body = { laborers: { laborerIds: [outside] } };
    expect((await world.ask('post', `/fairs/${fair}/pair`, { key: organizer, body })).status).toBe(404);
    const twice = { openingId: openings[0], booth: 1, places: 1 };
    const bad = fairBody({ openings: [twice, twice, { ...twice, openingId: 'O999999' }] });
    const response = await world.ask('post', '/fairs', { key: organizer, body: bad });
    expect(problemOf(response).problems.map((one) => one.path)).toEqual([
      '/openings/1/openingId',
      '/openings/2/openingId',
    ]);
    const elsewhere = await world.ask('post', '/fairs', {
      key: organizer,
      body: fairBody({ areaCode: WUSHAN }),
    });
    expect(elsewhere.status).toBe(403);
  });
});

describe('who took consent back, or stands before a stopped employer,', () => {
  it('is in no list and no file of a fair any more, even though she was paired', async () => {
    const id = await make(world, organizer, '/fairs', fairBody());
    const body = { laborers: { laborerIds: [laborers[0], laborers[1]] } };
    const paired = await world.ask('post', `/fairs/${id}/pair`, { key: organizer, body });
    expect(paired.body.pairings).toHaveLength(4);
    expect(paired.body.pairings[0].reason.zh).toMatch(/焊工.*；离家约/);
    const shown = async () => {
      const listed = await world.ask('get', `/fairs/${id}/pairings`, { key: organizer });
      const purpose = encodeURIComponent('现场签到');
      const csv = await world.ask('get', `/fairs/${id}/export.csv?unmasked=true&purpose=${purpose}`, {
        key: officer,
      });
      const people = (listed.body as Plan).pairings.map((one) => one.laborerId);
      return { people: new Set(people), count: people.length, text: csv.text };
    };
    await world.ask('put', `/laborers/${laborers[0]!}/consent`, {
      key: officer,
      body: { consent: 'withdrawn' },
    });
    const without = await shown();
    expect(without.people).toEqual(new Set([laborers[1]]));
    expect(without.text).not.toContain(phoneOf(1));
    expect(without.text).toContain(phoneOf(2));
    await world.ask('put', `/laborers/${laborers[0]!}/consent`, { key: officer, body: { consent: 'given' } });
    const [employer] = (await world.ask('get', '/employers', { key: officer })).body.items as {
      id: string;
    }[];
    const distress = async (level: string | null) =>
      await world.ask('put', `/employers/${employer!.id}/distress`, {
        key: officer,
        body: { level, evidence: '停产' },
      });
    await distress('stop');
    expect((await shown()).count).toBe(2);
    await distress(null);
    expect((await shown()).count).toBe(4);
  });
});

describe('a fair’s export', () => {
  it('is masked, and formula-like text is inert', async () => {
    const csv = await world.ask('get', `/fairs/${fair}/export.csv`, { key: organizer });
    expect(csv.status).toBe(200);
    expect(csv.get('Content-Disposition')).toBe(`attachment; filename="fair-${fair}.csv"`);
    expect(csv.text.startsWith('\ufeff')).toBe(true);
    expect(csv.text).toContain('199****0001');
    for (const serial of [1, 2, 3]) {
      expect(csv.text).not.toContain(idNumberOf(serial));
      expect(csv.text).not.toContain(phoneOf(serial));
    }
    expect(csv.text).not.toMatch(/(^|,)=cmd/m);
  });

  it('is a workbook', async () => {
    const xlsx = await request(world.app)
      .get(`/api/v1/fairs/${fair}/export.xlsx`)
      .set('Authorization', `Bearer ${organizer}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect((xlsx.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    expect(xlsx.get('Content-Type')).toContain('spreadsheetml');
  });

  it('shows whole numbers only with the right, the wish and a purpose, and audits every person', async () => {
    const path = `/fairs/${fair}/export.csv?unmasked=true`;
    const noRight = await world.ask('get', `${path}&purpose=${encodeURIComponent('现场签到')}`, {
      key: organizer,
    });
    expect([noRight.status, problemOf(noRight).code]).toEqual([403, 'FORBIDDEN']);
    const noPurpose = await world.ask('get', path, { key: officer });
    expect([noPurpose.status, problemOf(noPurpose).code]).toEqual([400, 'PURPOSE_INVALID']);
    const whole = await world.ask('get', `${path}&purpose=${encodeURIComponent('现场签到')}`, {
      key: officer,
    });
    expect(whole.text).toContain(phoneOf(1));
    for (const one of (await plan()).pairings) {
      const audit = await world.context.db.stores.audit.of(one.laborerId);
      expect(audit).toContainEqual(
        expect.objectContaining({ action: 'contact.reveal', purpose: '现场签到' }),
      );
    }
    const audit = await world.context.db.stores.audit.of(fair);
    expect(audit.map((entry) => entry.action)).toContain('fair.export_unmasked');
  });
});
