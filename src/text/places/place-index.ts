import type { AreaCode } from '../../domain/area.ts';
import type { Region } from '../../domain/region.ts';
import { PhraseIndex } from '../phrase-index.ts';
import { shortNamesOf } from './region-names.ts';

/** Regions that a name can mean, and whether the name is their full one. */
export interface NamedRegions {
  readonly regions: readonly Region[];
  readonly isFullName: boolean;
}

/** The regions by every name; a full name hides what others are called for short (`吉林市` is no 吉林省). */
export function createPlaceIndex(regions: ReadonlyMap<AreaCode, Region>): PhraseIndex<NamedRegions> {
  const byFullName = new Map<string, Region[]>();
  const byShortName = new Map<string, Region[]>();
  for (const region of regions.values()) {
    push(byFullName, region.name, region);
    for (const name of shortNamesOf(region)) push(byShortName, name, region);
  }
  const index = new PhraseIndex<NamedRegions>();
  for (const [name, owners] of byFullName) index.add(name, { regions: owners, isFullName: true });
  for (const [name, owners] of byShortName) index.add(name, { regions: owners, isFullName: false });
  return index;
}

function push(map: Map<string, Region[]>, name: string, region: Region): void {
  const owners = map.get(name);
  if (owners === undefined) map.set(name, [region]);
  else owners.push(region);
}
