import { beforeAll, describe, expect, it } from 'vitest';
import type { LaborerId, OpeningId } from '../../src/domain/ids.ts';
import { runNight } from '../../src/flows/runs/run-night.ts';
import { AnswerCache } from '../../src/api/answer-cache.ts';
import { openApiWorld, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, make, openingBody, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
let first: OpeningId;
let employer: string;
let welder: LaborerId;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  employer = await make(world, officer, '/employers', employerBody(1));
  await make(world, officer, '/employers', employerBody(2));
  // Ids that the API made.
  first = (await make(world, officer, '/openings', openingBody(1))) as OpeningId;
  await make(world, officer, '/openings', openingBody(2, { placeCode: WUSHAN }));
  welder = (await make(world, officer, '/laborers', laborerBody(1))) as LaborerId;
  const order = { kind: 'manual', scope: '', requestId: 'kept', startedBy: 'test', worker: 'test' } as const;
  await runNight(world.context, order);
});

async function read(query = ''): Promise<{ text: string; ids: string[]; source: string }> {
  const response = await world.ask('get', `/laborers/${welder}/recommendations${query}`, { key: officer });
  const body = response.body as { source: string; items: { opening: { id: string } }[] };
  return { text: response.text, ids: body.items.map((one) => one.opening.id), source: body.source };
}

async function mark(): Promise<string | undefined> {
  return (await world.context.db.stores.runs.listMarks([welder])).get(welder)?.mark;
}

describe('the answer for a published list', () => {
  it('is the same bytes when it is kept, and these bytes', async () => {
    const made = await read();
    const kept = await read();
    expect(kept.text).toBe(made.text);
    expect(made.source).toBe('published');
    expect(made.text).toMatchInlineSnapshot(
      `"{"laborerId":"L1","source":"published","runId":"R1","items":[{"rank":1,"score":7098,"exactScore":70976760,"parts":{"skill":3230,"location":1164,"distance":1655,"stability":799,"terms":250},"summary":{"zh":"能做焊工（熟练），岗位正需要；离家约 24 公里（估算路程）；该企业尚无用工记录，按同行业同类企业估计（留存 42–69%）；另有 1 项待核实","en":"Can work as welder (able), just what the opening needs; About 24 km (estimated road distance) from home; Employer: nothing known yet, taken as its industry (estimated retention 42–69%); 1 more to check"},"opening":{"id":"O1","title":"电焊工","employerId":"E1","employerName":"测试企业1","placeCode":"621122","placeName":"甘肃省定西市陇西县","wageLowCnyPerMonth":5000,"wageHighCnyPerMonth":7000,"remaining":5}},{"rank":2,"score":6837,"exactScore":68373760,"parts":{"skill":3230,"location":1164,"distance":1395,"stability":798,"terms":250},"summary":{"zh":"能做焊工（熟练），岗位正需要；离家约 62 公里（估算路程）；该企业尚无用工记录，按同行业同类企业估计（留存 42–69%）；另有 1 项待核实","en":"Can work as welder (able), just what the opening needs; About 62 km (estimated road distance) from home; Employer: nothing known yet, taken as its industry (estimated retention 42–69%); 1 more to check"},"opening":{"id":"O2","title":"电焊工","employerId":"E2","employerName":"测试企业2","placeCode":"620524","placeName":"甘肃省天水市武山县","wageLowCnyPerMonth":5000,"wageHighCnyPerMonth":7000,"remaining":5}}],"reasons":[],"countedIn":"R1"}"`,
    );
  });

  it('keeps lists of different lengths apart', async () => {
    expect((await read('?k=1')).ids).toHaveLength(1);
    expect((await read('?k=2')).ids).toHaveLength(2);
    expect((await read('?k=1')).ids).toHaveLength(1);
  });

  it('is refused outside the key’s areas although it is kept', async () => {
    await read();
    const elsewhere = await world.key('reader', ['6201']);
    const response = await world.ask('get', `/laborers/${welder}/recommendations`, { key: elsewhere });
    expect(response.status).toBe(404);
  });

  it('leaves out at once what was filled, stopped or withdrawn, and names what changed', async () => {
    const { stores } = world.context.db;
    await read();
    await stores.openings.addFilled(first, 5);
    expect((await read()).ids).not.toContain(first);
    await stores.openings.addFilled(first, -4);
    expect((await read()).ids).toContain(first);
    expect((await read()).text).toContain('"remaining":4');
    const stop = async (level: string | null) =>
      await world.ask('put', `/employers/${employer}/distress`, {
        key: officer,
        body: { level, evidence: '停工' },
      });
    expect((await stop('stop')).status).toBeLessThan(300);
    expect((await read()).ids).not.toContain(first);
    await stop(null);
    expect((await read()).ids).toContain(first);
    await world.ask('delete', `/openings/${first}`, { key: officer });
    expect((await read()).ids).not.toContain(first);
  });

  it('is made anew when she, her list or the published run changes', async () => {
    const { db } = world.context;
    const { stores } = db;
    const marks = [await mark()];
    await stores.laborers.setConsent(welder, 'withdrawn');
    expect((await read()).ids).toEqual([]);
    marks.push(await mark());
    await stores.laborers.setConsent(welder, 'given');
    marks.push(await mark());
    const move = { laborerId: welder, date: await db.today(), reason: 'stated', source: 'test' } as const;
    await stores.laborers.moveOnList({ ...move, kind: 'employed' });
    expect((await read()).ids).toEqual([]);
    marks.push(await mark());
    await stores.laborers.moveOnList({ ...move, kind: 'willing' });
    marks.push(await mark());
    const again = {
      kind: 'manual',
      scope: '',
      requestId: 'again',
      startedBy: 'test',
      worker: 'test',
    } as const;
    const run = await runNight(world.context, again);
    marks.push(await mark());
    expect((await read()).text).toContain(`"runId":"${run.id}"`);
    expect(new Set(marks).size).toBe(marks.length);
  });

  it('opens nothing for a key that was revoked a moment ago', async () => {
    const admin = await world.key('admin');
    const made = await world.ask('post', '/keys', {
      key: admin,
      body: { label: 'short', role: 'reader', scope: ['62'] },
    });
    const { id, secret } = made.body as { id: string; secret: string };
    const path = `/laborers/${welder}/recommendations`;
    expect((await world.ask('get', path, { key: secret })).status).toBe(200);
    await world.ask('delete', `/keys/${id}`, { key: admin });
    expect((await world.ask('get', path, { key: secret })).status).toBe(401);
  });
});

describe('kept answers', () => {
  it('are given out for their mark alone, and go when they take too much', () => {
    const cache = new AnswerCache(10);
    cache.set('a', '1', Buffer.alloc(4));
    cache.set('b', '1', Buffer.alloc(4));
    expect(cache.get('a', '1')).toHaveLength(4);
    cache.set('c', '1', Buffer.alloc(4));
    expect(cache.get('b', '1')).toBeUndefined();
    expect(cache.get('a', '1')).toHaveLength(4);
    expect(cache.get('a', '2')).toBeUndefined();
    expect(cache.get('a', '1')).toBeUndefined();
    cache.set('d', '1', Buffer.alloc(11));
    expect(cache.get('c', '1')).toBeUndefined();
    expect(cache.get('d', '1')).toBeUndefined();
  });
});
