import { beforeAll, describe, expect, it } from 'vitest';
import { FIELD_RULES } from '../../src/domain/identity-conflict.ts';
import type { LaborerId } from '../../src/domain/ids.ts';
import { importFile, type ImportReport } from '../../src/flows/import-file.ts';
import { checkImport } from '../../src/flows/imports/stage-import.ts';
import { idNumberOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';
import { laborerBody, LONGXI, make, WUSHAN } from './fixtures.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
});

const HEADER = '姓名,身份证号,所属区域,户编号,电话,文化程度';

/** One row of a file, as an officer of the province imports it. */
async function importRow(name: string, row: string): Promise<ImportReport> {
  return await importFile(world.context, {
    principal: { name: 'cli:test', role: 'admin', scope: [''], brokerId: null },
    file: { name, bytes: new TextEncoder().encode(`${HEADER}\n${row}\n`) },
  });
}

async function read(
  id: string,
): Promise<{ name: string; homeCode: string; education: string; householdNo: string }> {
  return (await world.ask('get', `/laborers/${id}`, { key: officer })).body;
}

interface Shown {
  readonly id: string;
  readonly field: string;
  readonly stored: { readonly value: string | null; readonly from: string | null };
  readonly given: { readonly value: string; readonly from: string | null };
  readonly times: number;
}

async function openOf(laborerId: string): Promise<Shown[]> {
  return (await world.ask('get', `/conflicts?laborerId=${laborerId}`, { key: officer })).body.items;
}

async function decide(id: string, body: object, key = officer) {
  return await world.ask('post', `/conflicts/${id}/resolution`, { key, body });
}

describe('a second source that disagrees on who somebody is', () => {
  it('is told by the check of a staged import too, which itself puts nothing on the review list', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(90, { name: '样例九十' }));
    const bytes = new TextEncoder().encode(`${HEADER}\n样例九,${idNumberOf(90)},陇西县,,,高中\n`);
    const checked = await checkImport(world.context, {
      principal: { name: 'cli:test', role: 'admin', scope: [''], brokerId: null },
      file: { name: 'staged.csv', bytes },
    });
    expect(checked.rows).toMatchObject([
      { row: 2, warnings: [{ column: '姓名', code: 'IDENTITY_CONFLICT' }] },
    ]);
    expect(await openOf(id)).toEqual([]);
  });

  it('never changes a name: both versions wait with where they came from, and the rest of the row goes in', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(1, { name: '样例一' }));
    const row = `样例一一,${idNumberOf(1)},陇西县,,,高中`;
    const report = await importRow('2026年台账.csv', row);
    expect(report.warnings).toMatchObject([{ row: 2, column: '姓名', code: 'IDENTITY_CONFLICT' }]);
    expect(await read(id)).toMatchObject({ name: '样例一', education: 'senior' });
    // The same file again says the same thing: it counts, and stays one.
    expect(await importRow('2026年台账.csv', row)).toMatchObject({ unchanged: 1 });
    const [conflict, ...others] = await openOf(id);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      field: 'name',
      stored: { value: '样例一', from: expect.stringMatching(/^key:K\d+$/) },
      given: { value: '样例一一', from: '2026年台账.csv' },
      times: 2,
    });
    expect((await world.ask('get', `/conflicts/${conflict!.id}`, { key: officer })).body).toMatchObject({
      label: { zh: '姓名' },
      state: 'open',
    });

    expect((await decide(conflict!.id, { kind: 'take' })).body).toMatchObject({ state: 'taken' });
    expect((await read(id)).name).toBe('样例一一');
    expect(problemOf(await decide(conflict!.id, { kind: 'keep' })).code).toBe('CONFLICT_RESOLVED');
    const audit = await world.context.db.stores.audit.of(id);
    expect(audit.map((one) => one.action)).toContain('conflict.take');
    // Who wrote the name is now the officer who decided.
    await importRow('旧表.csv', `样例一,${idNumberOf(1)},陇西县,,,高中`);
    expect((await openOf(id))[0]).toMatchObject({ stored: { value: '样例一一', from: conflict!.id } });
  });

  it('does not ask again what was decided to stay, and takes a third value', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(2));
    const row = `样例二,${idNumberOf(2)},陇西县,,,初中`;
    await importRow('甲.csv', row);
    await decide((await openOf(id))[0]!.id, { kind: 'keep' });
    await importRow('乙.csv', row);
    expect(await openOf(id)).toEqual([]);
    await importRow('丙.csv', `样例贰,${idNumberOf(2)},陇西县,,,初中`);
    const [third] = await openOf(id);
    expect(problemOf(await decide(third!.id, { kind: 'edit', value: '' })).code).toBe('INVALID_INPUT');
    await decide(third!.id, { kind: 'edit', value: '样例弍' });
    expect((await read(id)).name).toBe('样例弍');
  });

  it('does not move a person to another county by a file: that row waits, and the home county decides', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(3, { name: '样例三' }));
    const row = `样例三,${idNumberOf(3)},武山县,,19900000999,高中`;
    const report = await importRow('武山.csv', row);
    expect(report.warnings[0]?.message.zh).toContain('再导入此行');
    const stored = await world.context.db.stores.laborers.reveal(id as LaborerId);
    expect(stored?.phone).not.toBe('19900000999');
    expect(await read(id)).toMatchObject({ homeCode: LONGXI, education: 'junior' });
    const [conflict] = await openOf(id);
    expect(conflict).toMatchObject({
      field: 'homeCode',
      stored: { value: LONGXI },
      given: { value: WUSHAN },
    });
    // The other county sees that it waits, a third one nothing.
    const [there, elsewhere] = [await world.key('officer', [WUSHAN]), await world.key('officer', ['6201'])];
    expect((await world.ask('get', `/conflicts/${conflict!.id}`, { key: there })).status).toBe(200);
    expect((await world.ask('get', `/conflicts/${conflict!.id}`, { key: elsewhere })).status).toBe(404);
    expect(problemOf(await decide(conflict!.id, { kind: 'take' }, there)).code).toBe('AREA_OUT_OF_SCOPE');
    await decide(conflict!.id, { kind: 'take' });
    expect((await read(id)).homeCode).toBe(WUSHAN);
    await importRow('武山.csv', row);
    expect(await read(id)).toMatchObject({ homeCode: WUSHAN, education: 'senior' });
  });

  it('takes a village for an update, and does not forget it for its county alone', async () => {
    const id = await make(world, officer, '/laborers', laborerBody(4, { name: '样例四' }));
    await world.ask('post', '/laborers/bulk', {
      key: officer,
      body: { items: [laborerBody(4, { name: '样例四', homeCode: `${LONGXI}001` })] },
    });
    expect((await read(id)).homeCode).toBe(`${LONGXI}001`);
    await importRow('县.csv', `样例四,${idNumberOf(4)},陇西县,,,`);
    expect((await read(id)).homeCode).toBe(`${LONGXI}001`);
    expect(await openOf(id)).toEqual([]);
  });

  it('sees two people who claim one household in different counties, also inside one file', async () => {
    const first = await make(world, officer, '/laborers', laborerBody(5, { householdNo: 'H-77' }));
    const report = await importRow(
      '两县.csv',
      `样例六,${idNumberOf(6)},武山县,H-77,,\n样例七,${idNumberOf(7)},陇西县,H-77,,\n` +
        `样例八,${idNumberOf(8)},武山县,H-78,,\n样例九,${idNumberOf(9)},陇西县,H-78,,`,
    );
    expect(report).toMatchObject({ created: 4 });
    expect(report.warnings.map((one) => [one.row, one.column])).toEqual([
      [2, '户编号'],
      [5, '户编号'],
    ]);
    const search = async (serial: number): Promise<string> =>
      (await world.ask('post', '/laborers/search', { key: officer, body: { idNumber: idNumberOf(serial) } }))
        .body.id;
    const claimant = await search(6);
    expect((await read(claimant)).householdNo).toBeUndefined();
    expect((await read(await search(7))).householdNo).toBe('H-77');
    expect((await read(first)).householdNo).toBe('H-77');
    const [conflict] = await openOf(claimant);
    expect(conflict).toMatchObject({
      field: 'householdNo',
      stored: { value: null },
      given: { value: 'H-77' },
    });
    await decide(conflict!.id, { kind: 'take' });
    expect((await read(claimant)).householdNo).toBe('H-77');
  });

  it('holds birth date and sex to the ID number', async () => {
    const wrong = laborerBody(10, {
      idNumber: `${idNumberOf(10).slice(0, 10)}0230${idNumberOf(10).slice(14)}`,
    });
    const refused = await world.ask('post', '/laborers', { key: officer, body: wrong });
    expect(problemOf(refused).problems.map((one) => one.path)).toEqual(['/idNumber']);
    const id = await make(world, officer, '/laborers', laborerBody(11));
    const { laborers } = world.context.db.stores;
    const [known] = await laborers.find([id as LaborerId]);
    const other = {
      ...known!,
      birthDate: '1980-05-05',
      sex: known!.sex === 'male' ? 'female' : 'male',
    } as const;
    await laborers.upsert([
      { record: other, personal: { idNumber: idNumberOf(11), phone: null }, list: null },
    ]);
    expect((await laborers.find([id as LaborerId]))[0]).toMatchObject({
      birthDate: known!.birthDate,
      sex: known!.sex,
    });
    expect((await openOf(id)).map((one) => one.field)).toEqual(['birthDate', 'sex']);
  });
});

it('has a rule for every field of a record, and the database keeps to it', async () => {
  const id = (await make(
    world,
    officer,
    '/laborers',
    laborerBody(12, { remarks: '旧', mandarin: 'weak' }),
  )) as LaborerId;
  const { laborers } = world.context.db.stores;
  const [known] = await laborers.find([id]);
  const changed = {
    ...known!,
    education: 'college',
    mandarin: 'fluent',
    remarks: '新',
    inSchool: true,
  } as const;
  await laborers.upsert([
    { record: changed, personal: { idNumber: idNumberOf(12), phone: null }, list: null },
  ]);
  expect((await laborers.find([id]))[0]).toMatchObject({
    education: 'college',
    mandarin: 'fluent',
    remarks: '新',
  });
  expect(await openOf(id)).toEqual([]);
  expect(
    Object.entries(FIELD_RULES)
      .filter(([, rule]) => rule.difference === 'conflict')
      .map(([field]) => field),
  ).toEqual(['name', 'sex', 'birthDate', 'homeCode', 'householdNo']);
});
