import { beforeAll, describe, expect, it } from 'vitest';
import { creditCodeOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  await make(world, officer, '/employers', employerBody(1));
  await make(world, officer, '/employers', employerBody(2, { name: '用工企业' }));
});

describe('openings', () => {
  it('come back with names, places left and the legal gates of their occupation', async () => {
    const id = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { worksiteCreditCode: creditCodeOf(2), filled: 2, openingNo: 'A' }),
    );
    const { body } = await world.ask('get', `/openings/${id}`, { key: officer });
    expect(body).toMatchObject({
      employerName: '测试企业1',
      worksiteName: '用工企业',
      placeName: '甘肃省定西市陇西县',
      remaining: 3,
      isWithdrawn: false,
    });
    expect(body.gates.some((gate: { kind: string }) => gate.kind === 'legal')).toBe(true);
  });

  it('are refused with an unknown employer, occupation, place and contradicting ranges', async () => {
    const response = await world.ask('post', '/openings', {
      key: officer,
      body: openingBody(1, {
        employerCreditCode: creditCodeOf(99),
        occupation: 'pirate',
        placeCode: '000000',
        headcount: 1,
        filled: 2,
        wage: { lowCnyPerMonth: 9_000, highCnyPerMonth: 1 },
        ageMin: 50,
        ageMax: 20,
        opensOn: '2026-05-01',
        closesOn: '2026-04-01',
      }),
    });
    expect(response.status).toBe(400);
    expect(
      problemOf(response)
        .problems.map((one) => one.path)
        .toSorted(),
    ).toEqual([
      '/ageMin',
      '/closesOn',
      '/employerCreditCode',
      '/filled',
      '/occupation',
      '/placeCode',
      '/wage',
      '/worksiteCreditCode',
    ]);
  });

  it('can say one end of a wage, or none', async () => {
    const ends = [{ lowCnyPerMonth: 5_000, words: '5000以上' }, { highCnyPerMonth: 8_000 }];
    for (const wage of ends) {
      const body = openingBody(1, { openingNo: `END-${wage.words ?? ''}`, wage });
      const response = await world.ask('post', '/openings', { key: officer, body });
      expect(response.status).toBe(201);
      expect(response.body.wage).toEqual(wage);
    }
    const body = openingBody(1, { openingNo: 'END', wage: { words: '面议' } });
    const response = await world.ask('post', '/openings', { key: officer, body });
    expect(problemOf(response).problems.map((one) => one.path)).toEqual(['/wage']);
  });

  it.each([
    { headcount: -1 },
    { headcount: 0 },
    { headcount: 1.5 },
    { closesOn: '2026-02-30' },
    { title: '  ' },
    { title: 'a\u0000b' },
  ])('are refused with %j', async (change) => {
    const response = await world.ask('post', '/openings', { key: officer, body: openingBody(1, change) });
    expect(response.status).toBe(400);
    expect(problemOf(response).problems[0]?.path).toBe(`/${Object.keys(change)[0]}`);
  });

  it('flag discriminatory words and do not use them', async () => {
    const body = openingBody(1, { title: '保安（限男性）', occupation: 'security', openingNo: 'D' });
    const created = await world.ask('post', '/openings', { key: officer, body });
    expect(created.body.flaggedWords).toEqual(['限男性']);
  });

  it('are refused twice, by number within the employer', async () => {
    const id = await make(world, officer, '/openings', openingBody(1, { openingNo: 'T' }));
    const response = await world.ask('post', '/openings', {
      key: officer,
      body: openingBody(1, { openingNo: 'T', title: '另一个名字' }),
    });
    expect([response.status, problemOf(response).code]).toEqual([409, 'OPENING_EXISTS']);
    expect(response.text).toContain(id);
    expect((await world.ask('get', `/openings/${id}`, { key: officer })).body.title).toBe('电焊工');
  });

  it('keep places taken and gates when a change does not name them', async () => {
    const id = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { openingNo: 'K', filled: 3, requiredCertificates: ['cert:welding'] }),
    );
    const before = await world.ask('get', `/openings/${id}`, { key: officer });
    const { employerCreditCode: _code, ...change } = openingBody(1, {
      openingNo: 'K',
      title: '高级电焊工',
    }) as Record<string, unknown>;
    const after = await world.ask('put', `/openings/${id}`, {
      key: officer,
      body: change,
      headers: { 'If-Match': before.get('ETag')! },
    });
    expect(after.body).toMatchObject({ title: '高级电焊工', filled: 3, gates: before.body.gates });
  });

  it('are withdrawn, and published again by a change', async () => {
    const id = await make(world, officer, '/openings', openingBody(1, { openingNo: 'W' }));
    expect((await world.ask('delete', `/openings/${id}`, { key: officer })).status).toBe(204);
    const read = await world.ask('get', `/openings/${id}`, { key: officer });
    expect(read.body.isWithdrawn).toBe(true);
    const { employerCreditCode: _code, ...change } = openingBody(1, { openingNo: 'W' }) as Record<
      string,
      unknown
    >;
    const again = await world.ask('put', `/openings/${id}`, {
      key: officer,
      body: change,
      headers: { 'If-Match': read.get('ETag')! },
    });
    expect(again.body.isWithdrawn).toBe(false);
  });

  it('are written in bulk with a status each', async () => {
    const items = [
      openingBody(1, { openingNo: 'B1' }),
      openingBody(1, { openingNo: 'B1', title: '重复' }),
      openingBody(1, { openingNo: 'B2', employerCreditCode: creditCodeOf(98) }),
      { title: '缺字段' },
      openingBody(2, { openingNo: 'B1' }),
    ];
    const response = await world.ask('post', '/openings/bulk', { key: officer, body: { items } });
    expect(response.body.items.map((one: { status: string }) => one.status)).toEqual([
      'created',
      'rejected',
      'rejected',
      'rejected',
      'created',
    ]);
    const again = await world.ask('post', '/openings/bulk', {
      key: officer,
      body: { items: [openingBody(1, { openingNo: 'B1', headcount: 9 })] },
    });
    expect(again.body).toMatchObject({ updated: 1 });
  });

  it('are listed by place, occupation, employer and whether they are open', async () => {
    const closed = await make(
      world,
      officer,
      '/openings',
      openingBody(2, { openingNo: 'L1', placeCode: '350100', closesOn: '2020-01-01' }),
    );
    const open = await make(
      world,
      officer,
      '/openings',
      openingBody(2, { openingNo: 'L2', placeCode: '350100' }),
    );
    const ids = async (query: string): Promise<string[]> =>
      (await world.ask('get', `/openings?${query}`, { key: officer })).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids('area=35')).toEqual([closed, open]);
    expect(await ids('area=35&open=true')).toEqual([open]);
    expect(await ids('area=35&occupation=electrician')).toEqual([]);
    const { employerId } = (await world.ask('get', `/openings/${open}`, { key: officer })).body;
    expect(await ids(`area=35&employerId=${employerId}`)).toEqual([closed, open]);
  });
});
