import type { IsoDate } from '../../src/domain/dates.ts';
import { monthsBetween } from '../../src/domain/dates.ts';
import type { AreaCode } from '../../src/domain/area.ts';
import { GENERAL_WORK } from '../../src/domain/occupation.ts';
import { REFERENCE_DATE } from './ages.ts';
import {
  GANSU_DESTINATIONS,
  OTHER_DESTINATIONS,
  PARTNER_DESTINATIONS,
  type Destination,
} from './destinations.ts';
import type { SyntheticLaborer } from './laborer.ts';
import { pick, weighted } from './pick.ts';
import { between, randomOf, type Random } from './random.ts';

/** What the yearly form of employed people says of their work. */
export interface Employment {
  readonly startedOn: IsoDate;
  /** 就业渠道. */
  readonly channel: string;
  readonly placeCode: AreaCode;
  /** 就业单位. */
  readonly employerName: string;
  /** 就业类型. */
  readonly kind: string;
  /** 单位性质. */
  readonly ownership: string;
  readonly occupation: string;
  readonly contractMonths: number;
}

/**
 * Where employed people work (M): 44.6 % of the western workers away cross provinces (P), few to the paired
 * cities.
 */
const PLACES = weighted<'county' | 'province' | 'partner' | 'other'>([
  ['county', 28],
  ['province', 28],
  ['partner', 4],
  ['other', 40],
]);

const CHANNELS = weighted([
  ['自主就业', 38],
  ['亲友介绍', 34],
  ['劳务经纪人组织', 14],
  ['政府组织输转', 12],
  ['点对点输送', 2],
]);

const OWNERSHIPS = weighted([
  ['民营企业', 78],
  ['个体经营', 12],
  ['国有企业', 6],
  ['其他', 4],
]);

/** The work of an employed laborer, from a stream of its own: records do not need it, files do. */
export function employmentOf(
  seed: number,
  laborer: SyntheticLaborer,
  placeIn: (random: Random, destination: Pick<Destination, 'prefix'>) => AreaCode,
): Employment {
  const random = randomOf(seed, 'employment', laborer.index);
  const { record, list } = laborer.input;
  const where = pick(random, PLACES);
  const startedOn = list?.validFrom ?? REFERENCE_DATE;
  const city = destinationOf(random, where);
  return {
    startedOn,
    channel: pick(random, CHANNELS),
    placeCode: city === null ? record.homeCode.slice(0, 6) : placeIn(random, city),
    employerName: `样例务工单位${between(random, 1, 400)}号`,
    kind: '务工',
    ownership: pick(random, OWNERSHIPS),
    occupation: laborer.trade ?? GENERAL_WORK,
    contractMonths: Math.max(12, Math.ceil(monthsBetween(startedOn, REFERENCE_DATE) / 12) * 12),
  };
}

function destinationOf(
  random: Random,
  where: 'county' | 'province' | 'partner' | 'other',
): Destination | null {
  if (where === 'county') return null;
  if (where === 'province') return pick(random, GANSU_DESTINATIONS);
  return pick(random, where === 'partner' ? PARTNER_DESTINATIONS : OTHER_DESTINATIONS);
}
