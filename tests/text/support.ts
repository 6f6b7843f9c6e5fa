import { loadReference } from '../../src/reference/load-reference.ts';
import { createTextCoder, type TextCoder } from '../../src/text/text-coder.ts';

export const reference = loadReference();

let coder: TextCoder | undefined;

/** One coder a test file: jieba's dictionary takes 0.3 s. */
export function textCoder(): TextCoder {
  coder ??= createTextCoder(reference);
  return coder;
}
