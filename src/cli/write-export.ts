import { open } from 'node:fs/promises';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** Everyone on the machine may read it; or its owner alone. */
const PUBLIC_MODE = 0o644;
const PRIVATE_MODE = 0o600;

/**
 * Writes an exported file, over an older one of the same name. A private one (whole ID numbers) is its owner's alone, even
 * where an older file was open to all.
 * @throws AppError `FILE_UNWRITABLE`.
 */
export async function writeExport(
  out: string,
  bytes: Uint8Array,
  { isPrivate }: { readonly isPrivate: boolean },
): Promise<void> {
  const mode = isPrivate ? PRIVATE_MODE : PUBLIC_MODE;
  try {
    const file = await open(out, 'w', mode);
    try {
      if (isPrivate) await file.chmod(mode);
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unwritable(out, error);
  }
}

function unwritable(out: string, cause: unknown): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'FILE_UNWRITABLE',
    message: say(`无法写入文件 ${out}`, `The file ${out} cannot be written`),
    remedy: say(
      '核对目录是否存在、是否有权限、磁盘是否已满，或用 --out 换一个位置',
      'Check that the folder exists, its permissions and free space, or choose another place with --out',
    ),
    cause,
  });
}
