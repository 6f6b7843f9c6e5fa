import { expect, test } from 'vitest';
import { createLogger } from '../src/logger.ts';

/** Logs once and returns the line. */
function logged(fields: object, message = 'done'): string {
  const lines: string[] = [];
  createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }).info(fields, message);
  return lines.join('');
}

test('a line says when, what and with which fields', () => {
  const line = JSON.parse(logged({ runId: 'R3', shards: 12 })) as object;
  expect(line).toMatchObject({
    msg: 'done',
    runId: 'R3',
    shards: 12,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test('ID numbers and mobile numbers are masked wherever they stand', () => {
  const line = logged(
    { note: 'row 62999919900101001X', deep: { deeper: ['13900000001'] } },
    'phone 13900000002',
  );
  expect(line).not.toMatch(/62999919900101001X|13900000001|13900000002/);
  expect(JSON.parse(line)).toMatchObject({ note: 'row [masked]', msg: 'phone [masked]' });
});

test('longer numbers, such as milliseconds, stay', () => {
  expect(logged({ at: 1_790_000_000_000 })).toContain('1790000000000');
});

test('secret fields are left out, and passwords in URLs are masked', () => {
  const line = logged({
    password: 'hunter2',
    req: { headers: { authorization: 'Bearer hunter2' } },
    error: 'connect to postgres://longqiao:hunter2@db:5432/x failed',
  });
  expect(line).not.toContain('hunter2');
  expect(line).toContain('postgres://longqiao:[masked]@db:5432/x');
});
