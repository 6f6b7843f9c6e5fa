import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { idNumberOf, phoneOf } from '../db/builders.ts';
import { listen } from '../../src/api/listen.ts';
import { importEndpoints } from '../../src/api/contract/imports.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

/** Small limits, so that tests need no large files. */
const LIMITS = { csvBytes: 300_000, xlsxBytes: 4_000 };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let world: ApiWorld;
let officer: string;

/** The temporary folder of this file alone. */
const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-imports-'));

beforeAll(async () => {
  vi.stubEnv('TMPDIR', folder);
  world = await openApiWorld({ limits: LIMITS });
  officer = await world.key('officer');
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function laborersCsv(serials: readonly number[]): string {
  const rows = serials.map(
    (serial) =>
      `甘肃省定西市陇西县,样例,${idNumberOf(serial)},${phoneOf(serial)},初中,未就业,省外,普通劳动力`,
  );
  return ['所属区域,劳动力姓名,身份证号,电话,文化程度,就业创业状态,意向层级,劳动能力', ...rows].join('\r\n');
}

function upload(body: string | Buffer, type = 'text/csv', query = ''): request.Test {
  return request(world.app)
    .post(`/api/v1/imports${query}`)
    .set('Authorization', `Bearer ${officer}`)
    .set('Content-Type', type)
    .send(body);
}

function leftovers(): string[] {
  return readdirSync(folder);
}

describe('an upload of brokers', () => {
  const csv = '姓名,工作站,范围,邮箱\r\n样例,武山县劳务工作站,620524,one@longqiao.invalid\r\n';

  it('is the administrator’s, and is told as the contract says', async () => {
    expect((await upload(csv)).status).toBe(403);
    const answer = await request(world.app)
      .post('/api/v1/imports?kind=brokers')
      .set('Authorization', `Bearer ${await world.key('admin')}`)
      .set('Content-Type', 'text/csv')
      .send(csv);
    expect(answer.status).toBe(200);
    expect(importEndpoints.upload.answer?.safeParse(answer.body).error?.issues ?? []).toEqual([]);
    expect(answer.body).toMatchObject({ kind: 'brokers', created: 1 });
  });
});

describe('an upload', () => {
  it('as a bare body is imported, and changes nothing the second time', async () => {
    const first = await upload(laborersCsv([1, 2, 3]));
    expect(first.body).toMatchObject({
      kind: 'laborers',
      fileName: 'upload.csv',
      rowsRead: 3,
      created: 3,
      rejected: 0,
    });
    const second = await upload(laborersCsv([1, 2, 3]));
    expect(second.body).toMatchObject({ created: 0, unchanged: 3 });
  });

  it('as a form is imported under its own name', async () => {
    const response = await request(world.app)
      .post('/api/v1/imports?kind=employers')
      .set('Authorization', `Bearer ${officer}`)
      .field('note', 'not a file')
      .attach('file', readFileSync('seeds/employers.csv'), {
        filename: '用人单位.csv',
        contentType: 'text/csv',
      });
    expect({ status: response.status, text: response.text }).toMatchObject({ status: 200 });
    expect(response.body).toMatchObject({ kind: 'employers', fileName: '用人单位.csv', rejected: 0 });
    expect(response.body.created).toBeGreaterThan(0);
  });

  it('tells bad rows with row, column and a sentence, and takes the good ones', async () => {
    const wrong = laborersCsv([11, 12]).replace(
      idNumberOf(12),
      `${idNumberOf(12).slice(0, 17)}${idNumberOf(12).endsWith('1') ? '2' : '1'}`,
    );
    const { body, text } = await upload(wrong);
    expect(body).toMatchObject({ rowsRead: 2, accepted: 1, rejected: 1 });
    expect(body.rejections[0]).toMatchObject({ row: 3, column: '身份证号' });
    expect(text).not.toContain(idNumberOf(12).slice(0, 17));
  });

  it('of laborers outside the areas is rejected row by row', async () => {
    const local = await world.key('officer', ['6205']);
    const response = await request(world.app)
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${local}`)
      .set('Content-Type', 'text/csv')
      .send(laborersCsv([21]));
    expect(response.body).toMatchObject({ accepted: 0, rejected: 1 });
    expect(response.body.rejections[0].code).toBe('OUTSIDE_SCOPE');
  });

  it.each([
    ['an empty body', '', 'text/csv', 400],
    ['another type', '{}', 'application/json', 415],
    ['a broken workbook', 'PK\u0003\u0004broken', XLSX, 400],
    ['a form without boundary', 'x', 'multipart/form-data', 400],
    [
      'a form without a file',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
      400,
    ],
    [
      'a form that breaks off',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nb',
      'multipart/form-data; boundary=x',
      400,
    ],
  ])('with %s is refused with a problem', async (_name, body, type, status) => {
    const response = await upload(body, type);
    expect(response.status).toBe(status);
    problemOf(response);
  });

  it('leaves no file behind, whatever came of it', () => {
    expect(leftovers()).toEqual([]);
  });
});

describe('an upload over its limit', () => {
  it('is refused by its announced length, naming the limit and the command line', async () => {
    const response = await upload('x'.repeat(LIMITS.csvBytes + 1));
    expect(response.status).toBe(413);
    const problem = problemOf(response);
    expect(problem.code).toBe('UPLOAD_TOO_LARGE');
    expect(problem.message.en).toContain('300000 B');
    expect(problem.remedy?.en).toContain('longqiao import');
  });

  it('is refused while it streams, without a length', async () => {
    const server = await listen(world.app, { host: '127.0.0.1', port: 0, whenTaken: 'fail' });
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = 'a'.repeat(64_000);
    for (let count = 0; count < 8; count += 1) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    await server.close();
    expect(leftovers()).toEqual([]);
  });

  it('is refused inside a form too', async () => {
    const response = await request(world.app)
      .post('/api/v1/imports')
      .set('Authorization', `Bearer ${officer}`)
      .attach('file', Buffer.alloc(LIMITS.xlsxBytes + 1, 'a'), { filename: 'large.xlsx' });
    expect([response.status, problemOf(response).code]).toEqual([413, 'UPLOAD_TOO_LARGE']);
    expect(leftovers()).toEqual([]);
  });

  it('is a workbook’s limit for a workbook that calls itself CSV', async () => {
    const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(LIMITS.xlsxBytes)]);
    const response = await upload(zip, 'text/csv');
    expect(response.status).toBe(413);
    expect(problemOf(response).message.en).toContain('XLSX');
  });

  it('is cut off for a caller who never ends, and the server goes on', async () => {
    const server = await listen(world.app, { host: '127.0.0.1', port: 0, whenTaken: 'fail' });
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer}\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nabc`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    expect((await upload(laborersCsv([31]))).status).toBe(200);
    await server.close();
    expect(leftovers()).toEqual([]);
  });
});
