import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';

/** A file that is coming in. */
export interface OpenUpload {
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Content types of a file as a bare body, and the name it gets without one. */
const RAW_TYPES: Readonly<Record<string, string>> = {
  'text/csv': 'upload.csv',
  'text/plain': 'upload.csv',
  'application/vnd.ms-excel': 'upload.csv',
  'application/octet-stream': 'upload.csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'upload.xlsx',
};

/** The form field that holds the file. */
const FIELD = 'file';

/** Finds the file in a request: the body itself, or the field `file` of a form. @throws AppError `MEDIA_TYPE_UNSUPPORTED`. */
export async function openUpload(request: Request): Promise<OpenUpload> {
  if (request.is('multipart/form-data') !== false) return await fileOfForm(request);
  const type = Object.keys(RAW_TYPES).find((known) => request.is(known) !== false);
  const fallback = type === undefined ? undefined : RAW_TYPES[type];
  if (fallback === undefined) throw unsupported();
  return {
    name: nameOf(request.get('content-disposition')) ?? fallback,
    chunks: chunksOf(request),
  };
}

async function fileOfForm(request: Request): Promise<OpenUpload> {
  return await new Promise<OpenUpload>((resolve, reject) => {
    const form = busboy({ headers: request.headers, limits: { files: 1 }, defParamCharset: 'utf8' });
    form.on('file', (field, stream, info) => {
      // A form that breaks off destroys the file, maybe before anyone reads it: the reader sees the error, nobody else must.
      stream.on('error', () => undefined);
      if (field === FIELD) {
        resolve({ name: plainName(info.filename) ?? 'upload.csv', chunks: chunksOf(stream) });
        request.once('close', () => {
          if (!request.complete) stream.destroy(new Error('the caller went away'));
        });
      } else stream.resume();
    });
    form.on('error', reject);
    form.once('close', () => reject(noFile()));
    request.once('error', reject);
    request.pipe(form);
  });
}

/** Leaving the loop early must not destroy the stream: the request is drained, so that the answer arrives. */
async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false }))
    yield Buffer.from(chunk as Uint8Array);
}

/** The file name of `Content-Disposition: attachment; filename="…"` or `filename*=UTF-8''…`. */
function nameOf(header: string | undefined): string | undefined {
  const [, extended] = /filename\*=UTF-8''([^;\s]+)/i.exec(header ?? '') ?? [];
  if (extended !== undefined) return plainName(decoded(extended));
  const [, plain] = /filename="?([^";]+)"?/i.exec(header ?? '') ?? [];
  return plainName(plain);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The last part of a path, without digits that could be someone's; it stands in the report. */
function plainName(name: string | undefined): string | undefined {
  const last = name?.split(/[/\\]/).at(-1)?.trim();
  return last ? last.slice(0, 120).replaceAll(/\d{11,}[Xx]?/g, '…') : undefined;
}

function unsupported(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'MEDIA_TYPE_UNSUPPORTED',
    message: say('只接受 CSV 或 XLSX 文件', 'Only CSV and XLSX files are taken'),
    remedy: say(
      '设置 Content-Type: text/csv，或用 multipart/form-data 的 file 字段',
      'Set Content-Type: text/csv, or send the field `file` of a multipart/form-data form',
    ),
  });
}

function noFile(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'UPLOAD_FILE_MISSING',
    message: say('表单里没有 file 字段', 'The form has no field `file`'),
    remedy: say('把文件放在 file 字段里', 'Put the file into the field `file`'),
  });
}
