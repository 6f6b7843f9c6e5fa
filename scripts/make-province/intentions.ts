import type { AreaCode, WillingTier } from '../../src/domain/area.ts';
import { areaCodeOf, GANSU_DESTINATIONS, OTHER_DESTINATIONS, PARTNER_DESTINATIONS } from './destinations.ts';
import { pick, weighted } from './pick.ts';
import { between, chance, randomOf, type Random } from './random.ts';

/** Where a person is willing to work, as an ordered list of areas and a set of tiers. */
export interface PlaceWish {
  readonly reach: Reach;
  readonly areas: readonly AreaCode[];
  readonly tiers: readonly WillingTier[];
}

/** How far from home. */
export type Reach = 'near' | 'province' | 'far' | 'anywhere';

/**
 * Percent (M); of those who leave their county most leave the province, as Wushan's figures of 2025 show (P).
 */
const REACHES = weighted<Reach>([
  ['near', 22],
  ['province', 17],
  ['far', 54],
  ['anywhere', 7],
]);

/**
 * Profiles a county's people share: they follow each other to the same places. the whole province has
 * thousands.
 */
const PROFILES_A_COUNTY = 100;
/** Percent of people with a profile of their own. */
const OWN_PROFILE_PERCENT = 1;

/** The paired cities are a small stream: 1,881 of 21,524 in Wushan 2025 (P). */
const PARTNER_PERCENT = 10;

/** How an intention is told: areas with tiers, areas only, tiers only, or nothing about place. */
const STYLES = weighted<'both' | 'areas' | 'tiers' | 'nothing'>([
  ['both', 46],
  ['areas', 24],
  ['tiers', 27],
  ['nothing', 3],
]);

/**
 * Gives the place wish of any laborer of a county; the profiles of a county are made when first asked for.
 */
export function placeWishesOf(seed: number): (random: Random, countyCode: AreaCode) => PlaceWish {
  const profiles = new Map<AreaCode, readonly PlaceWish[]>();
  return (random, countyCode) => {
    let own = profiles.get(countyCode);
    if (own === undefined) {
      own = makeProfiles(seed, countyCode);
      profiles.set(countyCode, own);
    }
    if (chance(random, OWN_PROFILE_PERCENT)) return makePlaceWish(random, countyCode);
    // Squared: the first profiles are shared by many, the last by few.
    const wish = own[Math.floor(random() ** 2 * own.length)];
    if (wish === undefined) throw new Error('A county has profiles.');
    return wish;
  };
}

function makeProfiles(seed: number, countyCode: AreaCode): readonly PlaceWish[] {
  const random = randomOf(seed, 'county', Number(countyCode));
  return Array.from({ length: PROFILES_A_COUNTY }, () => makePlaceWish(random, countyCode));
}

function makePlaceWish(random: Random, countyCode: AreaCode): PlaceWish {
  const reach = pick(random, REACHES);
  const style = reach === 'anywhere' ? 'tiers' : pick(random, STYLES);
  const areas = style === 'both' || style === 'areas' ? drawAreas(random, reach, countyCode) : [];
  const tiers = style === 'both' || style === 'tiers' ? drawTiers(random, reach) : [];
  return { reach, areas, tiers };
}

function drawAreas(random: Random, reach: Reach, countyCode: AreaCode): readonly AreaCode[] {
  if (reach === 'near') {
    const prefecture = areaCodeOf({ prefix: countyCode.slice(0, 4) });
    return chance(random, 50) ? [countyCode] : [countyCode, prefecture];
  }
  const wanted = between(random, 1, reach === 'province' ? 3 : 4);
  const areas = new Set<AreaCode>();
  for (let draw = 0; draw < wanted; draw++) areas.add(drawArea(random, reach));
  return [...areas];
}

function drawArea(random: Random, reach: Reach): AreaCode {
  if (reach === 'province') return areaCodeOf(pick(random, GANSU_DESTINATIONS));
  const isPartner = chance(random, PARTNER_PERCENT);
  const area = areaCodeOf(pick(random, isPartner ? PARTNER_DESTINATIONS : OTHER_DESTINATIONS));
  // A third names the province rather than the city.
  return chance(random, 33) ? `${area.slice(0, 2)}0000` : area;
}

function drawTiers(random: Random, reach: Reach): readonly WillingTier[] {
  if (reach === 'near') return chance(random, 45) ? ['county'] : ['county', 'prefecture'];
  if (reach === 'province') return chance(random, 40) ? ['province'] : ['county', 'prefecture', 'province'];
  if (reach === 'anywhere') return ['county', 'prefecture', 'province', 'interprovincial'];
  if (chance(random, 2)) return ['interprovincial', 'abroad'];
  return chance(random, 60) ? ['interprovincial'] : ['province', 'interprovincial'];
}
