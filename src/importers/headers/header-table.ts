import { simplified } from '../../text/simplified.ts';

/**
 * The columns that a kind of file can have: each field with the headers that real files use for it, the
 * official first.
 */
export interface HeaderTable<Field extends string> {
  readonly aliases: Readonly<Record<Field, readonly string[]>>;
  /** Fields without which no row can be read: a file without them is refused. */
  readonly required: readonly Field[];
  /** Fields whose cells are never shown, however they are mistyped. */
  readonly personal: readonly Field[];
}

/**
 * A header as it is compared: half-width, without blanks, stars, colons, punctuation and remarks in brackets
 * (`姓名 *`, `月薪下限（元）`, `身份证号：` are 姓名, 月薪下限, 身份证号).
 */
export function headerKey(text: string): string {
  return simplified(text.normalize('NFKC'))
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replaceAll(/[\s*:：、,。.\-—_/\u200b\ufeff'"“”]/g, '')
    .toLowerCase();
}
