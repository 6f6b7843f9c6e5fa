import type { Region } from '../../src/domain/region.ts';

/** Real seats: code, name, prefecture, province, latitude, longitude. */
const ROWS: readonly (readonly [string, string, string, string, number, number])[] = [
  ['620524', '武山县', '天水市', '甘肃省', 34.721955, 104.891696],
  ['620523', '甘谷县', '天水市', '甘肃省', 34.747327, 105.332347],
  ['620802', '崆峒区', '平凉市', '甘肃省', 35.54173, 106.684223],
  ['621122', '陇西县', '定西市', '甘肃省', 35.003409, 104.637554],
  ['622901', '临夏市', '临夏回族自治州', '甘肃省', 35.59941, 103.211634],
  ['620102', '城关区', '兰州市', '甘肃省', 36.049115, 103.841032],
  ['620200', '嘉峪关市', '嘉峪关市', '甘肃省', 39.772, 98.289],
  ['640302', '利通区', '吴忠市', '宁夏回族自治区', 37.985967, 106.199419],
  ['120111', '西青区', '天津市', '天津市', 39.139446, 117.012247],
  ['350102', '鼓楼区', '福州市', '福建省', 26.082284, 119.29929],
  ['440307', '龙岗区', '深圳市', '广东省', 22.721511, 114.251372],
];

const COUNTIES: readonly Region[] = ROWS.map(
  ([code, name, prefectureName, provinceName, latitude, longitude]): Region => ({
    code,
    name,
    prefectureName,
    provinceName,
    level: code.endsWith('00') ? 'prefecture' : 'county',
    latitude,
    longitude,
    precision: 'seat',
  }),
);

/** 肃北: only the middle of its area is known, far from its seat. */
const SUBEI: Region = {
  code: '620923',
  name: '肃北县',
  prefectureName: '酒泉市',
  provinceName: '甘肃省',
  level: 'county',
  latitude: 39.5,
  longitude: 95.9,
  precision: 'centroid',
};

/** A dozen regions of the country. */
export const tinyRegions: ReadonlyMap<string, Region> = new Map(
  [...COUNTIES, SUBEI].map((region) => [region.code, region]),
);
