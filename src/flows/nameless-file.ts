import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An empty file that only this process can reach: it has no name any more, and is gone once it is closed. */
export async function openNameless(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `longqiao-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await rm(name);
  return file;
}
