import type { AreaCode } from '../../domain/area.ts';
import type { Reference } from '../../domain/reference.ts';

/** The name of a place with its province: `甘肃省武山县`; the code itself where it is not in the table. */
export function placeName(reference: Reference, code: AreaCode | null): string {
  if (code === null) return '地点不明';
  const region = reference.regions.get(code.slice(0, 6));
  if (region === undefined) return code;
  return region.level === 'province' ? region.name : `${region.provinceName}${region.name}`;
}
