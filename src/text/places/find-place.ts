import { ABROAD, areaPrefix, isInside, type AreaCode, type AreaPrefix } from '../../domain/area.ts';
import type { Region } from '../../domain/region.ts';
import type { PlaceMatch } from '../coded.ts';
import { normalizeText, wordKey } from '../normalize.ts';
import type { PhraseHit, PhraseIndex } from '../phrase-index.ts';
import { isPlaceCode, regionOfCode } from './place-code.ts';
import { createPlaceIndex, type NamedRegions } from './place-index.ts';

const LABEL = /^(?:中国|工作地[点址]|地[点址]|位于|现居|户籍|[:：\s·,，])+/;
const SEPARATOR = /^[-—·/\\、,，.\s>()（）]+/;
const OVERSEAS =
  /^(?:境外|国外|海外|出国|日本|韩国|新加坡|马来西亚|俄罗斯|德国|以色列|沙特|阿联酋|迪拜|波兰|澳大利亚|新西兰|加拿大|美国|越南|柬埔寨|印尼|印度尼西亚|老挝|蒙古国|哈萨克斯坦|塞尔维亚|匈牙利|阿尔及利亚|安哥拉|刚果|埃塞俄比亚|尼日利亚)/;
/** Short names whose county elsewhere is as likely meant as the prefecture: 朝阳 in Beijing, 朝阳市 in Liaoning. */
const EVENLY_SHARED: ReadonlySet<string> = new Set(['朝阳']);
/** A short name before these is the name of a street or a town: 天水市秦安路 is not in 秦安县. */
const STREET_OR_TOWN = /^(?:[东西南北中]?(?:路|街|大道|大街|巷)|镇|乡|村|街道|社区|小区|大厦|广场)/;
/** Words before a place that starts inside a text are at most this long, such as an employer's name. */
const FARTHEST_START = 20;

type Hit = PhraseHit<NamedRegions>;

/** Finds places in words or digits. */
export interface PlaceFinder {
  find(text: string, within?: AreaPrefix): PlaceMatch | null;
}

/** The regions of the reference table, by code, full name and the usual short names. */
export function createPlaceFinder(regions: ReadonlyMap<AreaCode, Region>): PlaceFinder {
  const index = createPlaceIndex(regions);
  return {
    find(text, within) {
      const normalized = normalizeText(text);
      if (isPlaceCode(normalized)) return match(regionOfCode(normalized, regions), normalized);
      const key = wordKey(normalized.replace(LABEL, ''));
      const overseas = OVERSEAS.exec(key);
      if (overseas !== null) return { code: ABROAD, words: overseas[0], level: 'province' };
      return findInWords(key, index, within);
    },
  };
}

function findInWords(text: string, index: PhraseIndex<NamedRegions>, within?: AreaPrefix): PlaceMatch | null {
  const first = firstHit(text, index);
  if (first === null) return null;
  let end = first.end;
  let candidates = first.value.regions;
  for (let next = nextHit(text, end, candidates, index); next !== null;) {
    candidates = insideAny(next.value.regions, candidates);
    end = next.end;
    next = nextHit(text, end, candidates, index);
  }
  const words = text.slice(first.start, end);
  if (EVENLY_SHARED.has(words) && !candidates.some(({ code }) => isInside(within ?? ABROAD, code)))
    return null;
  return match(chosen(candidates, within), words);
}

/** At the start any name counts; further inside only full names and the short names of provinces and prefectures. */
function firstHit(text: string, index: PhraseIndex<NamedRegions>): Hit | null {
  const atStart = index.longestAt(text, 0);
  if (atStart !== null) return atStart;
  for (let start = 1; start < Math.min(text.length, FARTHEST_START); start += 1) {
    const hit = index.longestAt(text, start, ({ value }) => value.isFullName || hasHigherLevel(value));
    if (hit !== null) return hit;
  }
  return null;
}

function hasHigherLevel({ regions }: NamedRegions): boolean {
  return regions.some(({ level }) => level !== 'county');
}

/** The next finer place, right behind the last one; behind other words (`兰州市高新区城关区`) only by its full name. */
function nextHit(
  text: string,
  position: number,
  holders: readonly Region[],
  index: PhraseIndex<NamedRegions>,
): Hit | null {
  const isFiner = (hit: Hit): boolean =>
    insideAny(hit.value.regions, holders).length > 0 &&
    (hit.value.isFullName || !STREET_OR_TOWN.test(text.slice(hit.end)));
  const start = position + (SEPARATOR.exec(text.slice(position))?.[0].length ?? 0);
  const adjacent = index.longestAt(text, start, isFiner);
  if (adjacent !== null || holders.every(({ level }) => level === 'county')) return adjacent;
  for (let later = start + 1; later < text.length; later += 1) {
    const hit = index.longestAt(text, later, (found) => found.value.isFullName && isFiner(found));
    if (hit !== null) return hit;
  }
  return null;
}

function insideAny(regions: readonly Region[], holders: readonly Region[]): readonly Region[] {
  return regions.filter((region) =>
    holders.some((holder) => holder.code !== region.code && isInside(areaPrefix(holder.code), region.code)),
  );
}

/** One of several places of a name: the one within the preferred area, else the one that holds or outranks the others. */
function chosen(candidates: readonly Region[], within?: AreaPrefix): Region | null {
  const preferred = within === undefined ? [] : candidates.filter(({ code }) => isInside(within, code));
  const pool = preferred.length > 0 ? preferred : candidates;
  for (const level of ['province', 'prefecture', 'county'] as const) {
    const ofLevel = pool.filter((region) => region.level === level);
    if (ofLevel.length > 0) return ofLevel.length === 1 ? (ofLevel[0] ?? null) : null;
  }
  return null;
}

function match(region: Region | null, words: string): PlaceMatch | null {
  return region === null ? null : { code: region.code, words, level: region.level };
}
