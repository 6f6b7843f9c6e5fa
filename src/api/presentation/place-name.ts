import { countyOf, type AreaCode } from '../../domain/area.ts';
import type { Reference } from '../../domain/reference.ts';

/** The name of a place with what holds it: `甘肃省定西市陇西县`. The code itself where it is not in the table. */
export function placeName(reference: Reference, code: AreaCode): string {
  if (code.startsWith('99')) return '境外';
  const region = reference.regions.get(countyOf(code));
  if (region === undefined) return code;
  return [...new Set([region.provinceName, region.prefectureName, region.name])].join('');
}
