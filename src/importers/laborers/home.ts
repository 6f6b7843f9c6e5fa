import type { AreaCode } from '../../domain/area.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { LaborerField } from '../headers/laborer-headers.ts';

/** Gansu: names that several provinces share mean the one here. */
export const HOME_PROVINCE = '62';
/** Cities without counties, which stand as their own: 嘉峪关, 东莞, 中山, 儋州. */
const COUNTY_LESS_CITIES: readonly AreaCode[] = ['620200', '441900', '442000', '460400'];
/** GB/T 2260 and its extension down to townships (9) and villages (12). */
const AREA_CODE = /^\d{6}(?:\d{3}){0,2}$/;

/**
 * 所属区域: the county, or the township or village where the cell gives the full code. Notes a rejection and
 * gives `null` when the place is missing, unknown, or coarser than a county: a person without a county is in
 * nobody's scope.
 */
export function homeCell(cells: RowCells<LaborerField>, coder: TextCoder): AreaCode | null {
  const words = cells.words('home');
  if (words === '') {
    cells.reject('home', 'HOME_MISSING', {
      zh: '所属区域为空，请填到县（区、市），如“武山县”或 620524',
      en: 'The home area is empty: give the county, such as 武山县 or 620524',
    });
    return null;
  }
  const digits = cells.compact('home');
  const isCode = AREA_CODE.test(digits);
  const place = coder.place(isCode ? digits.slice(0, 6) : words, HOME_PROVINCE);
  if (place === null) {
    cells.reject('home', 'HOME_UNKNOWN', {
      zh: `认不出“${isCode ? digits : words}”，请写全称（省市县）或填 6 位行政区划代码`,
      en: `"${isCode ? digits : words}" is no known place: write province, city and county in full, or the six-digit area code`,
    });
    return null;
  }
  if (place.level !== 'county' && !COUNTY_LESS_CITIES.includes(place.code)) {
    cells.reject('home', 'HOME_COARSE', {
      zh: `“${words}”只到省或市，请填到县（区、市）`,
      en: `"${words}" is a province or city: give the county`,
    });
    return null;
  }
  return isCode ? digits : place.code;
}
