import type { FileHandle } from 'node:fs/promises';
import type { Request } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { openNameless } from '../../flows/nameless-file.ts';
import { storedBytes } from '../../flows/stored-bytes.ts';
import type { GivenFile } from '../../flows/ports/files.ts';
import { openUpload, type OpenUpload } from './open-upload.ts';
import { limitFor, tooLarge, type UploadLimits } from './upload-limits.ts';

/** Bytes that are still read and thrown away after a refusal, so that the caller gets to read it. */
const DRAIN_BYTES = 64 * 1024 * 1024;

/**
 * Streams a file to the disk and works on it there once it is whole and within its limit: neither slow callers nor large files
 * hold memory. The file has no name, so that nothing is left even when the process is killed. What the file is decides its limit:
 * its first bytes or its name, whichever is stricter; `upload.csv` or `upload.xlsx` is its name where the caller gave none.
 * @throws AppError `UPLOAD_TOO_LARGE` naming the limit and the command line, `UPLOAD_EMPTY`, `MEDIA_TYPE_UNSUPPORTED`,
 *   `UPLOAD_FILE_MISSING`, `UPLOAD_BROKEN` when the caller goes away or the form is broken.
 */
export async function withUpload<Result>(
  request: Request,
  limits: UploadLimits,
  work: (file: GivenFile) => Promise<Result>,
): Promise<Result> {
  const stored = await openNameless();
  try {
    const { name, length } = await receive(request, limits, stored);
    return await work({ name, bytes: storedBytes(stored.fd, length) });
  } finally {
    await stored.close();
  }
}

async function receive(
  request: Request,
  limits: UploadLimits,
  stored: FileHandle,
): Promise<{ readonly name: string; readonly length: number }> {
  try {
    refuseByLength(request, limits);
    const upload = await openUpload(request);
    const length = await store(upload, stored, limits);
    if (length === 0) throw empty();
    return { name: upload.name, length };
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
