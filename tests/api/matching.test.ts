import { beforeAll, describe, expect, it } from 'vitest';
import { runShard } from '../../src/flows/runs/run-shard.ts';
import { publishRun } from '../../src/flows/runs/publish-run.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, LONGXI, make, openingBody, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
let welder: string;
let neighbor: string;
let near: string;
let far: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  for (const serial of [1, 2]) await make(world, officer, '/employers', employerBody(serial));
  near = await make(world, officer, '/openings', openingBody(1));
  far = await make(world, officer, '/openings', openingBody(2, { placeCode: '350100' }));
  welder = await make(world, officer, '/laborers', laborerBody(1));
  neighbor = await make(world, officer, '/laborers', laborerBody(2, { homeCode: WUSHAN }));
  await make(world, officer, '/laborers', laborerBody(3, { list: 'employed' }));
});

type Parts = Record<string, number>;

function sum(parts: Parts): number {
  return Object.values(parts).reduce((total, part) => total + part, 0);
}

describe('recommendations', () => {
  it('rank the nearer of two equal openings first; parts add up to the score', async () => {
    const { body } = await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer });
    expect(body.source).toBe('live');
    expect(body.items.map((one: { opening: { id: string } }) => one.opening.id)).toEqual([near, far]);
    for (const item of body.items) expect(sum(item.parts)).toBe(item.score);
    expect(body.items[0]).toMatchObject({
      rank: 1,
      opening: { employerName: '测试企业1', placeName: '甘肃省定西市陇西县' },
    });
    expect(body.items[0].summary.zh).not.toBe('');
  });

  it('leave out what was withdrawn or stopped at once', async () => {
    const id = await make(world, officer, '/openings', openingBody(1, { openingNo: 'X' }));
    const ids = async (): Promise<string[]> =>
      (await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer })).body.items.map(
        (one: { opening: { id: string } }) => one.opening.id,
      );
    expect(await ids()).toContain(id);
    await world.ask('delete', `/openings/${id}`, { key: officer });
    expect(await ids()).not.toContain(id);
  });

  it('of somebody who took back her consent are empty, with the reason', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(4));
    await world.ask('put', `/laborers/${id}/consent`, { key: officer, body: { consent: 'withdrawn' } });
    const { body } = await world.ask('get', `/laborers/${id}/recommendations`, { key: officer });
    expect(body.items).toEqual([]);
    expect(body.reasons).toContainEqual({
      code: 'CONSENT_WITHDRAWN',
      message: { zh: '已撤回匹配同意', en: 'consent taken back' },
      count: 2,
    });
    await world.ask('delete', `/laborers/${id}`, { key: officer });
  });

  it.each(['k=0', 'k=1001', 'k=ten', 'live=maybe', 'K=3'])('refuse ?%s', async (query) => {
    const response = await world.ask('get', `/laborers/${welder}/recommendations?${query}`, { key: officer });
    expect(response.status).toBe(400);
  });
});

describe('a shortlist', () => {
  it('holds the willing laborers of the key’s areas, filtered before the top K', async () => {
    const all = await world.ask('get', `/openings/${near}/shortlist`, { key: officer });
    expect(all.body.items.map((one: { laborer: { id: string } }) => one.laborer.id)).toEqual([
      welder,
      neighbor,
    ]);
    const local = await world.key('reader', ['6205']);
    const mine = await world.ask('get', `/openings/${near}/shortlist?k=1`, { key: local });
    expect(mine.body.items.map((one: { laborer: { id: string } }) => one.laborer.id)).toEqual([neighbor]);
    expect(mine.body.considered).toBe(1);
  });

  it('narrows to an area, and is empty for an area outside the key’s', async () => {
    const narrowed = await world.ask('get', `/openings/${near}/shortlist?area=${LONGXI}`, { key: officer });
    expect(narrowed.body.items).toHaveLength(1);
    const local = await world.key('reader', ['6205']);
    const outside = await world.ask('get', `/openings/${near}/shortlist?area=${LONGXI}`, { key: local });
    expect(outside.body).toMatchObject({ items: [], considered: 0 });
  });

  it('counts the reasons where it is shorter than K', async () => {
    const strict = await make(
      world,
      officer,
      '/openings',
      openingBody(2, { openingNo: 'OLD', ageMin: 60, ageMax: 70 }),
    );
    const { body } = await world.ask('get', `/openings/${strict}/shortlist`, { key: officer });
    expect(body.reasons).toContainEqual(expect.objectContaining({ code: 'AGE_OUT_OF_RANGE', count: 2 }));
    await world.ask('delete', `/openings/${strict}`, { key: officer });
  });

  it('of a withdrawn opening is refused as an explanation of its pairs is', async () => {
    const id = await make(world, officer, '/openings', openingBody(2, { openingNo: 'GONE' }));
    await world.ask('delete', `/openings/${id}`, { key: officer });
    for (const path of [`/openings/${id}/shortlist`, `/pairs/${welder}/${id}`]) {
      const response = await world.ask('get', path, { key: officer });
      expect({ path, status: response.status, code: problemOf(response).code }).toEqual({
        path,
        status: 409,
        code: 'OPENING_WITHDRAWN',
      });
    }
  });

  it('shows masked numbers only', async () => {
    const { text } = await world.ask('get', `/openings/${near}/shortlist`, { key: officer });
    expect(text).not.toMatch(/\d{17}[\dX]/);
    expect(text).not.toMatch(/1[3-9]\d{9}/);
  });
});

describe('a pair', () => {
  it('says of every rule whether it passed, and of every part how it came', async () => {
    const { body } = await world.ask('get', `/pairs/${welder}/${near}`, { key: officer });
    expect(body.isEligible).toBe(true);
    expect(
      body.rules.every(
        (rule: { sentence: { zh: string; en: string } }) => rule.sentence.zh && rule.sentence.en,
      ),
    ).toBe(true);
    const points = body.parts.reduce((total: number, part: { points: number }) => total + part.points, 0);
    expect(points).toBe(body.score);
  });

  it('has the score of the list', async () => {
    const list = await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer });
    for (const item of list.body.items) {
      const pair = await world.ask('get', `/pairs/${welder}/${item.opening.id}`, { key: officer });
      expect(pair.body.exactScore).toBe(item.exactScore);
    }
  });

  it('of an unknown laborer or opening is 404, of a malformed id 400', async () => {
    expect((await world.ask('get', `/pairs/L999999/${near}`, { key: officer })).status).toBe(404);
    expect((await world.ask('get', `/pairs/${welder}/O999999`, { key: officer })).status).toBe(404);
    expect((await world.ask('get', `/pairs/${near}/${welder}`, { key: officer })).status).toBe(400);
  });
});

describe('runs', () => {
  it('start once per request id, show progress, and publish lists that are then read', async () => {
    const body = { requestId: 'test-run-1', topK: 10 };
    const started = await world.ask('post', '/runs', { key: officer, body });
    expect(started.status).toBe(202);
    const id = started.body.id as RunId;
    expect(started.get('Location')).toBe(`/api/v1/runs/${id}`);
    const again = await world.ask('post', '/runs', { key: officer, body });
    expect([again.status, again.body.id]).toEqual([200, id]);
    for (let shard = 0; shard <= started.body.progress.shards; shard += 1) {
      await runShard(world.context, { runId: id, shard, worker: 'test' });
    }
    await publishRun(world.context, id);
    const done = await world.ask('get', `/runs/${id}`, { key: officer });
    expect(done.body).toMatchObject({ state: 'published', progress: { laborers: 2, laborersDone: 2 } });
    const list = await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer });
    expect(list.body).toMatchObject({ source: 'published', runId: id, countedIn: id });
    const live = await world.ask('get', `/laborers/${welder}/recommendations?live=true`, { key: officer });
    expect(live.body.items).toEqual(list.body.items);
  });

  it('of which nothing holds any more give the reason of now, not that of the run', async () => {
    const consent = async (given: string) =>
      await world.ask('put', `/laborers/${welder}/consent`, { key: officer, body: { consent: given } });
    await consent('withdrawn');
    const { body } = await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer });
    expect(body).toMatchObject({ source: 'live', runId: null, countedIn: null, items: [] });
    expect(body.reasons[0]).toMatchObject({ code: 'CONSENT_WITHDRAWN', message: { zh: '已撤回匹配同意' } });
    await consent('given');
    const again = await world.ask('get', `/laborers/${welder}/recommendations`, { key: officer });
    expect(again.body.source).toBe('published');
  });

  it('may be started inside the key’s areas only, and are seen where they touch them', async () => {
    const local = await world.key('officer', ['6205']);
    const refused = await world.ask('post', '/runs', { key: local, body: {} });
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'AREA_OUT_OF_SCOPE']);
    const own = await world.ask('post', '/runs', { key: local, body: { scope: '620524' } });
    expect(own.status).toBe(202);
    const elsewhere = await world.key('reader', ['6201']);
    expect((await world.ask('get', `/runs/${own.body.id}`, { key: elsewhere })).status).toBe(404);
    const listed = await world.ask('get', '/runs', { key: elsewhere });
    expect(listed.body.items.map((one: { scope: string }) => one.scope)).toEqual(['']);
  });

  it('take the request’s own id when the body has none', async () => {
    const headers = { 'X-Request-Id': 'run-from-header' };
    const one = await world.ask('post', '/runs', { key: officer, body: {}, headers });
    const two = await world.ask('post', '/runs', { key: officer, body: {}, headers });
    expect(two.body.id).toBe(one.body.id);
  });

  it('are refused with an unknown profile and with a scope that is none', async () => {
    expect((await world.ask('post', '/runs', { key: officer, body: { profile: 'nobody' } })).status).toBe(
      404,
    );
    expect((await world.ask('post', '/runs', { key: officer, body: { scope: '123' } })).status).toBe(400);
  });

  it('that nobody knows are 404', async () => {
    expect((await world.ask('get', '/runs/R999999', { key: officer })).status).toBe(404);
  });
});
