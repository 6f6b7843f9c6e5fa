import type { AreaCode } from '../../src/domain/area.ts';
import { addDays } from '../../src/domain/dates.ts';
import type { JobIntention, Sex, Shift, TermKind } from '../../src/domain/laborer.ts';
import { GENERAL_WORK, type Code, type Ontology } from '../../src/domain/occupation.ts';
import { AFTER_SPRING_FESTIVAL, REFERENCE_DATE } from './ages.ts';
import type { PlaceWish, Reach } from './intentions.ts';
import { pick, pickFrom, weighted } from './pick.ts';
import { between, chance, type Random } from './random.ts';
import { REFUSED_WORK, WISHED_WITHOUT_TRADE } from './trades.ts';

/** What a person's wishes depend on. */
interface Wisher {
  readonly sex: Sex;
  readonly age: number;
  readonly trade: Code | null;
  readonly countyCode: AreaCode;
  readonly place: PlaceWish;
}

/** Age from which a quarter of the tradespeople would rather do lighter work (M). */
const TIRED_FROM_AGE = 53;
/** Her floor against the low end of the band of what she seeks: nearer home people take less (M). */
const FLOOR_PER_REACH: Readonly<Record<Reach, number>> = {
  near: 0.6,
  province: 0.78,
  far: 0.86,
  anywhere: 0.7,
};
/** Kilometers of road that people name. */
const MAX_DISTANCES_KM: Readonly<
  Record<Reach, { readonly percent: number; readonly km: readonly number[] }>
> = {
  near: { percent: 65, km: [20, 30, 50, 80, 100, 150] },
  province: { percent: 25, km: [300, 500, 800] },
  far: { percent: 8, km: [1500, 2000, 2500, 3000] },
  anywhere: { percent: 5, km: [1000, 2000] },
};
const TERMS = weighted<readonly TermKind[]>([
  [[], 56],
  [['long'], 26],
  [['seasonal', 'long'], 11],
  [['seasonal'], 4],
  [['daily', 'seasonal'], 3],
]);

const SHIFTS = weighted<readonly Shift[]>([
  [[], 62],
  [['day'], 24],
  [['day', 'rotating'], 12],
  [['night'], 2],
]);

/** The 就业意愿 of a person on the willing list. */
export function drawIntention(random: Random, ontology: Ontology, wisher: Wisher): JobIntention {
  const { place } = wisher;
  const wishedOccupations = drawWishes(random, wisher);
  const sought = wishedOccupations[0] ?? wisher.trade ?? GENERAL_WORK;
  const distance = MAX_DISTANCES_KM[place.reach];
  const refused = chance(random, 10) ? pick(random, REFUSED_WORK) : null;
  return {
    areas: place.areas,
    tiers: place.tiers,
    wishedOccupations,
    refusedOccupations: refused === null || refused === sought || refused === wisher.trade ? [] : [refused],
    wageFloorCnyPerMonth: drawFloor(random, ontology, sought, place.reach),
    maxDistanceKm: chance(random, distance.percent) ? pickFrom(random, distance.km) : null,
    ...drawAvailability(random),
    mustBeHomeNightly: place.reach === 'near' && chance(random, wisher.sex === 'female' ? 45 : 22),
    needsLodging: chance(random, place.reach === 'near' ? 4 : 55),
    acceptedTerms: pick(random, TERMS),
    acceptedShifts: pick(random, SHIFTS),
    wantsTraining: chance(random, wisher.age < 45 ? 24 : 11),
  };
}

function drawWishes(random: Random, wisher: Wisher): readonly Code[] {
  const point = random() * 100;
  const other = pick(random, WISHED_WITHOUT_TRADE[wisher.sex]);
  if (wisher.trade === null) {
    if (point < 40) return [];
    return point < 85 || other === GENERAL_WORK ? [other] : [other, GENERAL_WORK];
  }
  if (other === wisher.trade) return [other];
  if (point < (wisher.age >= TIRED_FROM_AGE ? 25 : 7)) return [other];
  if (point < 32) return [];
  return point < 42 ? [wisher.trade, other] : [wisher.trade];
}

function drawFloor(random: Random, ontology: Ontology, sought: Code, reach: Reach): number | null {
  const spread = 0.88 + random() * 0.26;
  if (chance(random, 12)) return null;
  const low = ontology.occupations.get(sought)?.wageCnyPerMonth[0] ?? 4000;
  return Math.round((low * FLOOR_PER_REACH[reach] * spread) / 100) * 100;
}

function drawAvailability(random: Random): Pick<JobIntention, 'availableFrom' | 'availableUntil'> {
  const point = random() * 100;
  const days = between(random, 0, 35);
  // Few people name a last day, and it lies far enough ahead for the seeds to stay useful.
  const availableUntil = chance(random, 4) ? addDays(REFERENCE_DATE, between(random, 900, 1800)) : null;
  if (point < 45) return { availableFrom: null, availableUntil };
  const availableFrom = addDays(point < 72 ? REFERENCE_DATE : AFTER_SPRING_FESTIVAL, days);
  return { availableFrom, availableUntil };
}
