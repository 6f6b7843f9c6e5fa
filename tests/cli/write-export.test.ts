import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeExport } from '../../src/cli/write-export.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'longqiao-write-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an exported file', () => {
  it('that is private is closed to others even where an open one of that name was there', async () => {
    const out = path.join(folder, 'fair.xlsx');
    writeFileSync(out, 'older and longer', { mode: 0o644 });
    await writeExport(out, Buffer.from('new'), { isPrivate: true });
    expect(readFileSync(out, 'utf8')).toBe('new');
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('that cannot be written is told by its name, with what to do', async () => {
    const out = path.join(folder, 'nowhere/fair.xlsx');
    await expect(writeExport(out, Buffer.from('new'), { isPrivate: false })).rejects.toMatchObject({
      kind: 'invalid_input',
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(out) as unknown,
    });
  });
});
