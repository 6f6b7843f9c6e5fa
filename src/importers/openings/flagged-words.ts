import type { TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { OpeningField } from '../headers/opening-headers.ts';

/** Cells in which an advertisement can say what the law forbids to ask. */
const ADVERTISED: readonly OpeningField[] = [
  'title',
  'trade',
  'skills',
  'age',
  'certificates',
  'description',
  'remarks',
];
const ANY_SEX = /^(?:不限|男女不限|无|无要求|不要求|男女均可|均可|男女|-|—|\/)?$/;

/**
 * Discriminatory words of an opening (网络招聘服务管理规定): found, kept for the record, never matched on. A 性别要求 is
 * read and not used. Each is a warning.
 */
export function flaggedWordsOf(cells: RowCells<OpeningField>, coder: TextCoder): readonly string[] {
  const flagged = new Set<string>();
  for (const field of ADVERTISED) {
    const words = cells.words(field) === '' ? [] : coder.discriminatoryWords(cells.words(field));
    if (words.length === 0) continue;
    for (const word of words) flagged.add(word);
    cells.warn(field, 'DISCRIMINATORY_WORDS', {
      zh: `含歧视性表述：${words.join('、')}，依法不采用，请招聘单位改正`,
      en: `Discriminatory wording (${words.join(', ')}) is not used, as the law requires: the employer must mend it`,
    });
  }
  const sex = cells.compact('sex');
  if (!ANY_SEX.test(sex)) {
    flagged.add(`性别要求：${sex}`);
    cells.warn('sex', 'SEX_NOT_USED', {
      zh: `性别要求“${sex}”依法不采用`,
      en: `The sex asked for ("${sex}") is not used, as the law requires`,
    });
  }
  return [...flagged];
}
