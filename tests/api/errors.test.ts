import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { openApiWorld, problemOf, worldOver, type ApiWorld } from './api-world.ts';
import { idNumberOf } from '../db/builders.ts';

let world: ApiWorld;
let admin: string;

beforeAll(async () => {
  world = await openApiWorld();
  admin = await world.key('admin');
});

function raw(body: string, type = 'application/json'): request.Test {
  return request(world.app)
    .post('/api/v1/laborers')
    .set('Authorization', `Bearer ${admin}`)
    .set('Content-Type', type)
    .send(body);
}

describe('a problem', () => {
  it('says in both languages what is wrong and what to do, with the request’s id', async () => {
    const response = await world.ask('get', '/laborers/L999', {
      key: admin,
      headers: { 'X-Request-Id': 'my-request-7' },
    });
    const problem = problemOf(response);
    expect(problem).toMatchObject({
      status: 404,
      code: 'LABORER_UNKNOWN',
      requestId: 'my-request-7',
      type: 'urn:longqiao:problem:LABORER_UNKNOWN',
    });
    expect(problem.detail.startsWith(problem.message.zh)).toBe(true);
    expect(problem.remedy?.zh).toBeTruthy();
  });

  it('takes no request id that could be someone’s number, or is none', async () => {
    for (const id of [idNumberOf(1), 'id 13900000001'.replace(' ', '-'), 'a b', 'x'.repeat(65)]) {
      const response = await world.ask('get', '/laborers/L999', {
        key: admin,
        headers: { 'X-Request-Id': id },
      });
      expect(response.get('X-Request-Id')).not.toBe(id);
    }
  });

  it('never repeats what is in the path', async () => {
    const response = await world.ask('get', `/laborers/${idNumberOf(5)}`, { key: admin });
    expect(response.status).toBe(400);
    expect(response.text).not.toContain(idNumberOf(5));
  });
});

describe('a wrong field', () => {
  it.each([
    ['an id', 'get', '/laborers/12', undefined, ['编号形如 L12']],
    ['an area', 'get', '/laborers?area=620', undefined, ['区划前缀须为 2、4、6、9 或 12 位数字']],
    ['a cursor', 'get', '/laborers?after=!', undefined, ['请原样填上一页的 next']],
    ['a limit', 'get', '/laborers?limit=0', undefined, ['不能小于 1']],
    ['a purpose', 'post', '/laborers/L1/contact', { purpose: '' }, ['不能为空']],
    [
      'a day',
      'post',
      '/laborers',
      { listFrom: '2026-02-30' },
      ['应为真实日期，写成 年-月-日，如 2026-12-01'],
    ],
    ['a length', 'post', '/laborers/search', { idNumber: '1' }, ['至少 15 个字符']],
    ['a type', 'post', '/laborers/search', { idNumber: 1 }, ['应为文本']],
    ['an empty list', 'post', '/laborers/bulk', { items: [] }, ['至少 1 项']],
  ] as const)(
    'such as %s is told in words, once, without a pattern',
    async (_name, method, path, body, said) => {
      const response = await world.ask(method, path, { key: admin, body });
      const { status, problems } = problemOf(response);
      expect(status).toBe(400);
      expect(problems.map((one) => one.message.zh)).toEqual(expect.arrayContaining([...said]));
      for (const { message } of problems) expect(`${message.zh} ${message.en}`).not.toMatch(/[\^\\{}]/);
      expect(new Set(problems.map((one) => one.path)).size).toBe(problems.length);
    },
  );
});

describe('a body', () => {
  it.each([
    ['malformed', '{"idNumber": ', 'application/json', 400, 'JSON_MALFORMED'],
    ['empty', '', 'application/json', 400, 'INVALID_INPUT'],
    ['a bare word', '"x"', 'application/json', 400, 'JSON_MALFORMED'],
    ['an array', '[]', 'application/json', 400, 'INVALID_INPUT'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['too large', `{"name": "${'x'.repeat(5_000_000)}"}`, 'application/json', 413, 'BODY_TOO_LARGE'],
    ['in another charset', '{}', 'application/json; charset=gb2312', 400, 'REQUEST_UNREADABLE'],
  ])('that is %s', async (_name, body, type, status, code) => {
    const response = await raw(body, type);
    expect([response.status, problemOf(response).code]).toEqual([status, code]);
  });

  it('that is missing altogether', async () => {
    const response = await world.ask('post', '/laborers', { key: admin });
    expect([response.status, problemOf(response).code]).toEqual([400, 'BODY_MISSING']);
  });

  it('that tries to pollute a prototype is an unknown field', async () => {
    const response = await raw('{"__proto__": {"role": "admin"}, "constructor": 1}');
    expect(response.status).toBe(400);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });
});

describe('paths and methods', () => {
  it.each(['/api/v1/nothing', '/nothing', '/api/v2/laborers', '/api/v1/laborers/L1/friends'])(
    '%s is not there',
    async (path) => {
      const response = await request(world.app).get(path);
      expect([response.status, problemOf(response).code]).toEqual([404, 'PATH_UNKNOWN']);
    },
  );

  it('a path that cannot be decoded is 400', async () => {
    const response = await request(world.app)
      .get('/api/v1/laborers/%E0%A4%A')
      .set('Authorization', `Bearer ${admin}`);
    expect(response.status).toBe(400);
  });

  it('another method is 405 and says which are taken', async () => {
    const response = await request(world.app)
      .patch('/api/v1/laborers')
      .set('Authorization', `Bearer ${admin}`);
    expect([response.status, problemOf(response).code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(response.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
  });

  it('OPTIONS says the same without a key', async () => {
    const response = await request(world.app).options('/api/v1/laborers');
    expect([response.status, response.get('Allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
  });

  it('HEAD is GET without a body, and wants a key too', async () => {
    const head = await request(world.app).head('/api/v1/laborers').set('Authorization', `Bearer ${admin}`);
    expect([head.status, head.text]).toEqual([200, undefined]);
    expect((await request(world.app).head('/api/v1/laborers')).status).toBe(401);
  });
});

describe('a surprise', () => {
  it('is 500 without details, and logged without numbers', async () => {
    const secretive = new Error(`row of ${idNumberOf(7)} is odd`);
    const { db, queue } = world.context;
    const broken = worldOver({
      db: {
        ...db,
        stores: { ...db.stores, laborers: { ...db.stores.laborers, list: () => Promise.reject(secretive) } },
      },
      queue,
    });
    const response = await broken.ask('get', '/laborers', { key: admin });
    expect([response.status, problemOf(response).code]).toEqual([500, 'INTERNAL']);
    expect(response.text).not.toContain('odd');
    const logged = JSON.stringify(broken.logged);
    expect(logged).toContain('is odd');
    expect(logged).not.toContain(idNumberOf(7));
  });

  it('that Node reports about a connection is 503', async () => {
    const { db, queue } = world.context;
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const broken = worldOver({
      db: {
        ...db,
        stores: { ...db.stores, employers: { ...db.stores.employers, list: () => Promise.reject(refused) } },
      },
      queue,
    });
    const response = await broken.ask('get', '/employers', { key: admin });
    expect([response.status, problemOf(response).code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(Number(response.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('that a flow names keeps its code', async () => {
    const { db, queue } = world.context;
    const conflict = new AppError({
      kind: 'conflict',
      code: 'TRY_AGAIN',
      message: { zh: '同时', en: 'at once' },
    });
    const broken = worldOver({
      db: {
        ...db,
        stores: { ...db.stores, openings: { ...db.stores.openings, list: () => Promise.reject(conflict) } },
      },
      queue,
    });
    const response = await broken.ask('get', '/openings', { key: admin });
    expect([response.status, problemOf(response).code]).toEqual([409, 'TRY_AGAIN']);
  });
});

describe('too many requests', () => {
  it('of one key are 429 with Retry-After; another key goes on', async () => {
    const limited = worldOver(world.context, { requestsPerMinute: 3 });
    const [one, two] = [await limited.key('reader'), await limited.key('reader')];
    for (let count = 0; count < 3; count += 1)
      expect((await limited.ask('get', '/runs', { key: one })).status).toBe(200);
    const refused = await limited.ask('get', '/runs', { key: one });
    expect([refused.status, problemOf(refused).code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    expect((await limited.ask('get', '/runs', { key: two })).status).toBe(200);
  });
});
