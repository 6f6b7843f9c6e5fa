import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { GivenFile } from '../flows/ports/files.ts';
import { storedBytes } from '../flows/stored-bytes.ts';

/** Works on a file of the disk without holding it in memory. @throws AppError `FILE_UNREADABLE`. */
export async function withFile<Result>(
  path: string,
  work: (file: GivenFile) => Promise<Result>,
): Promise<Result> {
  const { handle, length } = await openToRead(path);
  try {
    return await work({ name: basename(path), bytes: storedBytes(handle.fd, length) });
  } finally {
    await handle.close();
  }
}

async function openToRead(path: string): Promise<{ readonly handle: FileHandle; readonly length: number }> {
  try {
    const handle = await open(path, 'r');
    const found = await handle.stat();
    if (found.isFile()) return { handle, length: found.size };
    await handle.close();
    throw new Error('not a file');
  } catch (error) {
    throw new AppError({
      kind: 'invalid_input',
      code: 'FILE_UNREADABLE',
      message: say(`无法读取文件 ${path}`, `The file ${path} cannot be read`),
      remedy: say('核对路径和权限', 'Check the path and its permissions'),
      cause: error,
    });
  }
}
