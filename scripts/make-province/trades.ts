import type { AreaCode } from '../../src/domain/area.ts';
import type { Sex } from '../../src/domain/laborer.ts';
import { GENERAL_WORK, type Code } from '../../src/domain/occupation.ts';
import { pick, weighted, type Weighted } from './pick.ts';
import type { Random } from './random.ts';

/** Families of trades whose shares the facts give. */
type Family = 'none' | 'building' | 'catering' | 'other';

/**
 * Percent of each sex by family, chosen so that with 37.6 % women all together have 45 / 25 / 12 / 18 (M):
 * building is mostly men's work.
 */
const FAMILIES: Readonly<Record<Sex, Weighted<Family>>> = {
  male: weighted<Family>([
    ['none', 38],
    ['building', 36],
    ['catering', 10],
    ['other', 16],
  ]),
  female: weighted<Family>([
    ['none', 56.6],
    ['building', 7],
    ['catering', 15.3],
    ['other', 21.1],
  ]),
};

const BUILDING: Readonly<Record<Sex, Weighted<Code>>> = {
  male: weighted<Code>([
    ['rebar', 17],
    ['formwork', 15],
    ['mason', 15],
    ['concrete', 11],
    ['tiler', 9],
    ['plasterer', 8],
    ['decor_paint', 8],
    ['scaffold', 6],
    ['plumber', 5],
    ['waterproof', 3],
    ['steel_struct', 3],
  ]),
  female: weighted<Code>([
    ['decor_paint', 34],
    ['plasterer', 24],
    ['rebar', 18],
    ['concrete', 12],
    ['tiler', 12],
  ]),
};

const CATERING = weighted<Code>([
  ['cook', 30],
  ['lamian', 12],
  ['prep_cook', 26],
  ['waiter', 26],
  ['pastry', 6],
]);

/** 临夏 and 天水: noodle shops all over the country were opened from there. */
const CATERING_OF_NOODLE_PLACES = weighted<Code>([
  ['lamian', 60],
  ['cook', 14],
  ['prep_cook', 12],
  ['waiter', 11],
  ['pastry', 3],
]);

const OTHER: Readonly<Record<Sex, Weighted<Code>>> = {
  male: weighted<Code>([
    ['welder', 14],
    ['truck', 11],
    ['electrician', 9],
    ['security', 8],
    ['excavator', 7],
    ['porter', 6],
    ['forklift', 5],
    ['courier', 5],
    ['rider', 5],
    ['elec_asm', 5],
    ['auto_repair', 4],
    ['loader', 4],
    ['fitter', 4],
    ['turner', 3],
    ['livestock', 3],
    ['miner', 3],
    ['van_driver', 2],
    ['wind_pv_install', 2],
  ]),
  female: weighted<Code>([
    ['sewing', 18],
    ['nanny', 14],
    ['cleaner', 12],
    ['elec_asm', 11],
    ['shop', 8],
    ['eldercare', 7],
    ['greenhouse', 6],
    ['packer', 5],
    ['roomatt', 5],
    ['hospital_care', 4],
    ['cashier', 3],
    ['qc', 3],
    ['yuesao', 2],
    ['hair', 2],
  ]),
};

/**
 * Light or near-home work that people with a trade wish for when they leave it, and people without one start
 * in.
 */
export const WISHED_WITHOUT_TRADE: Readonly<Record<Sex, Weighted<Code>>> = {
  male: weighted<Code>([
    [GENERAL_WORK, 40],
    ['security', 14],
    ['porter', 10],
    ['elec_asm', 9],
    ['landscaper', 8],
    ['courier', 7],
    ['asphalt', 6],
    ['pv', 6],
  ]),
  female: weighted<Code>([
    [GENERAL_WORK, 32],
    ['cleaner', 15],
    ['sewing', 12],
    ['waiter', 11],
    ['elec_asm', 11],
    ['food_line', 8],
    ['nanny', 6],
    ['landscaper', 5],
  ]),
};

/** Work that people refuse by name. */
export const REFUSED_WORK = weighted<Code>([
  ['miner', 34],
  ['scaffold', 16],
  ['chem_op', 14],
  ['smelter', 12],
  ['polisher', 9],
  ['meat', 8],
  ['rider', 7],
]);

/**
 * Occupations among the hundred scarcest of 2021 (M, by memory of the list), in which openings are 2.67 per
 * seeker (P).
 */
export const SCARCE_OCCUPATIONS: ReadonlySet<Code> = new Set(
  (
    'welder turner miller fitter electrician sewing cutting elec_asm smt solder qc packer stamping shoemaking weaver security ' +
    'courier sorter porter warehouse waiter cook prep_cook roomatt nanny eldercare cleaner shop agent truck auto_asm'
  ).split(' '),
);

/** The trade of a person, or null for 普工. Her county matters for catering. */
export function drawTrade(random: Random, sex: Sex, countyCode: AreaCode): Code | null {
  const family = pick(random, FAMILIES[sex]);
  if (family === 'none') return null;
  if (family === 'building') return pick(random, BUILDING[sex]);
  if (family === 'other') return pick(random, OTHER[sex]);
  return pick(random, isNoodlePlace(countyCode) ? CATERING_OF_NOODLE_PLACES : CATERING);
}

/** Whether a trade is one of the building trades of the facts' 25 %. */
export function isBuildingTrade(trade: Code): boolean {
  return BUILDING.male.items.includes(trade);
}

/** Whether a trade is one of the catering trades of the facts' 12 %. */
export function isCateringTrade(trade: Code): boolean {
  return CATERING.items.includes(trade);
}

function isNoodlePlace(countyCode: AreaCode): boolean {
  return countyCode.startsWith('6229') || countyCode.startsWith('6205');
}
