import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerId, LaborerId } from '../../src/domain/ids.ts';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
let employer: string;
let mine: { id: BrokerId; secret: string };
let other: { id: BrokerId; secret: string };
let serial = 0;
let laborer: string;
let opening: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  mine = await world.broker(['6211']);
  other = await world.broker(['62']);
  employer = await make(world, officer, '/employers', employerBody(1));
});

beforeEach(async () => {
  serial += 1;
  laborer = await make(world, officer, '/laborers', laborerBody(serial));
  opening = await make(world, officer, '/openings', openingBody(1, { openingNo: `N${serial}` }));
});

async function propose(openingId = opening): Promise<string> {
  return await make(world, mine.secret, '/referrals', { laborerId: laborer, openingId });
}

async function move(id: string, body: object, key = mine.secret) {
  return await world.ask('patch', `/referrals/${id}`, { key, body });
}

/** Walks a referral through states that need no reason. */
async function walk(id: string, ...states: string[]): Promise<void> {
  for (const to of states) {
    const body = to === 'contacted' ? { to, contactResult: 'reached' } : { to };
    expect([to, (await move(id, body)).status]).toEqual([to, 200]);
  }
}

describe('proposing', () => {
  it('takes the contact lock; another broker is told so', async () => {
    const id = await propose();
    const refused = await world.ask('post', '/referrals', {
      key: other.secret,
      body: { laborerId: laborer, openingId: opening },
    });
    expect([refused.status, problemOf(refused).code]).toEqual([409, 'CONTACT_LOCKED']);
    const read = await world.ask('get', `/referrals/${id}`, { key: other.secret });
    expect(read.body).toMatchObject({ state: 'proposed', brokerId: mine.id });
    expect(read.body.nextStates).not.toContain('obsolete');
  });

  it('the same opening twice is refused while the first is open', async () => {
    await propose();
    const again = await world.ask('post', '/referrals', {
      key: mine.secret,
      body: { laborerId: laborer, openingId: opening },
    });
    expect([again.status, problemOf(again).code]).toEqual([409, 'REFERRAL_EXISTS']);
  });

  it('needs a broker’s key', async () => {
    const response = await world.ask('post', '/referrals', {
      key: officer,
      body: { laborerId: laborer, openingId: opening },
    });
    expect([response.status, problemOf(response).code]).toEqual([403, 'BROKER_KEY_NEEDED']);
  });

  it('is refused for who took consent back, and for openings that are closed, full, or of a stopped employer', async () => {
    const closed = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { openingNo: `C${serial}`, closesOn: '2020-01-01' }),
    );
    const full = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { openingNo: `F${serial}`, headcount: 1, filled: 1 }),
    );
    const codeOf = async (openingId: string): Promise<string> =>
      problemOf(
        await world.ask('post', '/referrals', { key: mine.secret, body: { laborerId: laborer, openingId } }),
      ).code;
    expect(await codeOf(closed)).toBe('OPENING_CLOSED');
    expect(await codeOf(full)).toBe('OPENING_FULL');
    await world.ask('put', `/employers/${employer}/distress`, {
      key: officer,
      body: { level: 'stop', evidence: '停产' },
    });
    expect(await codeOf(opening)).toBe('EMPLOYER_SUSPENDED');
    await world.ask('put', `/employers/${employer}/distress`, {
      key: officer,
      body: { level: null, evidence: '复工' },
    });
    await world.ask('put', `/laborers/${laborer}/consent`, { key: officer, body: { consent: 'withdrawn' } });
    expect(await codeOf(opening)).toBe('CONSENT_WITHDRAWN');
  });

  it('is refused where the law or a list stands against it, but not for a wish that can be talked over', async () => {
    const codeOf = async (laborerId: string, openingId: string): Promise<string> => {
      const body = { laborerId, openingId };
      const response = await world.ask('post', '/referrals', { key: mine.secret, body });
      return response.status === 201 ? 'PROPOSED' : problemOf(response).code;
    };
    const employed = await make(world, officer, '/laborers', laborerBody(300 + serial, { list: 'employed' }));
    expect(await codeOf(employed, opening)).toBe('NOT_WILLING');
    const uncertified = await make(
      world,
      officer,
      '/laborers',
      laborerBody(400 + serial, { certificates: [] }),
    );
    expect(await codeOf(uncertified, opening)).toBe('CERTIFICATE_MISSING');
    const charging = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { openingNo: `B${serial}`, bars: { takesDeposit: true } }),
    );
    expect(await codeOf(laborer, charging)).toBe('OPENING_BARRED');
    const farAway = await make(
      world,
      officer,
      '/laborers',
      laborerBody(500 + serial, { intention: { areas: [], tiers: ['interprovincial'] } }),
    );
    const pair = await world.ask('get', `/pairs/${farAway}/${opening}`, { key: officer });
    expect(pair.body.isEligible).toBe(false);
    expect(await codeOf(farAway, opening)).toBe('PROPOSED');
  });

  it('a laborer outside the areas is 404', async () => {
    const outside = await make(
      world,
      officer,
      '/laborers',
      laborerBody(900 + serial, { homeCode: '620524' }),
    );
    const response = await world.ask('post', '/referrals', {
      key: mine.secret,
      body: { laborerId: outside, openingId: opening },
    });
    expect(response.status).toBe(404);
  });
});

describe('moving', () => {
  it('goes from proposed to placed, moves her to the employed list and takes a place', async () => {
    const id = await propose();
    await walk(id, 'contacted', 'interviewed', 'accepted', 'departed', 'arrived', 'placed');
    expect((await world.ask('get', `/laborers/${laborer}`, { key: officer })).body.list).toBe('employed');
    expect((await world.ask('get', `/openings/${opening}`, { key: officer })).body.filled).toBe(1);
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.map((entry) => entry.action)).toContain('referral.placed');
  });

  it('a placement makes her other proposals obsolete and gives the lock back', async () => {
    const second = await make(world, officer, '/openings', openingBody(1, { openingNo: `S${serial}` }));
    const [first, rival] = [await propose(), await propose(second)];
    await walk(first, 'contacted', 'accepted', 'departed', 'arrived', 'placed');
    expect((await world.ask('get', `/referrals/${rival}`, { key: mine.secret })).body.state).toBe('obsolete');
    expect(await world.context.db.stores.referrals.lockHolder(laborer as LaborerId)).toBeNull();
  });

  it('a refusal carries its reason, ends the referral, gives the lock back and keeps the opening from her', async () => {
    const id = await propose();
    const without = await move(id, { to: 'refused' });
    expect(problemOf(without).problems[0]?.path).toBe('/refusalReason');
    expect((await move(id, { to: 'refused', refusalReason: 'wage' })).status).toBe(200);
    expect(await world.context.db.stores.referrals.lockHolder(laborer as LaborerId)).toBeNull();
    const list = await world.ask('get', `/laborers/${laborer}/recommendations?k=1000&live=true`, {
      key: officer,
    });
    expect(list.body.items.map((one: { opening: { id: string } }) => one.opening.id)).not.toContain(opening);
    const pair = await world.ask('get', `/pairs/${laborer}/${opening}`, { key: officer });
    expect(pair.body.rules.find((rule: { code: string }) => rule.code === 'REFUSED_BEFORE').verdict).toBe(
      'failed',
    );
  });

  it('keeps the lock while another referral of the broker is open', async () => {
    const second = await make(world, officer, '/openings', openingBody(1, { openingNo: `K${serial}` }));
    const first = await propose();
    await propose(second);
    await move(first, { to: 'refused', refusalReason: 'place' });
    expect(await world.context.db.stores.referrals.lockHolder(laborer as LaborerId)).toBe(mine.id);
  });

  it.each([
    [{ to: 'placed' }, 'MOVE_NOT_ALLOWED', 409],
    [{ to: 'obsolete' }, 'STATE_BY_SYSTEM', 403],
    [{ to: 'contacted' }, 'INVALID_INPUT', 400],
    [{ to: 'contacted', contactResult: 'reached', refusalReason: 'wage' }, 'INVALID_INPUT', 400],
    [{ to: 'expired', employerRefusalReason: 'skill' }, 'INVALID_INPUT', 400],
    [{ to: 'vanished' }, 'INVALID_INPUT', 400],
  ])('%j from proposed is %s', async (body, code, status) => {
    const response = await move(await propose(), body);
    expect([problemOf(response).code, response.status]).toEqual([code, status]);
  });

  it('is refused in words, with the codes to send', async () => {
    const id = await propose();
    const jump = problemOf(await move(id, { to: 'placed' }));
    expect(jump.message.zh).toBe(`${id} 不能从 proposed（已提出）转为 placed（已就业）`);
    expect(jump.remedy?.zh).toContain('contacted（已联系）');
    const silent = problemOf(await move(id, { to: 'contacted' }));
    expect(silent.problems[0]?.message.zh).toContain('no_answer（无人接听）');
    const reader = await world.key('reader');
    const refused = await world.ask('get', '/referrals', { key: reader });
    expect(problemOf(refused).message.zh).toBe('只读（reader）无权查看职业介绍（referral.read）');
    expect(problemOf(refused).remedy?.zh).toContain('经办人员（officer）');
  });

  it('by another broker is refused, by an officer of the area it is not', async () => {
    const id = await propose();
    const body = { to: 'contacted', contactResult: 'no_answer' };
    const refused = await move(id, body, other.secret);
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'NOT_YOUR_REFERRAL']);
    expect((await move(id, body, officer)).status).toBe(200);
    const outside = await world.key('officer', ['6205']);
    expect((await move(id, body, outside)).status).toBe(404);
  });

  it('with a version that is old is refused', async () => {
    const id = await propose();
    const tag = (await world.ask('get', `/referrals/${id}`, { key: mine.secret })).get('ETag')!;
    const body = { to: 'contacted', contactResult: 'call_later' };
    const headers = { 'If-Match': tag };
    expect((await world.ask('patch', `/referrals/${id}`, { key: mine.secret, body, headers })).status).toBe(
      200,
    );
    expect((await world.ask('patch', `/referrals/${id}`, { key: mine.secret, body, headers })).status).toBe(
      412,
    );
  });
});

describe('the contact', () => {
  it('is shown to the holder of the lock, with a purpose, and audited', async () => {
    await propose();
    const response = await world.ask('post', `/laborers/${laborer}/contact`, {
      key: mine.secret,
      body: { purpose: '电话通知面试' },
    });
    expect(response.body).toEqual({
      laborerId: laborer,
      idNumber: idNumberOf(serial),
      phone: phoneOf(serial),
    });
    expect(response.get('Cache-Control')).toBe('no-store');
    const audit = await world.context.db.stores.audit.of(laborer);
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'contact.reveal', purpose: '电话通知面试' }),
    );
  });

  it('is not shown to anyone else, not even to an administrator', async () => {
    await propose();
    for (const key of [other.secret, officer, await world.key('admin')]) {
      const response = await world.ask('post', `/laborers/${laborer}/contact`, {
        key,
        body: { purpose: '电话通知' },
      });
      expect([response.status, problemOf(response).code]).toEqual([403, 'CONTACT_LOCK_NEEDED']);
      expect(response.text).not.toContain(phoneOf(serial));
    }
    const audit = await world.context.db.stores.audit.of(laborer);
    expect(audit.map((entry) => entry.action)).not.toContain('contact.reveal');
  });

  it('is not shown without a purpose that an auditor can read', async () => {
    await propose();
    for (const purpose of ['', 'x', `打 ${phoneOf(serial)}`]) {
      const response = await world.ask('post', `/laborers/${laborer}/contact`, {
        key: mine.secret,
        body: { purpose },
      });
      expect(response.status).toBe(400);
    }
  });
});

describe('the listing of referrals', () => {
  it('filters by broker, laborer and state inside the areas', async () => {
    const id = await propose();
    const ids = async (query: string, key = officer): Promise<string[]> =>
      (await world.ask('get', `/referrals?${query}`, { key })).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids(`laborerId=${laborer}`)).toEqual([id]);
    expect(await ids(`laborerId=${laborer}&state=placed`)).toEqual([]);
    expect(await ids(`laborerId=${laborer}&brokerId=${other.id}`)).toEqual([]);
    expect(await ids(`laborerId=${laborer}`, await world.key('officer', ['6205']))).toEqual([]);
  });
});
