import { readdirSync, readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { fairEndpoints } from '../../src/api/contract/fairs.ts';
import { matchingEndpoints } from '../../src/api/contract/matching.ts';
import type { LaborerId } from '../../src/domain/ids.ts';
import { idNumberOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, LONGXI, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let officer: string;
let opening: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
  await make(world, officer, '/employers', employerBody(1));
  opening = await make(world, officer, '/openings', openingBody(1));
});

async function say(laborerId: string, body: object) {
  return await world.ask('put', `/laborers/${laborerId}/consent`, { key: officer, body });
}

describe('the three consents', () => {
  it('are each given, withdrawn or never asked, dated and with a source', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(1));
    expect((await world.ask('get', `/laborers/${id}`, { key: officer })).body.consents).toEqual({
      matching: 'given',
      contact: null,
      naming: null,
    });
    await say(id, { kind: 'naming', consent: 'given', saidOn: '2026-03-01', source: '书面' });
    await say(id, { kind: 'naming', consent: 'given', saidOn: '2026-04-01', source: '电话' });
    const last = await say(id, { kind: 'naming', consent: 'withdrawn' });
    expect(last.body.consents).toEqual({ matching: 'given', contact: null, naming: 'withdrawn' });
    const { items } = (await world.ask('get', `/laborers/${id}/consent`, { key: officer })).body;
    expect(items).toMatchObject([
      { kind: 'matching', consent: 'given', source: expect.stringMatching(/^key:/) },
      { kind: 'naming', consent: 'given', saidOn: '2026-03-01', source: '书面' },
      { kind: 'naming', consent: 'given', saidOn: '2026-04-01', source: '电话' },
      { kind: 'naming', consent: 'withdrawn', recordedBy: expect.stringMatching(/^key:/) },
    ]);
    const late = await say(id, { consent: 'given', saidOn: '2999-01-01' });
    expect(problemOf(late).problems.map((one) => one.path)).toEqual(['/saidOn']);
  });

  it('let nobody contact her from the moment she takes that back: not revealed, not proposed to, not on a fair', async () => {
    const broker = await world.broker([LONGXI]);
    const id = await make(world, officer, '/laborers', laborerBody(2));
    const other = await make(
      world,
      officer,
      '/openings',
      openingBody(1, { openingNo: 'NO-2', title: '焊工' }),
    );
    const body = { laborerId: id, openingId: opening };
    expect((await world.ask('post', '/referrals', { key: broker.secret, body })).status).toBe(201);
    const reveal = async () =>
      await world.ask('post', `/laborers/${id}/contact`, {
        key: broker.secret,
        body: { purpose: '电话通知面试' },
      });
    expect((await reveal()).status).toBe(200);
    const fair = await pairedFair([id]);
    expect((await pairings(fair)).map((one) => one.laborerId)).toEqual([id]);

    await say(id, { kind: 'contact', consent: 'withdrawn' });
    const refused = await reveal();
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'CONTACT_CONSENT_WITHDRAWN']);
    const again = await world.ask('post', '/referrals', {
      key: broker.secret,
      body: { laborerId: id, openingId: other },
    });
    expect([again.status, problemOf(again).code]).toEqual([409, 'CONTACT_CONSENT_WITHDRAWN']);
    expect(await pairings(fair)).toEqual([]);

    await say(id, { kind: 'contact', consent: 'given' });
    expect((await reveal()).status).toBe(200);
  });
});

interface Pairing {
  readonly laborerId: string;
  readonly laborerName: string;
}

async function pairedFair(laborerIds: readonly string[]): Promise<string> {
  const fair = await make(world, officer, '/fairs', {
    name: '春风行动',
    heldOn: '2027-02-20',
    areaCode: LONGXI,
    openings: [{ openingId: opening, booth: 1, places: 5 }],
  });
  await world.ask('post', `/fairs/${fair}/pair`, { key: officer, body: { laborers: { laborerIds } } });
  return fair;
}

async function pairings(fair: string): Promise<Pairing[]> {
  return (await world.ask('get', `/fairs/${fair}/pairings`, { key: officer })).body.pairings;
}

/** Words of poverty and disability, in headers, cells and codes. */
const NEVER = /贫|监测|残疾|搬迁|低保|registeredPoor|outOfPoverty|monitored|disabled|relocated|flags/i;
const MARKED = { registeredPoor: true, outOfPoverty: true, monitored: true, disabled: true, relocated: true };

describe('what an employer can get', () => {
  it('has no name and no number of whoever does not want to be named, in no sheet and in no form', async () => {
    const open = await make(world, officer, '/laborers', laborerBody(10, { name: '愿具名' }));
    const hidden = await make(world, officer, '/laborers', laborerBody(11, { name: '不具名' }));
    const fair = await pairedFair([open, hidden]);
    await say(hidden, { kind: 'naming', consent: 'withdrawn' });
    expect((await pairings(fair)).map((one) => one.laborerName).toSorted()).toEqual([
      '愿具名',
      '（本人不愿具名）',
    ]);
    for (const query of ['', '?unmasked=true&purpose=现场核验']) {
      const text = JSON.stringify(await cellsOf(fair, query));
      expect(text).toContain('愿具名');
      expect(text).toContain('（本人不愿具名）');
      expect(text).not.toContain('不具名"');
      expect(text).not.toContain(idNumberOf(11).slice(-4));
    }
    const audit = await world.context.db.stores.audit.of(hidden);
    expect(audit.map((one) => one.action)).not.toContain('contact.reveal');
  });

  it('says nothing of poverty and disability, in no column and no cell of a fair', async () => {
    const change = { flags: MARKED, remarks: '建档立卡贫困户，残疾', name: '样例' };
    const id = await make(world, officer, '/laborers', laborerBody(12, change));
    const cells = await cellsOf(await pairedFair([id]), '');
    expect(cells.length).toBeGreaterThan(10);
    expect(cells.filter((cell) => NEVER.test(cell))).toEqual([]);
    const stored = await world.context.db.stores.laborers.find([id as LaborerId]);
    expect(stored[0]?.flags).toEqual(MARKED);
  });

  it('has no such column in any exporter, nor such a field in any answer about openings, fairs and shortlists', () => {
    // Exporters whose files stay in the office. Another that names such a column has to be named here, with its reader.
    const forOffices = new Set(['templates.ts', 'person-workbook.ts']);
    const headers = readdirSync('src/exporters').flatMap((file) =>
      forOffices.has(file)
        ? []
        : [...readFileSync(`src/exporters/${file}`, 'utf8').matchAll(/header: '([^']*)'/g)].map(
            (found) => found[1]!,
          ),
    );
    expect(headers.length).toBeGreaterThan(15);
    expect(headers.filter((header) => NEVER.test(header))).toEqual([]);
    const answers = [...Object.values(fairEndpoints), ...Object.values(matchingEndpoints)].map(
      (one) => one.answer,
    );
    const fields = answers.flatMap((answer) => fieldNames(answer));
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter((field) => NEVER.test(field))).toEqual([]);
  });
});

/** Every field name in a schema, however deep. */
function fieldNames(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const def = (schema as { def?: Record<string, unknown> }).def;
  if (def === undefined) return [];
  const shape = (def.shape ?? {}) as Record<string, unknown>;
  const below = [
    ...Object.values(shape),
    def.element,
    def.innerType,
    def.in,
    def.out,
    ...((def.options ?? []) as unknown[]),
  ];
  return [...Object.keys(shape), ...below.flatMap((one) => fieldNames(one, seen))];
}

/** All texts of a fair's CSV and of every sheet of its workbook. */
async function cellsOf(fair: string, query: string): Promise<string[]> {
  const get = (form: string) =>
    request(world.app)
      .get(`/api/v1/fairs/${fair}/export.${form}${encodeURI(query)}`)
      .set('Authorization', `Bearer ${officer}`);
  const csv = await get('csv');
  expect(csv.status).toBe(200);
  const xlsx = await get('xlsx')
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(xlsx.body);
  const cells = csv.text.split(/[,\n]/);
  book.eachSheet((sheet) => {
    cells.push(sheet.name);
    sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
  });
  return cells;
}
