import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { idNumberOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { laborerBody, LONGXI, make, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
const ids = new Map<number, string>();

/** Last year's out-list: 1 to 8. */
const LAST = [
  '姓名,身份证,所属区域,就业起始日期,就业单位,就业地址',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `样例${n},${idNumberOf(n)},陇西县,2025-03-01,测试厂,天津市西青区`),
].join('\n');

/** This year's survey: 1 out, 2 willing, 3 unwilling, 4 unable, 5 nothing said, 9 newly out, 10 at home as ever. */
const SURVEY = [
  '姓名,身份证号,所属区域,就业创业状态,就创业意愿,劳动能力,采集日期',
  `样例1,${idNumberOf(1)},陇西县,已就业,,,2026-03-01`,
  `样例2,${idNumberOf(2)},陇西县,未就业,有意愿,,2026-03-02`,
  `样例3,${idNumberOf(3)},陇西县,未就业,无意愿,,2026-03-02`,
  `样例4,${idNumberOf(4)},陇西县,未就业,,丧失劳动力,2026-03-02`,
  `样例5,${idNumberOf(5)},陇西县,未就业,,,2026-03-02`,
  `样例9,${idNumberOf(9)},陇西县,已就业,,,2026-03-02`,
  `样例10,${idNumberOf(10)},陇西县,未就业,有意愿,,2026-03-02`,
].join('\n');

/** 6 is insured this year, 7 was last year only, 8 is not there. */
const INSURANCE = [
  '姓名,身份证号,就业单位,缴费月份',
  `样例6,${idNumberOf(6)},测试厂,2026-02-28`,
  `样例7,${idNumberOf(7)},测试厂,2025-02-28`,
].join('\n');

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer', [LONGXI]);
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const body = laborerBody(n, { list: 'employed', listFrom: '2025-03-01' });
    ids.set(n, await make(world, officer, '/laborers', body));
  }
});

async function open(body: object = {}, key = officer) {
  const given = { area: LONGXI, lastYear: 2025, surveyedOn: '2026-03-05', ...body };
  return await world.ask('post', '/reconciliations', { key, body: given });
}

async function upload(id: string, role: string, csv: string, name = `${role}.csv`) {
  return await request(world.app)
    .post(`/api/v1/reconciliations/${id}/files?role=${role}`)
    .set('Authorization', `Bearer ${officer}`)
    .set('Content-Type', 'text/csv')
    .set('Content-Disposition', `attachment; filename="${name}"`)
    .send(csv);
}

async function prepared(): Promise<string> {
  const { id } = (await open()).body as { id: string };
  for (const [role, csv] of Object.entries({ last: LAST, survey: SURVEY, insurance: INSURANCE })) {
    const report = await upload(id, role, csv);
    expect(report.body).toMatchObject({ rejected: 0 });
  }
  return id;
}

const post = async (id: string, verb: string, body?: object) =>
  await world.ask('post', `/reconciliations/${id}/${verb}`, { key: officer, body });

interface Cases {
  readonly items: readonly {
    readonly number: number;
    readonly name: string;
    readonly reconciled: string;
    readonly needsVisit: boolean;
    readonly evidence: readonly { readonly source: string; readonly row: number; readonly dated: string }[];
  }[];
}

async function cases(id: string, query = ''): Promise<Cases['items']> {
  const answer = await world.ask('get', `/reconciliations/${id}/cases?${query}`, { key: officer });
  return (answer.body as Cases).items;
}

async function listOf(n: number) {
  const answer = await world.ask('get', `/laborers/${ids.get(n)!}`, { key: officer });
  return (answer.body as { list: string | null }).list;
}

describe('比对排查', () => {
  it('puts everybody into one class with dated evidence, takes visits up, and moves people once', async () => {
    const id = await prepared();
    const done = await post(id, 'run');
    expect(done.body).toMatchObject({
      state: 'done',
      counts: {
        still_out: 2,
        returned_willing: 1,
        returned_unwilling: 1,
        unable: 1,
        not_found: 3,
        newly_out: 1,
      },
    });
    const all = await cases(id);
    expect(all).toHaveLength(9);
    const second = all.find((one) => one.name === '样例2')!;
    expect(second.evidence).toMatchObject([
      { source: 'last', row: 3, dated: '2025-12-31' },
      { source: 'survey', row: 3, dated: '2026-03-02' },
    ]);
    const sixth = all.find((one) => one.name === '样例6')!;
    expect(sixth).toMatchObject({ reconciled: 'still_out' });
    expect(sixth.evidence.at(-1)).toMatchObject({ source: 'insurance', dated: '2026-02-28' });

    const visits = await cases(id, 'needsVisit=true');
    expect(visits.map((one) => one.name).toSorted()).toEqual(['样例5', '样例7', '样例8']);
    const xlsx = await world.ask('get', `/reconciliations/${id}/work-list.xlsx`, { key: officer });
    expect(xlsx.headers['content-disposition']).toContain(`visits-${id}.xlsx`);

    expect((await post(id, 'apply')).body).toEqual({ moved: 3 });
    expect(await Promise.all([1, 2, 3, 4, 5].map(listOf))).toEqual([
      'employed',
      'willing',
      null,
      null,
      'employed',
    ]);
    const stays = await world.ask('get', `/laborers/${ids.get(2)!}/lists`, { key: officer });
    expect(stays.body).toMatchObject({
      items: [
        {
          kind: 'employed',
          validTo: '2026-03-02',
          endReason: 'returned',
          endSource: `reconciliation:${id}-${second.number}`,
        },
        { kind: 'willing', validFrom: '2026-03-02', reason: 'stated' },
      ],
    });
    expect((await post(id, 'apply')).body).toEqual({ moved: 0 });

    const seventh = visits.find((one) => one.name === '样例7')!;
    const findings = [{ number: seventh.number, found: 'returned_willing', foundOn: '2026-04-01' }];
    expect((await post(id, 'findings', { findings })).body).toEqual({ entered: 1 });
    const again = await post(id, 'run');
    expect(again.body).toMatchObject({ counts: { returned_willing: 2, not_found: 2 } });
    const visited = (await cases(id, 'reconciled=returned_willing')).find((one) => one.name === '样例7')!;
    expect(visited).toMatchObject({ number: seventh.number, needsVisit: false });
    expect(visited.evidence.at(-1)).toMatchObject({ source: 'visit', dated: '2026-04-01' });
    expect((await post(id, 'apply')).body).toEqual({ moved: 1 });
    expect(await listOf(7)).toBe('willing');
  });

  it('older news than the lists have moves nobody', async () => {
    const id = await prepared();
    await world.ask('post', `/laborers/${ids.get(2)!}/list-events`, {
      key: officer,
      body: { event: 'placement_started', date: '2026-06-01' },
    });
    await post(id, 'run');
    await post(id, 'apply');
    expect(await listOf(2)).toBe('employed');
  });

  it('wants the year of the list, a survey that was made, and both files', async () => {
    expect(problemOf(await open({ lastYear: undefined }))).toMatchObject({
      code: 'LAST_YEAR_MISSING',
      status: 400,
    });
    expect(problemOf(await open({ lastYear: 2026 })).code).toBe('LAST_YEAR_FALSE');
    expect(problemOf(await open({ surveyedOn: '2999-01-01' })).code).toBe('SURVEY_IN_FUTURE');
    const { id } = (await open()).body as { id: string };
    expect(problemOf(await post(id, 'run'))).toMatchObject({ code: 'ROSTER_MISSING', status: 409 });
    expect(problemOf(await post(id, 'apply')).code).toBe('RECONCILIATION_NOT_RUN');
    const future = await upload(id, 'survey', SURVEY.replaceAll('2026-03-01', '2099-03-01'));
    expect(future.body).toMatchObject({ accepted: 6, rejections: [{ code: 'DATE_IN_FUTURE', row: 2 }] });
    const late = await upload(id, 'last', LAST.replaceAll('2025-03-01', '2026-01-01'));
    expect(late.body).toMatchObject({ accepted: 0, rejected: 8 });
  });

  it('refuses a file of another county, by rows and as a whole', async () => {
    const { id } = (await open()).body as { id: string };
    const mixed = await upload(id, 'last', LAST.replace('陇西县', '武山县'));
    expect(mixed.body).toMatchObject({ accepted: 7, rejections: [{ code: 'OUTSIDE_SCOPE', row: 2 }] });
    const other = await upload(id, 'last', LAST.replaceAll('陇西县', '武山县'));
    expect(problemOf(other)).toMatchObject({ code: 'FILE_OUT_OF_SCOPE', status: 403 });
    expect(problemOf(await open({ area: WUSHAN })).code).toBe('AREA_OUT_OF_SCOPE');
    const stranger = await world.key('officer', [WUSHAN]);
    expect((await world.ask('get', `/reconciliations/${id}`, { key: stranger })).status).toBe(404);
  });

  it('started twice: one runs, the other is told who runs it', async () => {
    const first = await prepared();
    const province = await world.key('admin', ['62']);
    const wider = (await open({ area: '62' }, province)).body as { id: `Q${number}` };
    const store = world.context.db;
    await store.transaction(async ({ reconciliations }) => {
      expect((await reconciliations.claim(wider.id, 'key:K77')).runs).toBeNull();
    });
    const told = problemOf(await post(first, 'run'));
    expect(told).toMatchObject({ code: 'RECONCILIATION_RUNNING', status: 409 });
    expect(JSON.stringify(told)).toContain('key:K77');
    await store.stores.reconciliations.release(wider.id);
    const both = await Promise.all([post(first, 'run'), post(first, 'run')]);
    expect(both.map((one) => one.status)).toContain(200);
    expect(both.every((one) => one.status === 200 || problemOf(one).code === 'RECONCILIATION_RUNNING')).toBe(
      true,
    );
  });

  it('a finding of a day to come, or of nobody, enters nothing', async () => {
    const id = await prepared();
    await post(id, 'run');
    const late = await post(id, 'findings', {
      findings: [{ number: 1, found: 'unable', foundOn: '2999-01-01' }],
    });
    expect(problemOf(late).code).toBe('DATE_IN_FUTURE');
    const nobody = await post(id, 'findings', {
      findings: [
        { number: 1, found: 'unable' },
        { number: 99, found: 'unable' },
      ],
    });
    expect(problemOf(nobody)).toMatchObject({ code: 'CASE_UNKNOWN', status: 404 });
    expect((await post(id, 'run')).body).toMatchObject({ counts: { unable: 1 } });
  });
});
