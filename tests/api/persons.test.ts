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
