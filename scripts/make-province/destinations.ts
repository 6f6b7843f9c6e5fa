import type { AreaCode, AreaPrefix } from '../../src/domain/area.ts';
import type { Reference } from '../../src/domain/reference.ts';
import type { Industry } from './industries.ts';
import { pickFrom, weighted } from './pick.ts';
import type { Random } from './random.ts';

/** A city that takes workers, with what it lives on. */
export interface Destination {
  /** As people call it in a company's name. */
  readonly name: string;
  readonly prefix: AreaPrefix;
  readonly weight: number;
  readonly industries: readonly Industry[];
}

/**
 * Tianjin and Shandong since 2021, Fujian before; pairs by prefecture are dated data of their own (P; Yantai
 * (M)).
 */
const PARTNER_CITIES: readonly Destination[] = [
  { name: '天津', prefix: '12', weight: 45, industries: ['electronics', 'machinery', 'automotive', 'food'] },
  { name: '青岛', prefix: '3702', weight: 17, industries: ['machinery', 'food', 'electronics'] },
  { name: '济南', prefix: '3701', weight: 13, industries: ['machinery', 'logistics', 'care'] },
  { name: '烟台', prefix: '3706', weight: 10, industries: ['food', 'electronics', 'automotive'] },
  { name: '福州', prefix: '3501', weight: 8, industries: ['textile', 'electronics', 'food'] },
  { name: '厦门', prefix: '3502', weight: 7, industries: ['electronics', 'food', 'logistics'] },
];

/**
 * Where most of those who leave the province go (M), strong in the neighboring northwest and on the coast.
 */
const OTHER_CITIES: readonly Destination[] = [
  { name: '乌鲁木齐', prefix: '6501', weight: 8, industries: ['construction', 'catering', 'logistics'] },
  { name: '昌吉', prefix: '6523', weight: 5, industries: ['farming', 'construction', 'energy'] },
  { name: '阿克苏', prefix: '6529', weight: 4, industries: ['farming', 'textile'] },
  { name: '西宁', prefix: '6301', weight: 5, industries: ['construction', 'catering', 'energy'] },
  { name: '海西', prefix: '6328', weight: 3, industries: ['mining', 'energy', 'construction'] },
  { name: '银川', prefix: '6401', weight: 5, industries: ['construction', 'machinery', 'energy'] },
  { name: '鄂尔多斯', prefix: '1506', weight: 4, industries: ['mining', 'construction'] },
  { name: '阿拉善', prefix: '1529', weight: 2, industries: ['mining', 'farming'] },
  { name: '西安', prefix: '6101', weight: 8, industries: ['construction', 'catering', 'automotive', 'care'] },
  { name: '北京', prefix: '11', weight: 5, industries: ['catering', 'care', 'property', 'logistics'] },
  { name: '上海', prefix: '31', weight: 5, industries: ['logistics', 'catering', 'care', 'property'] },
  { name: '苏州', prefix: '3205', weight: 9, industries: ['electronics', 'machinery', 'energy'] },
  { name: '无锡', prefix: '3202', weight: 4, industries: ['electronics', 'textile', 'machinery'] },
  { name: '南通', prefix: '3206', weight: 2, industries: ['textile', 'construction'] },
  { name: '杭州', prefix: '3301', weight: 5, industries: ['logistics', 'catering', 'retail'] },
  { name: '宁波', prefix: '3302', weight: 5, industries: ['machinery', 'textile', 'automotive'] },
  { name: '金华', prefix: '3307', weight: 3, industries: ['logistics', 'textile', 'retail'] },
  { name: '温州', prefix: '3303', weight: 2, industries: ['shoes', 'machinery'] },
  { name: '深圳', prefix: '4403', weight: 5, industries: ['electronics', 'logistics', 'property'] },
  { name: '东莞', prefix: '441900', weight: 5, industries: ['electronics', 'shoes', 'machinery'] },
  { name: '广州', prefix: '4401', weight: 3, industries: ['textile', 'logistics', 'catering'] },
  { name: '中山', prefix: '442000', weight: 1, industries: ['electronics', 'machinery'] },
  { name: '泉州', prefix: '3505', weight: 2, industries: ['shoes', 'textile'] },
  { name: '成都', prefix: '5101', weight: 3, industries: ['electronics', 'catering', 'construction'] },
  { name: '重庆', prefix: '50', weight: 2, industries: ['electronics', 'automotive'] },
  { name: '郑州', prefix: '4101', weight: 2, industries: ['electronics', 'logistics'] },
  { name: '武汉', prefix: '4201', weight: 2, industries: ['automotive', 'construction'] },
  { name: '合肥', prefix: '3401', weight: 2, industries: ['electronics', 'energy'] },
  { name: '拉萨', prefix: '5401', weight: 2, industries: ['construction', 'catering'] },
  { name: '太原', prefix: '1401', weight: 1, industries: ['mining', 'machinery'] },
];

/** Cities of Gansu that take workers from its other prefectures (M). */
const GANSU_CITIES: readonly Destination[] = [
  {
    name: '兰州',
    prefix: '6201',
    weight: 38,
    industries: ['construction', 'catering', 'property', 'logistics'],
  },
  { name: '兰州新区', prefix: '620171', weight: 10, industries: ['energy', 'machinery', 'food'] },
  { name: '酒泉', prefix: '6209', weight: 11, industries: ['energy', 'farming', 'construction'] },
  { name: '嘉峪关', prefix: '620200', weight: 5, industries: ['mining', 'machinery'] },
  { name: '金昌', prefix: '6203', weight: 5, industries: ['mining', 'machinery'] },
  { name: '张掖', prefix: '6207', weight: 7, industries: ['farming', 'food'] },
  { name: '武威', prefix: '6206', weight: 7, industries: ['farming', 'food', 'construction'] },
  { name: '天水', prefix: '6205', weight: 8, industries: ['electronics', 'machinery', 'catering'] },
  { name: '白银', prefix: '6204', weight: 4, industries: ['mining', 'farming'] },
  { name: '庆阳', prefix: '6210', weight: 5, industries: ['energy', 'construction'] },
];

export const PARTNER_DESTINATIONS = weighted(PARTNER_CITIES.map((city) => [city, city.weight] as const));
export const OTHER_DESTINATIONS = weighted(OTHER_CITIES.map((city) => [city, city.weight] as const));
export const GANSU_DESTINATIONS = weighted(GANSU_CITIES.map((city) => [city, city.weight] as const));

/** The counties of each destination, found once in the regions table. */
export function placesIn(
  reference: Reference,
): (random: Random, destination: Pick<Destination, 'prefix'>) => AreaCode {
  const countiesByPrefix = new Map<AreaPrefix, readonly AreaCode[]>();
  return (random, destination) => {
    let counties = countiesByPrefix.get(destination.prefix);
    if (counties === undefined) {
      counties = countiesOf(reference, destination.prefix);
      countiesByPrefix.set(destination.prefix, counties);
    }
    return pickFrom(random, counties);
  };
}

/**
 * The code by which people name a destination as an area: a city of six digits, or the province for 北京 and
 * its like.
 */
export function areaCodeOf(destination: Pick<Destination, 'prefix'>): AreaCode {
  return destination.prefix.padEnd(6, '0');
}

function countiesOf(reference: Reference, prefix: AreaPrefix): readonly AreaCode[] {
  const counties = [...reference.regions.values()]
    .filter((region) => region.level === 'county' && region.code.startsWith(prefix))
    .map((region) => region.code)
    .toSorted();
  // A city without counties (东莞, 中山, 嘉峪关) stands for itself.
  return counties.length > 0 ? counties : [areaCodeOf({ prefix })];
}
