import type { AreaCode } from '../../domain/area.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { OpeningField } from '../headers/opening-headers.ts';

/** Where the work is, and its words. */
export interface FoundPlace {
  readonly placeCode: AreaCode | null;
  readonly placeWords?: string;
}

/** Digits 3 and 4 of a credit code are the province in which the employer is registered. */
const PROVINCE_OF_CREDIT_CODE = [2, 4] as const;

/**
 * 工作地点. A name that several provinces share (城关区) is the one of the employer's own. An empty cell is an
 * unknown place (a warning: the opening is taken and reported as PLACE_UNKNOWN until it has one); words that
 * give no place are a rejection, since they can be mended.
 */
export function placeOf(
  cells: RowCells<OpeningField>,
  coder: TextCoder,
  creditCode: string | null,
): FoundPlace {
  const words = cells.words('place');
  if (words === '') {
    cells.warn('place', 'PLACE_MISSING', {
      zh: '工作地点为空：岗位已收下，但补填前不会推荐给任何人',
      en: 'The workplace is empty: the opening is taken, but offered to nobody until it has one',
    });
    return { placeCode: null };
  }
  const place = coder.place(words, creditCode?.slice(...PROVINCE_OF_CREDIT_CODE));
  if (place !== null && place.level !== 'province') return { placeCode: place.code, placeWords: words };
  if (place === null) {
    cells.reject('place', 'PLACE_UNKNOWN', {
      zh: `认不出工作地点“${words}”，请写省、市、县（区）全称，如“福建省厦门市同安区”`,
      en: `"${words}" is no known place: write province, city and county in full, such as 福建省厦门市同安区`,
    });
  } else {
    cells.reject('place', 'PLACE_COARSE', {
      zh: `“${words}”只到省，请至少填到市，最好填到县（区）`,
      en: `"${words}" is a whole province: give the city at least, better the county`,
    });
  }
  return { placeCode: null, placeWords: words };
}
