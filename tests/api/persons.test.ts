import ExcelJS from 'exceljs';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/broker.ts';
import type { LaborerId } from '../../src/domain/ids.ts';
import { runRetention } from '../../src/flows/persons/run-retention.ts';
import { openTestDatabase } from '../db/open-test-database.ts';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { openTestQueue, problemOf, worldOver, type ApiWorld } from './api-world.ts';
import { employerBody, laborerBody, LONGXI, make, openingBody } from './fixtures.ts';
import { inject } from 'vitest';

const OPERATOR: Principal = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null };
let world: ApiWorld;
let officer: string;
let admin: string;
let sql: pg.Client;

beforeAll(async () => {
  const { db, url } = await openTestDatabase();
  world = worldOver({ db, queue: await openTestQueue(inject('redisUrl')) });
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  officer = await world.key('officer');
  admin = await world.key('admin');
  await make(world, officer, '/employers', employerBody(1));
  await make(world, officer, '/openings', openingBody(1));
});

afterAll(async () => {
  await sql.end();
});

/** Somebody with rows wherever people have rows: a list, a referral with its lock, a fair, a conflict, consents, versions. */
async function somebody(serial: number): Promise<LaborerId> {
  const id = (await make(
    world,
    officer,
    '/laborers',
    laborerBody(serial, { householdNo: `H-${serial}` }),
  )) as LaborerId;
  const broker = await world.broker([LONGXI]);
  await world.ask('post', '/referrals', { key: broker.secret, body: { laborerId: id, openingId: 'O1' } });
  const fair = await make(world, officer, '/fairs', {
    name: '春风行动',
    heldOn: '2027-02-20',
    areaCode: LONGXI,
    openings: [{ openingId: 'O1', booth: 1, places: 5 }],
  });
  await world.ask('post', `/fairs/${fair}/pair`, { key: officer, body: { laborers: { laborerIds: [id] } } });
  const items = [laborerBody(serial, { name: '另一名', education: 'senior' })];
  await world.ask('post', '/laborers/bulk', { key: officer, body: { items } });
  return id;
}

const ask = (path: string, serial: number, key = officer) =>
  world.ask('post', path, { key, body: { idNumber: idNumberOf(serial), purpose: '本人申请' } });

/** Tables with a foreign key to laborers, as the schema has them now. */
async function tablesOfLaborers(): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select distinct c.relname::text as name from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.confrelid = 'laborer'::regclass and not c.relispartition order by 1`,
  );
  return rows.map((row) => row.name);
}

describe('all that is held on a person', () => {
  it('is given to her whole, in plain, from every table that refers to her, also one that is added later', async () => {
    const id = await somebody(1);
    await sql.query('create table later_fact (laborer_id int references laborer, fact text)');
    await sql.query(
      'create table later_part (id int generated always as identity, note text, referral_id int references referral)',
    );
    await sql.query('insert into later_fact values ($1, $2)', [Number(id.slice(1)), '后来的']);
    await sql.query(
      'insert into later_part (note, referral_id) select $2, id from referral where laborer_id = $1',
      [Number(id.slice(1)), '再后来的'],
    );
    const answer = await ask('/persons/export', 1);
    expect(answer.body.personal).toEqual({ idNumber: idNumberOf(1), phone: phoneOf(1) });
    const { tables } = answer.body as { tables: Record<string, object[]> };
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining([...(await tablesOfLaborers()), 'laborer', 'recommendation']),
    );
    for (const name of [
      'laborer',
      'household',
      'list_entry',
      'referral',
      'contact_lock',
      'fair_pairing',
      'consent_entry',
      'laborer_version',
      'identity_conflict',
      'audit_log',
      'later_fact',
      'later_part',
    ]) {
      expect({ name, rows: tables[name]?.length ?? 0 }).toMatchObject({ name, rows: expect.any(Number) });
      expect(tables[name]!.length, name).toBeGreaterThan(0);
    }
    expect(answer.text).not.toContain(String.raw`\\x`);
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.find((one) => one.action === 'person.export')).toMatchObject({ purpose: '本人申请' });

    const book = new ExcelJS.Workbook();
    const file = await request(world.app)
      .post('/api/v1/persons/export.xlsx')
      .set('Authorization', `Bearer ${officer}`)
      .send({ idNumber: idNumberOf(1), purpose: '本人申请' })
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    await book.xlsx.load(file.body);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(
      expect.arrayContaining(['本人', 'referral', 'later_fact']),
    );
    expect(book.getWorksheet('本人')!.getCell('B3').text).toBe(idNumberOf(1));
    await sql.query('drop table later_fact, later_part');
  });

  it('is for officers of her area, with a purpose', async () => {
    await make(world, officer, '/laborers', laborerBody(2));
    expect((await ask('/persons/export', 2, await world.key('broker'))).status).toBe(403);
    expect((await ask('/persons/export', 2, await world.key('officer', ['6205']))).status).toBe(404);
    const bare = await world.ask('post', '/persons/export', {
      key: officer,
      body: { idNumber: idNumberOf(2), purpose: '.' },
    });
    expect(problemOf(bare).code).toBe('PURPOSE_INVALID');
  });
});

describe('a deletion', () => {
  it('leaves nothing of her but services under a pseudonym, restricted to administrators', async () => {
    const id = await somebody(3);
    const names = await tablesOfLaborers();
    const answer = await ask('/persons/deletion', 3);
    expect(answer.body).toEqual({ id, serviceRecords: 3 });
    for (const name of names) {
      const { rows } = await sql.query(`select from ${name} where laborer_id = $1`, [Number(id.slice(1))]);
      expect({ name, rows: rows.length }).toEqual({ name, rows: 0 });
    }
    expect((await ask('/persons/export', 3)).status).toBe(404);
    expect((await ask('/persons/deletion', 3)).status).toBe(404);
    expect((await world.ask('get', '/service-records', { key: officer })).status).toBe(403);
    const records = (await world.ask('get', '/service-records', { key: admin })).body.items as Record<
      string,
      string
    >[];
    expect(records.map((one) => String(one.service)).toSorted()).toEqual(['fair', 'list', 'referral']);
    expect(new Set(records.map((one) => one.person)).size).toBe(1);
    const text = JSON.stringify(records);
    for (const known of [id, idNumberOf(3), phoneOf(3), '样例3', '另一名'])
      expect(text).not.toContain(`"${known}"`);
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.at(-1)).toMatchObject({ action: 'person.delete', purpose: '本人申请' });
    // She can come back as somebody new.
    expect(await make(world, officer, '/laborers', laborerBody(3))).not.toBe(id);
  });
});

describe('retention', () => {
  it('counts in a dry run, and deletes what is older than its rule and nothing else', async () => {
    const [old, fresh] = [await somebody(5), await somebody(6)];
    for (const id of [old, fresh]) await world.ask('delete', `/laborers/${id}`, { key: officer });
    await sql.query(`update laborer set removed_on = removed_on - 91 where id = $1`, [Number(old.slice(1))]);
    await sql.query(
      `update service_record set given_on = given_on - interval '4 years' where service = 'fair'`,
    );
    const dry = await world.ask('post', '/retention', { key: admin, body: {} });
    const expected = [
      { rule: 'removed_laborer', rows: 1 },
      { rule: 'service_record', rows: 1 },
      { rule: 'notification', rows: 0 },
      { rule: 'outbox', rows: 0 },
    ];
    expect(dry.body.items).toEqual(expected);
    expect(await runRetention(world.context, { principal: OPERATOR, mode: 'delete' })).toEqual(expected);
    const { rows } = await sql.query('select id from laborer where id = any($1)', [
      [old, fresh].map((id) => Number(id.slice(1))),
    ]);
    expect(rows).toEqual([{ id: Number(fresh.slice(1)) }]);
    const again = await runRetention(world.context, { principal: OPERATOR, mode: 'delete' });
    expect(again.every((one) => one.rows === 0)).toBe(true);
    const audit = await world.context.db.stores.audit.of('retention');
    expect(audit[0]).toMatchObject({
      action: 'retention.run',
      purpose: expect.stringContaining('removed_laborer 1'),
    });
  });
});

const NAMES: Readonly<Record<number, string>> = { 21: '样例甲', 22: '样例乙' };
const FILE_HEADER = '所属区域,劳动力姓名,身份证号,电话,文化程度';

async function upload(path: string, csv: string): Promise<string> {
  const answer = await request(world.app)
    .post(`/api/v1${path}`)
    .set('Authorization', `Bearer ${officer}`)
    .set('Content-Type', 'text/csv')
    .send(csv);
  expect(answer.status, answer.text).toBeLessThan(300);
  return (answer.body as { id: string }).id;
}

const post = async (path: string, body: object = {}) => {
  const answer = await world.ask('post', path, { key: officer, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer;
};

/** An applied import with rows of both, a reconciliation with both on last year's list, and a visit to each. */
async function inFilesAndLists(hers: number, other: number): Promise<{ importId: string }> {
  for (const serial of [hers, other])
    await make(world, officer, '/laborers', laborerBody(serial, { name: NAMES[serial] }));
  const row = (serial: number): string =>
    `甘肃省定西市陇西县,${NAMES[serial]},${idNumberOf(serial)},${phoneOf(serial + 500)},高中`;
  const bad = '甘肃省定西市陇西县,样例,12,13,初中';
  const importId = await upload('/import-batches', [FILE_HEADER, row(hers), row(other), bad].join('\n'));
  for (const step of ['review', 'apply']) await post(`/import-batches/${importId}/${step}`);
  const opened = await post('/reconciliations', { area: LONGXI, lastYear: 2025, surveyedOn: '2026-03-05' });
  const { id } = opened.body as { id: string };
  const list = (note: string) =>
    ['姓名,身份证号,所属区域,就业创业状态,采集日期,就业起始日期']
      .concat([hers, other].map((n) => `${NAMES[n]},${idNumberOf(n)},陇西县,${note},2026-03-02,2025-03-01`))
      .join('\n');
  await upload(`/reconciliations/${id}/files?role=last`, list('已就业'));
  await upload(`/reconciliations/${id}/files?role=survey`, list('已就业'));
  await post(`/reconciliations/${id}/run`);
  const cases = await world.ask('get', `/reconciliations/${id}/cases`, { key: officer });
  const { items } = cases.body as { items: { number: number }[] };
  const findings = items.map(({ number }) => ({
    number,
    found: 'returned_willing',
    foundOn: '2026-04-01',
    note: '在家',
  }));
  await post(`/reconciliations/${id}/findings`, { findings });
  return { importId };
}

/** Rows by table that hold the keyed hash of somebody's ID number, and what an import kept of her before. */
async function hashedRows(hash: Buffer, id: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of ['reconciliation_row', 'reconciliation_case', 'visit_finding', 'import_row']) {
    const { rows } = await sql.query(`select from ${name} where id_hash = $1`, [hash]);
    counts[name] = rows.length;
  }
  const touched = await sql.query(`select from import_touched where family = 'laborer' and subject_id = $1`, [
    id,
  ]);
  return { ...counts, import_touched: touched.rows.length };
}

async function keysOf(serial: number): Promise<{ hash: Buffer; id: number }> {
  const { rows } = await sql.query<{ id_number_hash: Buffer; id: number }>(
    'select id, id_number_hash from laborer where name = $1',
    [NAMES[serial]],
  );
  return { hash: rows[0]!.id_number_hash, id: rows[0]!.id };
}

describe('rows that know a person by the keyed hash of her ID number alone', () => {
  it('are in her export, decrypted, and go with her, with the file; those of others stay', async () => {
    const { importId } = await inFilesAndLists(21, 22);
    const [her, other] = [await keysOf(21), await keysOf(22)];
    const exported = await ask('/persons/export', 21);
    const { tables } = exported.body as { tables: Record<string, Record<string, unknown>[]> };
    expect(tables.reconciliation_row).toHaveLength(2);
    expect(tables.reconciliation_case).toMatchObject([{ name: NAMES[21] }]);
    expect(tables.visit_finding).toMatchObject([{ note: '在家', found_on: '2026-04-01' }]);
    expect(tables.import_row).toMatchObject([{ row_number: 2, outcome: 'changed' }]);
    expect(JSON.stringify(tables.import_row)).toContain('"after":"senior"');
    expect(tables.import_touched).toMatchObject([{ phone: phoneOf(21) }]);
    expect(tables.import_batch).toMatchObject([{ id: Number(importId.slice(1)), state: 'applied' }]);
    expect(exported.text).not.toContain(String.raw`\\x`);
    expect(exported.text).not.toContain(NAMES[22]);

    const all = {
      reconciliation_row: 2,
      reconciliation_case: 1,
      visit_finding: 1,
      import_row: 1,
      import_touched: 1,
    };
    expect(await hashedRows(her.hash, her.id)).toEqual(all);
    expect((await ask('/persons/deletion', 21)).status).toBe(200);
    const none = Object.fromEntries(Object.keys(all).map((name) => [name, 0]));
    expect(await hashedRows(her.hash, her.id)).toEqual(none);
    expect(await hashedRows(other.hash, other.id)).toEqual(all);
    expect(
      (await sql.query('select from import_file where batch_id = $1', [importId.slice(1)])).rows,
    ).toEqual([]);
    const errors = await world.ask('get', `/import-batches/${importId}/errors.xlsx`, { key: officer });
    expect(problemOf(errors)).toMatchObject({ status: 409, code: 'IMPORT_FORGOTTEN' });
    await post(`/import-batches/${importId}/undo`);
    const back = await world.ask('post', '/laborers/search', {
      key: officer,
      body: { idNumber: idNumberOf(22) },
    });
    expect(back.body).toMatchObject({ education: 'junior' });
  });

  it('hold a deletion back while an import with a row of her, even a rejected one, is open', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(23));
    const line = `不知道,样例23,${idNumberOf(23)},${phoneOf(23)},初中`;
    const importId = await upload('/import-batches', `${FILE_HEADER}\n${line}`);
    const refused = await ask('/persons/deletion', 23);
    expect(problemOf(refused)).toMatchObject({ status: 409, code: 'PERSON_IN_USE' });
    expect(refused.text).toContain(importId);
    await world.ask('delete', `/laborers/${id}`, { key: officer });
    await sql.query('update laborer set removed_on = removed_on - 91 where id = $1', [Number(id.slice(1))]);
    const removed = async (): Promise<number> =>
      (await runRetention(world.context, { principal: OPERATOR, mode: 'delete' }))[0]!.rows;
    expect(await removed()).toBe(0);
    await world.ask('delete', `/import-batches/${importId}`, { key: officer });
    expect(await removed()).toBe(1);
    expect((await ask('/persons/deletion', 23)).status).toBe(404);
  });

  it('hold a deletion back while a reconciliation with a row of her runs', async () => {
    await make(world, officer, '/laborers', laborerBody(24));
    const { id } = (
      await post('/reconciliations', { area: LONGXI, lastYear: 2025, surveyedOn: '2026-03-05' })
    ).body as { id: string };
    const list = `姓名,身份证号,所属区域,就业起始日期\n样例24,${idNumberOf(24)},陇西县,2025-03-01`;
    await upload(`/reconciliations/${id}/files?role=last`, list);
    const run = async (state: string) =>
      await sql.query('update reconciliation set state = $2, started_at = now() where id = $1', [
        id.slice(1),
        state,
      ]);
    await run('running');
    const refused = await ask('/persons/deletion', 24);
    expect(problemOf(refused)).toMatchObject({ status: 409, code: 'PERSON_IN_USE' });
    expect(refused.text).toContain(id);
    await run('draft');
    expect((await ask('/persons/deletion', 24)).status).toBe(200);
    const { rows } = await sql.query('select from reconciliation_row where reconciliation_id = $1', [
      id.slice(1),
    ]);
    expect(rows).toEqual([]);
  });
});

describe('a correction', () => {
  it('changes the fields that it names and leaves the others, at the version that was read', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(8));
    const tag = (await world.ask('get', `/laborers/${id}`, { key: officer })).get('ETag')!;
    const patch = (body: object) =>
      world.ask('patch', `/laborers/${id}`, { key: officer, body, headers: { 'If-Match': tag } });
    const corrected = await patch({ name: '更正后', intention: { wageFloorCnyPerMonth: 5_000 } });
    expect(corrected.body).toMatchObject({
      name: '更正后',
      education: 'junior',
      intention: {
        wageFloorCnyPerMonth: 5_000,
        tiers: ['county', 'prefecture', 'province', 'interprovincial'],
      },
    });
    expect([(await patch({ name: '晚了' })).status]).toEqual([409]);
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.at(-1)).toMatchObject({ action: 'laborer.correct', purpose: 'name, intention' });
  });
});
