import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';

/** Longer than any road of the country, km. */
const MAX_KM = 6_000;

/** 最远距离: whole or decimal kilometres, with or without 公里, 千米, km; 里 is half a kilometre. 不限 says nothing. */
export function distanceKm(text: string): Parsed<number> {
  if (text === '' || /^(?:不限|无|无限制|-|—|\/)$/.test(text)) return EMPTY;
  const match = /^(\d{1,5}(?:\.\d+)?)\s*(公里|千米|km|里)?(?:以内|内)?$/i.exec(text);
  const kilometers = match === null ? Number.NaN : Number(match[1]) * (match[2] === '里' ? 0.5 : 1);
  if (kilometers > 0 && kilometers <= MAX_KM) return parsedValue(kilometers);
  return parsedFault(
    `最远距离“${text}”请填公里数，如 100；不限请留空`,
    `"${text}": give the longest road in kilometers, such as 100; leave it empty for no limit`,
  );
}
