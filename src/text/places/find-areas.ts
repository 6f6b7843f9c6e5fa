import { areaPrefix, isInside, type AreaPrefix } from '../../domain/area.ts';
import type { Coded, PlaceMatch } from '../coded.ts';
import { normalizeText } from '../normalize.ts';
import type { PlaceFinder } from './find-place.ts';

/** 和 is no separator: 和田, 和政, 呼和浩特. */
const SEPARATORS = /[、，,;；|/\n]|\s+|以及|及|或者?|与/;
const ORDINAL = /^\(?(?:\d{1,2}|[一二三四①-④])[.、):]\s*(?=\D)/;

/**
 * An ordered list of places, the first wish first; each place once. A name that several places share is looked for within
 * `within`, then beside the place before it (`兰州市城关区、安宁区`).
 */
export function findAreas(text: string, finder: PlaceFinder, within?: AreaPrefix): Coded<PlaceMatch> {
  const found: PlaceMatch[] = [];
  const unknown: string[] = [];
  for (const piece of piecesOf(text)) {
    const place = finder.find(piece, within) ?? besideLast(piece, finder, found.at(-1));
    if (place === null) unknown.push(piece);
    else if (!found.some(({ code }) => code === place.code)) found.push(place);
  }
  return { found, unknown };
}

function piecesOf(text: string): readonly string[] {
  return normalizeText(text)
    .split(SEPARATORS)
    .map((piece) => piece.replace(ORDINAL, '').trim())
    .filter((piece) => piece !== '');
}

function besideLast(piece: string, finder: PlaceFinder, last: PlaceMatch | undefined): PlaceMatch | null {
  if (last === undefined) return null;
  const prefecture = areaPrefix(last.code).slice(0, 4);
  const place = finder.find(piece, prefecture);
  return place !== null && isInside(prefecture, place.code) ? place : null;
}
