import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Request } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { openUpload, type OpenUpload } from './open-upload.ts';
import { limitFor, tooLarge, type UploadLimits } from './upload-limits.ts';

/** A file that came in whole. */
export interface Upload {
  /** As the caller called it; `upload.csv` or `upload.xlsx` where it did not. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes that are still read and thrown away after a refusal, so that the caller gets to read it. */
const DRAIN_BYTES = 64 * 1024 * 1024;

/**
 * Streams a file to the disk, and reads it back once it is whole and within its limit: slow callers hold no memory. The file has
 * no name while it is written, so that nothing is left even when the process is killed. What the file is decides its limit:
 * its first bytes or its name, whichever is stricter.
 * @throws AppError `UPLOAD_TOO_LARGE` naming the limit and the command line, `UPLOAD_EMPTY`, `MEDIA_TYPE_UNSUPPORTED`,
 *   `UPLOAD_FILE_MISSING`, `UPLOAD_BROKEN` when the caller goes away or the form is broken.
 */
export async function receiveUpload(request: Request, limits: UploadLimits): Promise<Upload> {
  try {
    refuseByLength(request, limits);
    const upload = await openUpload(request);
    const bytes = await throughDisk(upload, limits);
    if (bytes.length === 0) throw empty();
    return { name: upload.name, bytes };
  } catch (error) {
    drain(request);
    throw error instanceof AppError ? error : broken(error);
  }
}

/** Known to be too large before a byte is read. */
function refuseByLength(request: Request, limits: UploadLimits): void {
  const length = Number(request.get('content-length') ?? 0);
  const most = Math.max(limits.csvBytes, limits.xlsxBytes);
  if (length > most) throw tooLarge(limits.csvBytes >= limits.xlsxBytes ? 'CSV' : 'XLSX', most);
}

async function throughDisk(upload: OpenUpload, limits: UploadLimits): Promise<Uint8Array> {
  const file = await openNameless();
  try {
    return await readBack(file, await store(upload, file, limits));
  } finally {
    await file.close();
  }
}

async function openNameless(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `longqiao-upload-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await rm(name);
  return file;
}

async function store(upload: OpenUpload, file: FileHandle, limits: UploadLimits): Promise<number> {
  let bytes = 0;
  let limit = limitFor(upload.name, Buffer.alloc(0), limits);
  for await (const chunk of upload.chunks) {
    if (bytes === 0) limit = limitFor(upload.name, chunk, limits);
    bytes += chunk.length;
    if (bytes > limit.bytes) throw tooLarge(limit.kind, limit.bytes);
    await file.writeFile(chunk);
  }
  return bytes;
}

async function readBack(file: FileHandle, bytes: number): Promise<Uint8Array> {
  const whole = Buffer.alloc(bytes);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(whole, at, bytes - at, at);
    if (bytesRead === 0) throw new Error('the file is shorter than what was written');
    at += bytesRead;
  }
  return whole;
}

function drain(request: Request): void {
  let bytes = 0;
  request.unpipe();
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DRAIN_BYTES) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}

function empty(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'UPLOAD_EMPTY',
    message: say('上传的文件是空的', 'The uploaded file is empty'),
    remedy: say('检查文件后重新上传', 'Check the file and upload it again'),
  });
}

function broken(cause: unknown): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'UPLOAD_BROKEN',
    message: say('上传中断或表单格式不对', 'The upload broke off, or the form is malformed'),
    remedy: say(
      '重新上传；很大的文件请用命令行 longqiao import',
      'Upload again; for very large files use longqiao import',
    ),
    cause,
  });
}
