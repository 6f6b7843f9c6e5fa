import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import request, { type Response } from 'supertest';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
let officer: string;

beforeAll(async () => {
  world = await openApiWorld();
  officer = await world.key('officer');
});

const HEADER = '所属区域,劳动力姓名,身份证号,电话,文化程度,就创业意愿';

function line(serial: number, change: { readonly education?: string; readonly phone?: string } = {}): string {
  const phone = change.phone ?? phoneOf(serial);
  return `甘肃省定西市陇西县,样例,${idNumberOf(serial)},${phone},${change.education ?? '初中'},有意愿`;
}

function csv(...lines: readonly string[]): string {
  return [HEADER, ...lines].join('\r\n');
}

async function stage(body: string | Buffer, type = 'text/csv'): Promise<Response> {
  return await request(world.app)
    .post('/api/v1/import-batches')
    .set('Authorization', `Bearer ${officer}`)
    .set('Content-Type', type)
    .send(body);
}

/** The id of a file that was staged. */
async function staged(...lines: readonly string[]): Promise<string> {
  const answer = await stage(csv(...lines));
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

async function post(id: string, step: 'review' | 'apply' | 'undo'): Promise<Response> {
  return await world.ask('post', `/import-batches/${id}/${step}`, { key: officer });
}

async function applied(...lines: readonly string[]): Promise<string> {
  const id = await staged(...lines);
  await post(id, 'review');
  expect((await post(id, 'apply')).status).toBe(200);
  return id;
}

async function rowsOf(
  id: string,
): Promise<{ outcome: string; changes: unknown[]; problems: { code: string }[] }[]> {
  const answer = await world.ask('get', `/import-batches/${id}/rows`, { key: officer });
  return (answer.body as { items: Awaited<ReturnType<typeof rowsOf>> }).items;
}

async function search(
  serial: number,
): Promise<{ education?: string; version: number; phoneMasked: string } | null> {
  const answer = await world.ask('post', '/laborers/search', {
    key: officer,
    body: { idNumber: idNumberOf(serial) },
  });
  return answer.status === 200 ? (answer.body as Awaited<ReturnType<typeof search>>) : null;
}

describe('a staged import', () => {
  it('tells row by row what it would do, and writes nothing', async () => {
    await applied(line(101), line(102));
    const id = await staged(
      line(101, { education: '高中' }),
      line(102),
      line(103),
      '不知道,样例,12,13,初中,有意愿',
    );
    const batch = await world.ask('get', `/import-batches/${id}`, { key: officer });
    expect(batch.body).toMatchObject({
      state: 'checked',
      rowsRead: 4,
      counts: { new: 1, changed: 1, same: 1, rejected: 1, stale: 0 },
    });
    const rows = await rowsOf(id);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['changed', 'same', 'new', 'rejected']);
    expect(rows[0]?.changes).toEqual([
      { field: 'education', label: '文化程度', before: 'junior', after: 'senior' },
    ]);
    expect(JSON.stringify(rows)).not.toContain(idNumberOf(101));
    expect(await search(103)).toBeNull();
    expect((await search(101))?.education).toBe('junior');
  });

  it('names the phone where a mask hides its change', async () => {
    await applied(line(110, { phone: '19900110001' }));
    const id = await staged(line(110, { phone: '19999990001' }));
    expect((await rowsOf(id))[0]?.changes).toEqual([
      { field: 'phone', label: '电话', before: '199****0001', after: '199****0001' },
    ]);
  });

  it('is applied once it was reviewed, and a second time changes nothing', async () => {
    const id = await staged(line(120));
    expect(problemOf(await post(id, 'apply')).code).toBe('IMPORT_NOT_REVIEWED');
    await post(id, 'review');
    expect((await post(id, 'apply')).body).toMatchObject({ state: 'applied', counts: { new: 1 } });
    const first = await search(120);
    expect((await post(id, 'apply')).status).toBe(200);
    expect(await search(120)).toEqual(first);
  });

  it('leaves out what somebody else changed since the check, and says so', async () => {
    await applied(line(130), line(131));
    const id = await staged(line(130, { education: '高中' }), line(131, { education: '高中' }), line(132));
    await post(id, 'review');
    await applied(line(130, { education: '本科' }), line(132));
    expect((await post(id, 'apply')).body).toMatchObject({ counts: { new: 0, changed: 1, stale: 2 } });
    expect((await search(130))?.education).toBe('bachelor');
    expect((await search(131))?.education).toBe('senior');
    const stale = (await rowsOf(id)).filter(({ outcome }) => outcome === 'stale');
    expect(stale.map(({ problems }) => problems[0]?.code)).toEqual([
      'CHANGED_SINCE_CHECK',
      'CHANGED_SINCE_CHECK',
    ]);
  });

  it('is thrown away with its file and rows, and cannot be applied then', async () => {
    const id = await staged(line(140));
    const gone = await world.ask('delete', `/import-batches/${id}`, { key: officer });
    expect(gone.body).toMatchObject({ state: 'discarded', isForgotten: true });
    expect(await rowsOf(id)).toEqual([]);
    const answer = await post(id, 'apply');
    expect(answer.status).toBe(409);
    expect(problemOf(answer).code).toBe('IMPORT_STATE');
  });

  it('is not seen from other areas', async () => {
    const id = await staged(line(150));
    const other = await world.key('officer', ['6201']);
    expect((await world.ask('get', `/import-batches/${id}`, { key: other })).status).toBe(404);
    const list = await world.ask('get', '/import-batches', { key: other });
    expect((list.body as { items: unknown[] }).items).toEqual([]);
  });

  it('of brokers is refused: they go in directly', async () => {
    const answer = await stage('姓名,工作站,范围,邮箱\r\n样例,站,620524,one@longqiao.invalid\r\n');
    expect(problemOf(answer).code).toBe('IMPORT_KIND_DIRECT');
  });
});

describe('undoing an import', () => {
  it('takes out what it made and puts back what it changed', async () => {
    await applied(line(201, { education: '小学' }));
    const before = await search(201);
    const id = await applied(line(201, { education: '高中', phone: '19988887777' }), line(202));
    expect((await post(id, 'undo')).body).toMatchObject({ state: 'undone' });
    expect(await search(202)).toBeNull();
    const after = await search(201);
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
    expect((await post(id, 'undo')).status).toBe(200);
    await applied(line(202));
    expect(await search(202)).not.toBeNull();
  });

  it('is refused once others have built on it, with what stands on it', async () => {
    const id = await applied(line(210), line(211));
    await applied(line(210, { education: '本科' }));
    const answer = await post(id, 'undo');
    expect(answer.status).toBe(409);
    expect(problemOf(answer).code).toBe('IMPORT_BUILT_ON');
    expect(JSON.stringify(answer.body)).toContain('1 条记录此后又被修改');
    expect(await search(211)).not.toBeNull();
  });
});

describe('the error workbook', () => {
  it('holds the own failing rows, and mended it applies cleanly, nothing twice', async () => {
    const header = ['序号', ...HEADER.split(',')];
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('陇西台账');
    sheet.addRow(['陇西县劳动力台账']);
    sheet.addRow(header);
    sheet.addRow(['1', ...line(301).split(',')]);
    sheet.addRow(['2', ...line(302).split(',').with(2, '629999199001010000')]);
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
    const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const first = (await stage(bytes, XLSX)).body as { id: string };
    await post(first.id, 'review');
    await post(first.id, 'apply');
    const file = await request(world.app)
      .get(`/api/v1/import-batches/${first.id}/errors.xlsx`)
      .set('Authorization', `Bearer ${officer}`)
      .buffer()
      .parse((stream, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(file.get('content-disposition')).toContain(encodeURIComponent('错误行'));
    const mended = new ExcelJS.Workbook();
    await mended.xlsx.load(Uint8Array.from(file.body as Buffer).buffer);
    const own = mended.getWorksheet('陇西台账');
    expect(own?.getRow(1).getCell(1).value).toBe('陇西县劳动力台账');
    expect((own?.getRow(2).values as string[] | undefined)?.slice(1)).toEqual([...header, '错误说明']);
    expect(own?.getRow(3).getCell(1).value).toBe('2');
    expect(own?.getRow(3).getCell(8).text).toContain('身份证号');
    expect(own?.rowCount).toBe(3);
    const cell = own?.getRow(3).getCell(4);
    expect(cell?.value).toBe('629999199001010000');
    if (cell !== undefined) cell.value = idNumberOf(302);
    const again = Buffer.from(await mended.xlsx.writeBuffer());
    const second = (await stage(again, XLSX)).body as { id: string; counts: unknown };
    expect(second.counts).toEqual({ new: 1, changed: 0, same: 0, rejected: 0, stale: 0 });
    await post(second.id, 'review');
    await post(second.id, 'apply');
    expect(((await stage(again, XLSX)).body as { counts: unknown }).counts).toMatchObject({
      new: 0,
      same: 1,
    });
  });

  it('is told to be empty where nothing failed', async () => {
    const id = await staged(line(310));
    const answer = await world.ask('get', `/import-batches/${id}/errors.xlsx`, { key: officer });
    expect(problemOf(answer).code).toBe('IMPORT_NO_ERRORS');
  });
});

describe('openings and employers', () => {
  it('are staged, applied and undone with the employers that openings brought along', async () => {
    const lines = [
      '企业名称,统一社会信用代码,岗位名称,工种,招聘人数,工作地点',
      '样例公司,91629999MA0000001L,电焊工,焊工,5,武山县',
    ];
    const probe = await stage(lines.join('\r\n'));
    const { id, counts } = probe.body as { id: string; counts: { new: number; rejected: number } };
    expect(counts.new + counts.rejected).toBe(1);
    await post(id, 'review');
    await post(id, 'apply');
    expect((await post(id, 'undo')).body).toMatchObject({ state: 'undone' });
    const employers = await world.ask('get', '/employers', { key: officer });
    expect((employers.body as { items: unknown[] }).items).toEqual([]);
  });
});
