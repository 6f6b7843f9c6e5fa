import type { Bilingual } from '../domain/bilingual.ts';
import { AppError, type ErrorKind } from '../domain/errors.ts';

interface FileFault {
  readonly code: string;
  /** Name of the file as the user gave it. */
  readonly file: string;
  /** What is wrong, without the file's name. */
  readonly what: Bilingual;
  readonly remedy: Bilingual;
  readonly kind?: ErrorKind;
  readonly cause?: unknown;
}

/**
 * A failure of a whole file: nothing of it goes in. Names the file, says what is wrong and how to mend it.
 */
export function fileFault(fault: FileFault): AppError {
  return new AppError({
    kind: fault.kind ?? 'invalid_input',
    code: fault.code,
    message: { zh: `文件“${fault.file}”：${fault.what.zh}`, en: `File "${fault.file}": ${fault.what.en}` },
    remedy: fault.remedy,
    cause: fault.cause,
  });
}
