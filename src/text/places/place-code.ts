import type { AreaCode } from '../../domain/area.ts';
import type { Region } from '../../domain/region.ts';

/** Digits of a code: a prefix of a level, or padded with zeros to a county or a village. */
const CODE = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

/** Whether a text is written as an area code. */
export function isPlaceCode(text: string): boolean {
  return CODE.test(text);
}

/**
 * The region of a code: its county; where the table has none (merged counties, development zones), its prefecture; of a
 * municipality (`110100`), the province. `null` for a code of no known prefecture.
 */
export function regionOfCode(code: string, regions: ReadonlyMap<AreaCode, Region>): Region | null {
  const county = code.slice(0, 6).padEnd(6, '0');
  const exact = regions.get(county) ?? regions.get(`${county.slice(0, 4)}00`);
  if (exact !== undefined) return exact;
  const province = regions.get(`${county.slice(0, 2)}0000`);
  return province !== undefined && isMunicipalPart(county, regions) ? province : null;
}

/** The parts of a municipality are `01` (districts) and `02` (counties), which are no rows of the table. */
function isMunicipalPart(code: string, regions: ReadonlyMap<AreaCode, Region>): boolean {
  const prefix = code.slice(0, 4);
  if (!prefix.endsWith('01') && !prefix.endsWith('02')) return false;
  return regions.has(`${prefix}01`) || regions.has(`${prefix}29`);
}
