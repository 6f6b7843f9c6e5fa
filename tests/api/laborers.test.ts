import { beforeAll, describe, expect, it } from 'vitest';
import { maskPhone } from '../../src/domain/id-number.ts';
import type { LaborerId } from '../../src/domain/ids.ts';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

const LONGXI = '621122';
const WUSHAN = '620524';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
});

function person(serial: number, change: object = {}): object {
  return {
    idNumber: idNumberOf(serial),
    phone: phoneOf(serial),
    name: '样例一',
    homeCode: LONGXI,
    list: 'willing',
    ...change,
  };
}

async function register(serial: number, change: object = {}): Promise<string> {
  const response = await world.ask('post', '/laborers', { key: officer, body: person(serial, change) });
  expect(response.status).toBe(201);
  return (response.body as { id: string }).id;
}

describe('registering a laborer', () => {
  it('gives her back masked, with place and list', async () => {
    const response = await world.ask('post', '/laborers', {
      key: officer,
      body: person(1, {
        holdings: [{ code: 'welder', level: 'able' }],
        certificates: ['cert:welding'],
        intention: { areas: ['120000'], tiers: ['interprovincial'], wageFloorCnyPerMonth: 4_000 },
        remarks: '电话 19900000001 找我',
      }),
    });
    expect(response.status).toBe(201);
    expect(response.get('Location')).toBe(`/api/v1/laborers/${response.body.id}`);
    expect(response.get('ETag')).toMatch(/^"v1\.[0-9a-f]+"$/);
    expect(response.body).toMatchObject({
      name: '样例一',
      homeName: '甘肃省定西市陇西县',
      list: 'willing',
      birthMonth: '1970-01',
      phoneMasked: '199****0001',
      remarks: '电话 … 找我',
    });
    expect(JSON.stringify(response.body)).not.toContain(idNumberOf(1));
    expect(JSON.stringify(response.body)).not.toContain(phoneOf(1));
  });

  it('refuses an ID number that is known already', async () => {
    await register(2);
    const response = await world.ask('post', '/laborers', { key: officer, body: person(2) });
    expect(response.status).toBe(409);
    expect(problemOf(response).code).toBe('LABORER_EXISTS');
  });

  it('refuses a false check character without repeating the number', async () => {
    const sound = idNumberOf(3);
    const wrong = sound.slice(0, 17) + (sound.endsWith('X') ? '0' : 'X');
    const response = await world.ask('post', '/laborers', {
      key: officer,
      body: person(3, { idNumber: wrong }),
    });
    expect(response.status).toBe(400);
    expect(problemOf(response).problems.map((one) => one.path)).toEqual(['/idNumber']);
    expect(response.text).not.toContain(wrong.slice(0, 14));
  });

  it('names every code that is not in the tables', async () => {
    const response = await world.ask('post', '/laborers', {
      key: officer,
      body: person(4, {
        homeCode: '629999',
        holdings: [{ code: 'astronaut', level: 'able' }],
        certificates: ['cert:none'],
        intention: { areas: ['999999'], wishedOccupations: ['pirate'] },
      }),
    });
    expect(problemOf(response).problems.map((one) => one.path)).toEqual([
      '/homeCode',
      '/holdings/0/code',
      '/certificates/0',
      '/intention/areas/0',
      '/intention/wishedOccupations/0',
    ]);
  });

  it('names an unknown field', async () => {
    const response = await world.ask('post', '/laborers', {
      key: officer,
      body: person(5, { nickname: 'x' }),
    });
    expect(response.status).toBe(400);
    expect(problemOf(response).problems).toEqual([
      { path: '/nickname', message: { zh: '未知字段 nickname', en: 'Unknown field nickname' } },
    ]);
  });

  it('refuses a home outside the key’s areas', async () => {
    const local = await world.key('officer', ['6205']);
    const response = await world.ask('post', '/laborers', { key: local, body: person(6) });
    expect(response.status).toBe(403);
    expect(problemOf(response).code).toBe('AREA_OUT_OF_SCOPE');
  });
});

describe('a laborer outside the key’s areas', () => {
  it('does not exist for any endpoint', async () => {
    const id = await register(10);
    const local = await world.key('admin', ['6205']);
    const answers = [
      await world.ask('get', `/laborers/${id}`, { key: local }),
      await world.ask('delete', `/laborers/${id}`, { key: local }),
      await world.ask('put', `/laborers/${id}/consent`, { key: local, body: { consent: 'given' } }),
      await world.ask('post', `/laborers/${id}/contact`, { key: local, body: { purpose: '电话通知' } }),
      await world.ask('get', `/laborers/${id}/recommendations`, { key: local }),
      await world.ask('put', `/laborers/${id}`, {
        key: local,
        body: { name: '改名', homeCode: WUSHAN },
        headers: { 'If-Match': '"v1"' },
      }),
      await world.ask('post', '/laborers/search', { key: local, body: { idNumber: idNumberOf(10) } }),
    ];
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: answers.length }, () => 404));
  });

  it('is not in its listing', async () => {
    await register(11);
    const inWushan = await register(12, { homeCode: WUSHAN });
    const local = await world.key('reader', ['6205']);
    const response = await world.ask('get', '/laborers', { key: local });
    expect(response.body.items.map((one: { id: string }) => one.id)).toEqual([inWushan]);
    const other = await world.ask('get', `/laborers?area=${LONGXI}`, { key: local });
    expect(other.body).toEqual({ items: [], next: null });
  });

  it('is not changed by a bulk request', async () => {
    const id = await register(13);
    const local = await world.key('officer', ['6205']);
    const response = await world.ask('post', '/laborers/bulk', {
      key: local,
      body: { items: [person(13, { homeCode: WUSHAN, name: '拐走' })] },
    });
    expect(response.body.items[0]).toMatchObject({ status: 'rejected', code: 'AREA_OUT_OF_SCOPE' });
    expect((await world.ask('get', `/laborers/${id}`, { key: officer })).body.name).toBe('样例一');
  });
});

describe('versions', () => {
  it('answers 304 while nothing changed', async () => {
    const id = await register(20);
    const first = await world.ask('get', `/laborers/${id}`, { key: officer });
    const tag = first.get('ETag')!;
    const again = await world.ask('get', `/laborers/${id}`, {
      key: officer,
      headers: { 'If-None-Match': tag },
    });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
  });

  it('changes with the version that was read, and refuses a second change with it', async () => {
    const id = await register(21);
    const tag = (await world.ask('get', `/laborers/${id}`, { key: officer })).get('ETag')!;
    const change = { name: '样例改', homeCode: LONGXI, education: 'junior' };
    const headers = { 'If-Match': tag };
    const changed = await world.ask('put', `/laborers/${id}`, { key: officer, body: change, headers });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: '样例改', education: 'junior', birthMonth: '1970-01' });
    const late = await world.ask('put', `/laborers/${id}`, { key: officer, body: change, headers });
    expect([late.status, problemOf(late).code]).toEqual([409, 'CHANGED_MEANWHILE']);
  });

  it('tells the second of two officers who changed what, field by field and masked, and writes nothing of theirs', async () => {
    const id = await register(24, { education: 'junior', remarks: '电话 19900000024' });
    const tag = (await world.ask('get', `/laborers/${id}`, { key: officer })).get('ETag')!;
    const other = await world.key('officer');
    const headers = { 'If-Match': tag };
    const first = { name: '样例一', homeCode: LONGXI, education: 'senior', phone: phoneOf(124) };
    expect((await world.ask('put', `/laborers/${id}`, { key: other, body: first, headers })).status).toBe(
      200,
    );
    const second = { name: '样例一', homeCode: LONGXI, education: 'college', phone: phoneOf(224) };
    const late = await world.ask('put', `/laborers/${id}`, { key: officer, body: second, headers });
    expect(late.status).toBe(409);
    const { difference, code } = problemOf(late);
    expect(code).toBe('CHANGED_MEANWHILE');
    expect(difference).toMatchObject({ yourVersion: 1, currentVersion: 2 });
    const changes = Object.fromEntries(difference!.changes.map((one) => [one.field, one]));
    expect(Object.keys(changes).toSorted()).toEqual(['education', 'phone', 'remarks']);
    expect(changes.education).toMatchObject({
      label: { zh: '文化程度', en: 'education' },
      now: 'senior',
      yours: 'college',
      changedBy: expect.stringMatching(/^key:K\d+$/),
    });
    expect(changes.phone).toMatchObject({ now: maskPhone(phoneOf(124)), yours: maskPhone(phoneOf(224)) });
    expect(late.text).not.toMatch(/199\d{8}/);
    const now = await world.ask('get', `/laborers/${id}`, { key: officer });
    expect(now.body).toMatchObject({ education: 'senior', phoneMasked: maskPhone(phoneOf(124)), version: 2 });
  });

  it('lets exactly one of two changes at the same moment through', async () => {
    const id = await register(25);
    const tag = (await world.ask('get', `/laborers/${id}`, { key: officer })).get('ETag')!;
    const put = async (education: string) =>
      await world.ask('put', `/laborers/${id}`, {
        key: officer,
        body: { name: '样例一', homeCode: LONGXI, education },
        headers: { 'If-Match': tag },
      });
    const answers = await Promise.all([put('senior'), put('college'), put('bachelor')]);
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const lost = answers.find((one) => one.status === 409)!;
    expect(problemOf(lost).difference?.changes.map((one) => one.field)).toEqual(['education']);
  });

  it('changes the phone only where one is given, audits that, and never shows it whole', async () => {
    const id = await register(23);
    const put = async (change: object) => {
      const tag = (await world.ask('get', `/laborers/${id}`, { key: officer })).get('ETag')!;
      const body = { name: '样例改', homeCode: LONGXI, ...change };
      return await world.ask('put', `/laborers/${id}`, { key: officer, body, headers: { 'If-Match': tag } });
    };
    const phoneNow = async () => (await world.context.db.stores.laborers.reveal(id as LaborerId))?.phone;
    expect((await put({})).status).toBe(200);
    expect(await phoneNow()).toBe(phoneOf(23));
    const changed = await put({ phone: phoneOf(123) });
    expect(changed.body.phoneMasked).toBe(maskPhone(phoneOf(123)));
    expect(await phoneNow()).toBe(phoneOf(123));
    expect((await put({ phone: '12345' })).status).toBe(400);
    expect((await put({ phone: null })).body.phoneMasked).toBeNull();
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.filter((entry) => entry.action === 'laborer.phone')).toHaveLength(2);
  });

  it('asks for If-Match, and for a real one', async () => {
    const id = await register(22);
    const body = { name: '样例改', homeCode: LONGXI };
    const without = await world.ask('put', `/laborers/${id}`, { key: officer, body });
    expect([without.status, problemOf(without).code]).toEqual([428, 'IF_MATCH_REQUIRED']);
    const odd = await world.ask('put', `/laborers/${id}`, {
      key: officer,
      body,
      headers: { 'If-Match': '"abc"' },
    });
    expect([odd.status, problemOf(odd).code]).toEqual([400, 'IF_MATCH_INVALID']);
  });
});

describe('the listing', () => {
  it('pages through everybody once', async () => {
    const lanzhou = await world.key('reader', ['6201']);
    const made: string[] = [];
    for (const serial of [30, 31, 32, 33, 34]) made.push(await register(serial, { homeCode: '620102' }));
    const seen: string[] = [];
    let path = '/laborers?limit=2';
    for (let pages = 0; pages < 5; pages += 1) {
      const { items, next } = (await world.ask('get', path, { key: lanzhou })).body as {
        items: { id: string }[];
        next: string | null;
      };
      seen.push(...items.map((one) => one.id));
      if (next === null) break;
      path = `/laborers?limit=2&after=${next}`;
    }
    expect(seen).toEqual(made);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'after=%27', 'area=6', 'list=maybe', 'sort=name'])(
    'refuses ?%s with a problem that names the parameter',
    async (query) => {
      const response = await world.ask('get', `/laborers?${query}`, { key: officer });
      expect(response.status).toBe(400);
      expect(problemOf(response).problems[0]?.path).toBe(`/${query.split('=')[0]}`);
    },
  );

  it('refuses a cursor of another listing', async () => {
    const response = await world.ask('get', '/laborers?after=O1', { key: officer });
    expect([response.status, problemOf(response).code]).toEqual([400, 'CURSOR_INVALID']);
  });

  it('filters by list', async () => {
    const id = await register(40, { homeCode: '620802', list: 'employed' });
    const key = await world.key('reader', ['6208']);
    expect((await world.ask('get', '/laborers?list=employed', { key })).body.items).toHaveLength(1);
    expect((await world.ask('get', '/laborers?list=willing', { key })).body.items).toEqual([]);
    expect(id).toMatch(/^L/);
  });
});

describe('a bulk request', () => {
  it('gives every record a status of its own', async () => {
    await register(50);
    const response = await world.ask('post', '/laborers/bulk', {
      key: officer,
      body: {
        items: [
          person(51),
          person(50),
          person(50),
          { name: 'x' },
          person(52, { homeCode: '000000' }),
          person(53, { extra: 1 }),
        ],
      },
    });
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ created: 1, rejected: 4 });
    expect(
      response.body.items.map((one: { index: number; status: string; code?: string }) => [
        one.index,
        one.status,
        one.code,
      ]),
    ).toEqual([
      [0, 'created', undefined],
      [1, 'unchanged', undefined],
      [2, 'rejected', 'TWICE_IN_REQUEST'],
      [3, 'rejected', 'INVALID_INPUT'],
      [4, 'rejected', 'INVALID_INPUT'],
      [5, 'rejected', 'INVALID_INPUT'],
    ]);
    expect(response.text).not.toContain(idNumberOf(51));
  });

  it('keeps the wishes and flags that a record does not mention, and takes an empty list for an answer', async () => {
    const wishes = {
      areas: ['120000', '621100'],
      tiers: ['interprovincial'],
      wishedOccupations: ['welder'],
      refusedOccupations: ['cook'],
      wageFloorCnyPerMonth: 4_500,
    };
    const id = await register(55, { intention: wishes, flags: { monitored: true, relocated: true } });
    const update = async (change: object): Promise<unknown> => {
      const items = [{ idNumber: idNumberOf(55), name: '样例一', homeCode: LONGXI, ...change }];
      await world.ask('post', '/laborers/bulk', { key: officer, body: { items } });
      return (await world.ask('get', `/laborers/${id}`, { key: officer })).body;
    };
    const flags = { monitored: true, relocated: true };
    const updated = await update({ education: 'senior' });
    expect(updated).toMatchObject({ education: 'senior', intention: wishes });
    // What nobody said of a flag is not a no.
    expect(updated).toHaveProperty('flags', flags);
    expect(await update({ intention: { tiers: ['county'] }, flags: { monitored: false } })).toMatchObject({
      intention: { ...wishes, tiers: ['county'] },
      flags: { monitored: false, relocated: true },
    });
    expect(await update({ intention: { areas: [] } })).toMatchObject({
      intention: { ...wishes, areas: [], tiers: ['county'] },
    });
  });

  it('refuses an empty list and a list that is too long', async () => {
    const few = await world.ask('post', '/laborers/bulk', { key: officer, body: { items: [] } });
    const many = await world.ask('post', '/laborers/bulk', {
      key: officer,
      body: { items: Array.from({ length: 201 }, () => ({})) },
    });
    expect([few.status, many.status]).toEqual([400, 400]);
  });
});

describe('finding, consent and removal', () => {
  it('finds a person by ID number in the body, also with a small x', async () => {
    let serial = 60;
    while (!idNumberOf(serial).endsWith('X')) serial += 1;
    const id = await register(serial);
    const response = await world.ask('post', '/laborers/search', {
      key: officer,
      body: { idNumber: idNumberOf(serial).toLowerCase() },
    });
    expect(response.body.id).toBe(id);
  });

  it('finds a person by the old number of 15 digits, and registers nobody twice under it', async () => {
    const id = await register(61);
    const number = idNumberOf(61);
    const old = number.slice(0, 6) + number.slice(8, 17);
    const found = await world.ask('post', '/laborers/search', { key: officer, body: { idNumber: old } });
    expect(found.body.id).toBe(id);
    const again = await world.ask('post', '/laborers', { key: officer, body: person(61, { idNumber: old }) });
    expect(problemOf(again).code).toBe('LABORER_EXISTS');
  });

  it('says 404 for an ID number that nobody has, without repeating it', async () => {
    const response = await world.ask('post', '/laborers/search', {
      key: officer,
      body: { idNumber: idNumberOf(999) },
    });
    expect(response.status).toBe(404);
    expect(response.text).not.toContain(idNumberOf(999));
  });

  it('notes consent and audits it', async () => {
    const id = await register(80);
    const response = await world.ask('put', `/laborers/${id}/consent`, {
      key: officer,
      body: { consent: 'withdrawn' },
    });
    expect(response.body.matchConsent).toBe('withdrawn');
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.map((one) => one.action)).toContain('consent.withdrawn');
  });

  it('removes a person from every answer, and keeps the audit', async () => {
    const id = await register(81);
    expect((await world.ask('delete', `/laborers/${id}`, { key: officer })).status).toBe(204);
    expect((await world.ask('get', `/laborers/${id}`, { key: officer })).status).toBe(404);
    expect((await world.ask('delete', `/laborers/${id}`, { key: officer })).status).toBe(404);
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.map((one) => one.action)).toContain('laborer.remove');
  });

  it.each(['/laborers/12', '/laborers/O12', '/laborers/L0', '/laborers/L99999999999', '/laborers/L1x'])(
    'says what an id looks like for %s',
    async (path) => {
      const response = await world.ask('get', path, { key: officer });
      expect(response.status).toBe(400);
      expect(problemOf(response).problems[0]?.path).toBe('/laborerId');
    },
  );
});
