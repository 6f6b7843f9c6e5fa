import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { say } from '../../src/domain/bilingual.ts';
import { AppError } from '../../src/domain/errors.ts';

const MANIFEST = 'manifest.json';
/** As `sha256sum` writes and checks it. */
const MANIFEST_SUM = 'manifest.sha256';

/** A plain name: it is put into statements and paths. */
const nameSchema = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  createdAt: z.string(),
  /** Version of the server. */
  postgres: z.string(),
  /** Names of the migrations that the database had, in order. */
  migrations: z.array(z.string()),
  /** Runs whose recommendations have a partition. */
  runs: z.array(z.int()),
  tables: z.array(
    z.strictObject({
      name: nameSchema,
      columns: z.array(nameSchema),
      rows: z.int(),
      /** Of the file `<name>.copy.gz`, lower-case hex. */
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.strictObject({ name: nameSchema, last: z.string(), isCalled: z.boolean() })),
});

/** What a backup holds. */
export type BackupManifest = z.infer<typeof manifestSchema>;

/** The file of a table: PostgreSQL's COPY text, compressed. */
export function tableFile(folder: string, table: string): string {
  return path.join(folder, `${table}.copy.gz`);
}

/** Writes the manifest and its own checksum; the last files of a backup. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const sum = createHash('sha256').update(text).digest('hex');
  await writeFile(path.join(folder, MANIFEST), text, { mode: 0o600, flush: true });
  await writeFile(path.join(folder, MANIFEST_SUM), `${sum}  ${MANIFEST}\n`, { mode: 0o600, flush: true });
}

/**
 * The manifest of a backup, after its own checksum and those of all its files.
 * @throws AppError `BACKUP_NOT_FOUND`, `BACKUP_BROKEN` with the file's name.
 */
export async function readCheckedManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => null);
  const sum = await readFile(path.join(folder, MANIFEST_SUM), 'utf8').catch(() => null);
  if (text === null || sum === null) throw notFound(folder);
  if (sum.slice(0, 64) !== createHash('sha256').update(text).digest('hex')) throw broken(folder, MANIFEST);
  const manifest = manifestSchema.parse(JSON.parse(text));
  for (const table of manifest.tables) {
    const file = tableFile(folder, table.name);
    const found = await sha256Of(file).catch(() => null);
    if (found !== table.sha256) throw broken(folder, path.basename(file));
  }
  return manifest;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function notFound(folder: string): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'BACKUP_NOT_FOUND',
    message: say(`${folder} 里没有完整的备份`, `There is no whole backup in ${folder}`),
    remedy: say(
      '指定 ./scripts/backup 写出的目录；名字以 .part 结尾的没有写完，不能用',
      'Name a folder that ./scripts/backup wrote; one that ends with .part was never finished',
    ),
  });
}

function broken(folder: string, file: string): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'BACKUP_BROKEN',
    message: say(
      `备份 ${folder} 中的 ${file} 缺失或与校验和不符，什么也没有恢复`,
      `${file} of the backup ${folder} is missing or differs from its checksum; nothing was restored`,
    ),
    remedy: say('换另一份副本，或更早的备份', 'Take another copy of it, or an earlier backup'),
  });
}
