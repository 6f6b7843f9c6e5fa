import type { AreaCode } from '../domain/area.ts';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { Region } from '../domain/region.ts';

const LEVELS: readonly string[] = ['county', 'prefecture', 'province'] satisfies Region['level'][];
const PRECISIONS: readonly string[] = ['seat', 'centroid', 'memory'] satisfies Region['precision'][];
/** code, name, prefecture, province, level, lat, lon, precision. */
const COLUMNS = 8;

/**
 * The regions table (regions.csv, made by scripts/build-regions.ts) by six-digit code, in the order of the codes.
 * @throws AppError `REFERENCE_BROKEN` naming the line that is not a region.
 */
export function parseRegions(csv: string): ReadonlyMap<AreaCode, Region> {
  const [, ...lines] = csv.trimEnd().split('\n');
  return new Map(
    lines.map((line, index) => {
      const region = parseLine(line);
      // Line 1 is the header.
      if (region === null) throw brokenLine(index + 2, line);
      return [region.code, region];
    }),
  );
}

function parseLine(line: string): Region | null {
  const cells = line.split(',');
  const [code = '', name = '', prefectureName = '', provinceName = '', level = '', lat, lon, precision = ''] =
    cells;
  const latitude = Number(lat);
  const longitude = Number(lon);
  const isSound =
    cells.length === COLUMNS &&
    /^\d{6}$/.test(code) &&
    Number.isFinite(latitude) &&
    Number.isFinite(longitude) &&
    isLevel(level) &&
    isPrecision(precision);
  if (!isSound || !isLevel(level) || !isPrecision(precision)) return null;
  return { code, name, prefectureName, provinceName, level, latitude, longitude, precision };
}

function isLevel(text: string): text is Region['level'] {
  return LEVELS.includes(text);
}

function isPrecision(text: string): text is Region['precision'] {
  return PRECISIONS.includes(text);
}

function brokenLine(line: number, text: string): AppError {
  return new AppError({
    kind: 'internal',
    code: 'REFERENCE_BROKEN',
    message: say(
      `行政区划表第 ${line} 行无法读取：${text}`,
      `Line ${line} of the regions table cannot be read: ${text}`,
    ),
    remedy: say(
      '请恢复 src/reference/regions.csv，或运行 npx tsx scripts/build-regions.ts',
      'Restore src/reference/regions.csv, or run npx tsx scripts/build-regions.ts',
    ),
  });
}
