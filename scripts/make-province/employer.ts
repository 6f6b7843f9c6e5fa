import type { AreaCode } from '../../src/domain/area.ts';
import { addDays, type IsoDate } from '../../src/domain/dates.ts';
import type { EmployerKind, EmployerRecord } from '../../src/domain/employer.ts';
import type { Reference } from '../../src/domain/reference.ts';
import { REFERENCE_DATE } from './ages.ts';
import type { CountyWeight } from './county-weights.ts';
import { creditCodeOf } from './credit-codes.ts';
import {
  GANSU_DESTINATIONS,
  OTHER_DESTINATIONS,
  PARTNER_DESTINATIONS,
  placesIn,
  type Destination,
} from './destinations.ts';
import { drawEvidence } from './evidence.ts';
import { INDUSTRIES, type Industry } from './industries.ts';
import { pick, pickFrom, weighted } from './pick.ts';
import { between, chance, randomOf, type Random } from './random.ts';

/** An employer with what its openings need. */
export interface SyntheticEmployer {
  readonly index: number;
  readonly record: EmployerRecord;
  readonly industry: Industry;
  readonly placeCode: AreaCode;
  /** Sends its people to other firms (劳务派遣). */
  readonly isAgency: boolean;
}

/** What an employer depends on besides its index. */
export interface EmployerWorld {
  readonly seed: number;
  readonly counties: readonly CountyWeight[];
  readonly reference: Reference;
}

/** Percent of employers (M): the paired cities are the small stream, the other provinces the big one. */
const KINDS = weighted<EmployerKind>([
  ['other_province', 42],
  ['in_province', 20],
  ['in_county', 16],
  ['partner_province', 10],
  ['workshop', 8],
  ['public_post', 4],
]);

/** What lives in a county seat (M). */
const COUNTY_INDUSTRIES = weighted<Industry>([
  ['construction', 20],
  ['farming', 20],
  ['catering', 16],
  ['food', 12],
  ['retail', 12],
  ['property', 12],
  ['care', 8],
]);

/** What job workshops make (M). */
const WORKSHOP_INDUSTRIES = weighted<Industry>([
  ['textile', 44],
  ['food', 22],
  ['electronics', 18],
  ['farming', 16],
]);

const NAME_CHARACTERS = [...'安博诚达恒丰广海和宏华汇嘉金康利隆鹏启瑞盛泰祥鑫兴源远正中卓'];
/** Insured head count: middle of the size classes, by kind (M). */
const SIZES: Readonly<Record<EmployerKind, readonly number[]>> = {
  partner_province: [60, 150, 400, 1200],
  other_province: [40, 120, 350, 1500],
  in_province: [25, 80, 250],
  in_county: [8, 20, 60],
  workshop: [15, 30, 55],
  public_post: [20, 60],
};
/** Percent of employers outside the county that are labor agencies (M). */
const AGENCY_PERCENT = 8;

interface Site {
  readonly city: string;
  readonly placeCode: AreaCode;
  readonly industry: Industry;
}

/** Makes the employer of any index. */
export function employerMaker(world: EmployerWorld): (index: number) => SyntheticEmployer {
  const placeIn = placesIn(world.reference);
  const counties = weighted(world.counties.map((county) => [county, county.villageCommittees] as const));
  return (index) => {
    const random = randomOf(world.seed, 'employer', index);
    const kind = pick(random, KINDS);
    const site = drawSite(random, kind);
    const isAgency = isAway(kind) && chance(random, AGENCY_PERCENT);
    const people = Math.max(3, Math.round(pickFrom(random, SIZES[kind]) * (0.6 + random() * 0.8)));
    const record: EmployerRecord = {
      name: nameOf(random, kind, site, isAgency),
      creditCode: creditCodeOf(index),
      kind,
      industry: isAgency ? '人力资源服务' : INDUSTRIES[site.industry].zh,
      foundedOn: drawFounding(random, kind),
      evidence: drawEvidence(random, { index, kind, people }),
    };
    return { index, record, industry: site.industry, placeCode: site.placeCode, isAgency };
  };

  function drawSite(random: Random, kind: EmployerKind): Site {
    if (kind === 'partner_province') return atCity(random, pick(random, PARTNER_DESTINATIONS));
    if (kind === 'other_province') return atCity(random, pick(random, OTHER_DESTINATIONS));
    if (kind === 'in_province') return atCity(random, pick(random, GANSU_DESTINATIONS));
    const county = pick(random, counties);
    const city = shortName(county.name);
    const industry = pick(random, kind === 'workshop' ? WORKSHOP_INDUSTRIES : COUNTY_INDUSTRIES);
    return { city, placeCode: county.code, industry: kind === 'public_post' ? 'public' : industry };
  }

  function atCity(random: Random, city: Destination): Site {
    return {
      city: city.name,
      placeCode: placeIn(random, city),
      industry: pickFrom(random, city.industries),
    };
  }
}

/** 武山 for 武山县, 东乡 for 东乡族自治县, 张家川 for 张家川回族自治县. */
function shortName(countyName: string): string {
  const autonomous = /^(东乡|张家川|积石山|天祝|肃南|肃北|阿克塞).*自治县$/.exec(countyName);
  return autonomous?.[1] ?? countyName.replace(/(?<=..)(?:县|区|市)$/, '');
}

function isAway(kind: EmployerKind): boolean {
  return kind === 'partner_province' || kind === 'other_province' || kind === 'in_province';
}

/** 样例 (sample) at the front says that the company is made up. */
function nameOf(random: Random, kind: EmployerKind, site: Site, isAgency: boolean): string {
  const mark = pickFrom(random, NAME_CHARACTERS) + pickFrom(random, NAME_CHARACTERS);
  const word = pickFrom(random, INDUSTRIES[site.industry].nameWords);
  if (kind === 'public_post') return `样例${site.city}${mark}公益性岗位服务站`;
  if (kind === 'workshop') return `样例${site.city}${mark}${word}帮扶车间`;
  return `样例${site.city}${mark}${isAgency ? '人力资源' : word}有限公司`;
}

/** Two to twenty years old; a workshop was founded since the program began in 2018. */
function drawFounding(random: Random, kind: EmployerKind): IsoDate {
  const years = kind === 'workshop' ? 1 + random() * 7 : 1 + random() * 19;
  return addDays(REFERENCE_DATE, -Math.round(years * 365.25) - between(random, 0, 60));
}
