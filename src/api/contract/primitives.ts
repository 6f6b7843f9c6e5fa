import { z } from 'zod';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import { standardIdNumber } from '../../domain/id-number.ts';
import { isId } from '../../domain/ids.ts';

type IdPrefix = Parameters<typeof isId>[0];

/** Items of a page when nothing is asked, and at most. */
const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;

/** A text of a certain form: refused with words for people, while the document carries the pattern for programs. */
export function formed(pattern: RegExp, form: Bilingual) {
  return z
    .string()
    .refine((text) => pattern.test(text), { params: { ...form } })
    .meta({ pattern: pattern.source });
}

/** An id such as `L12`; a text that is none is refused with its form. */
export function idOf<Prefix extends IdPrefix>(prefix: Prefix) {
  const text = z
    .string()
    .refine((value) => isId(prefix, value), {
      params: { zh: `编号形如 ${prefix}12`, en: `An id looks like ${prefix}12` },
    })
    .meta({ pattern: `^${prefix}[1-9]\\d{0,9}$`, example: `${prefix}12` });
  // The check admits exactly the texts of this type.
  return text as unknown as z.ZodType<`${Prefix}${number}`, string>;
}

/** An ID number of 18 characters or of the old 15 digits, brought to 18 with upper-case X; flows say what is wrong inside. */
export const idNumber = z
  .string()
  .min(15)
  .max(24)
  .transform(standardIdNumber)
  .meta({ description: '公民身份号码，18 位，旧证 15 位 / GB 11643, 18 characters, or 15 of an old card' });

/** A calendar day. */
export const isoDate = z.iso.date().meta({ example: '2026-12-01' });

/** 2, 4, 6, 9 or 12 digits. */
export const areaPrefix = formed(
  /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/,
  say('区划前缀须为 2、4、6、9 或 12 位数字', 'An area prefix has 2, 4, 6, 9 or 12 digits'),
).meta({ description: '区划前缀 / area prefix', example: '6211' });

/** An area prefix, or empty for everywhere. */
export const areaPrefixOrAll = formed(
  /^(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/,
  say(
    '区划前缀须为 2、4、6、9 或 12 位数字，空表示全部',
    'An area prefix has 2, 4, 6, 9 or 12 digits, or is empty',
  ),
).meta({ description: '区划前缀，空表示全部 / area prefix, empty is everywhere', example: '62' });

/** 6, 9 or 12 digits. */
export const areaCode = formed(
  /^(\d{6}|\d{9}|\d{12})$/,
  say('区划代码须为 6、9 或 12 位数字', 'An area code has 6, 9 or 12 digits'),
).meta({ description: '行政区划代码 / GB/T 2260 code', example: '621121' });

/** A code of the reference tables: `welder`, `skill:锁边`, `cert:welding`. */
export const code = z.string().min(1).max(60);

/** A short text of one line. */
export function words(most: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !hasControlCharacter(text), {
      params: { zh: '不能含控制字符', en: 'No control characters' },
    });
}

/** A whole number within bounds. */
export function whole(least: number, most: number) {
  return z.int().min(least).max(most);
}

/** A sentence in both languages. */
export const bilingual = z.strictObject({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' });

/** `?after=&limit=` of a listing. */
export const pageQuery = {
  after: formed(
    /^[\w-]{1,200}$/,
    say('请原样填上一页的 next', 'Give the `next` of the page before, as it is'),
  )
    .optional()
    .meta({ description: '上一页的 next / `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
};

/** A page of some items. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z
      .string()
      .nullable()
      .meta({ description: '下一页的 after，null 表示没有了 / `after` of the next page, null at the end' }),
  });
}

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** NUL and the other C0 controls: PostgreSQL refuses NUL, and no name holds one. */
function hasControlCharacter(text: string): boolean {
  for (const character of text) if (character < ' ' || character === '\u007F') return true;
  return false;
}
