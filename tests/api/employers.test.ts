import { beforeAll, describe, expect, it } from 'vitest';
import { creditCodeOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
});

describe('employers', () => {
  it('are added with dated evidence and read back', async () => {
    const evidence = [
      { kind: 'insured_headcount', date: '2026-06-30', people: 118 },
      { kind: 'retention', date: '2026-06-30', stayed: 18, placed: 20 },
      { kind: 'wage_arrears', from: '2026-01-01', to: '2026-02-01' },
    ];
    const id = await make(
      world,
      officer,
      '/employers',
      employerBody(1, { evidence, foundedOn: '2019-05-01' }),
    );
    const read = await world.ask('get', `/employers/${id}`, { key: officer });
    expect(read.body).toMatchObject({ creditCode: creditCodeOf(1), distress: null, foundedOn: '2019-05-01' });
    expect(read.body.evidence).toHaveLength(3);
  });

  it('are refused with a false credit code, an impossible date and evidence that contradicts itself', async () => {
    const body = employerBody(2, {
      creditCode: `${creditCodeOf(2).slice(0, 17)}${creditCodeOf(2).endsWith('0') ? '1' : '0'}`,
      evidence: [
        { kind: 'retention', date: '2026-06-30', stayed: 21, placed: 20 },
        { kind: 'wage_arrears', from: '2026-02-01', to: '2026-01-01' },
      ],
    });
    const response = await world.ask('post', '/employers', { key: officer, body });
    expect(problemOf(response).problems.map((one) => one.path)).toEqual([
      '/creditCode',
      '/evidence/0/stayed',
      '/evidence/1/to',
    ]);
    const dated = await world.ask('post', '/employers', {
      key: officer,
      body: employerBody(2, { foundedOn: '2026-02-30' }),
    });
    expect(problemOf(dated).problems[0]?.path).toBe('/foundedOn');
  });

  it('are refused twice', async () => {
    await make(world, officer, '/employers', employerBody(3));
    const response = await world.ask('post', '/employers', { key: officer, body: employerBody(3) });
    expect([response.status, problemOf(response).code]).toEqual([409, 'EMPLOYER_EXISTS']);
  });

  it('are replaced with the version that was read', async () => {
    const id = await make(world, officer, '/employers', employerBody(4));
    const tag = (await world.ask('get', `/employers/${id}`, { key: officer })).get('ETag')!;
    const body = employerBody(4, { name: '改名企业' });
    const headers = { 'If-Match': tag };
    expect((await world.ask('put', `/employers/${id}`, { key: officer, body, headers })).body.name).toBe(
      '改名企业',
    );
    expect(
      (
        await world.ask('put', `/employers/${id}`, {
          key: officer,
          body: employerBody(4, { name: '又改' }),
          headers,
        })
      ).status,
    ).toBe(412);
    expect((await world.ask('put', `/employers/${id}`, { key: officer, body })).status).toBe(428);
  });

  it('are removed while no opening names them', async () => {
    const unused = await make(world, officer, '/employers', employerBody(5));
    expect((await world.ask('delete', `/employers/${unused}`, { key: officer })).status).toBe(204);
    expect((await world.ask('get', `/employers/${unused}`, { key: officer })).status).toBe(404);
    const used = await make(world, officer, '/employers', employerBody(6));
    await make(world, officer, '/openings', openingBody(6));
    const response = await world.ask('delete', `/employers/${used}`, { key: officer });
    expect([response.status, problemOf(response).code]).toEqual([409, 'EMPLOYER_IN_USE']);
  });

  it('get a distress case opened and closed', async () => {
    const id = await make(world, officer, '/employers', employerBody(7));
    const stop = { level: 'stop', evidence: '两个月未发工资' };
    expect(
      (await world.ask('put', `/employers/${id}/distress`, { key: officer, body: stop })).body.distress,
    ).toBe('stop');
    const close = { level: null, evidence: '已补发' };
    expect(
      (await world.ask('put', `/employers/${id}/distress`, { key: officer, body: close })).body.distress,
    ).toBeNull();
  });

  it('are written in bulk with a status each', async () => {
    const items = [employerBody(8), employerBody(8), { ...employerBody(9), kind: 'bank' }, employerBody(10)];
    const response = await world.ask('post', '/employers/bulk', { key: officer, body: { items } });
    expect(response.body).toMatchObject({ created: 2, rejected: 2 });
    expect(response.body.items[2].problems[0].path).toBe('/kind');
    const again = await world.ask('post', '/employers/bulk', {
      key: officer,
      body: { items: [employerBody(8)] },
    });
    expect(again.body).toMatchObject({ unchanged: 1 });
  });

  it('are listed by kind', async () => {
    await make(world, officer, '/employers', employerBody(11, { kind: 'workshop' }));
    const response = await world.ask('get', '/employers?kind=workshop', { key: officer });
    expect(response.body.items).toHaveLength(1);
  });

  it('that nobody knows are 404', async () => {
    for (const method of ['get', 'delete'] as const) {
      expect((await world.ask(method, '/employers/E999999', { key: officer })).status).toBe(404);
    }
  });
});
