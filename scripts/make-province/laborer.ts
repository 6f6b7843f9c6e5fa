import type { AreaCode } from '../../src/domain/area.ts';
import { addDays, type IsoDate } from '../../src/domain/dates.ts';
import type { Consent, JobIntention, LaborerRecord, MandarinLevel, Sex } from '../../src/domain/laborer.ts';
import type { ListKind } from '../../src/domain/list-entry.ts';
import { GENERAL_WORK, type Code, type Ontology } from '../../src/domain/occupation.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import { drawAbilities, drawCertificates, drawLaborAbility } from './abilities.ts';
import { birthOf, REFERENCE_DATE } from './ages.ts';
import { homesOf, type Home } from './clusters.ts';
import { isMinorityCounty, type CountyWeight } from './county-weights.ts';
import { drawEducation } from './education.ts';
import { placeWishesOf } from './intentions.ts';
import { givenName, surname } from './names.ts';
import { personalDataOf } from './personal-data.ts';
import { between, chance, randomOf, rankOf, RANKS, type Random } from './random.ts';
import { drawTrade } from './trades.ts';
import { drawIntention } from './wishes.ts';

/** A laborer with what only files and figures need. */
export interface SyntheticLaborer {
  readonly index: number;
  readonly input: LaborerInput;
  readonly list: ListKind;
  /** `null`: 普工. */
  readonly trade: Code | null;
  /** Months in the trade, where known. */
  readonly months: number | null;
}

/** What a laborer's data depends on besides her index. */
export interface LaborerWorld {
  readonly seed: number;
  readonly counties: readonly CountyWeight[];
  readonly ontology: Ontology;
  /** Share of the willing list, 0..1. */
  readonly willingShare: number;
}

/** Women, percent: of all migrant workers 37.6, of those away 31.7 (P). */
const WOMEN_PERCENT: Readonly<Record<ListKind, number>> = { willing: 37.6, employed: 31.7 };
/**
 * Weak Mandarin, percent of a county's people: 8 to 15 where minorities live, by county (facts); elsewhere 1
 * (M).
 */
const WEAK_MANDARIN_PERCENT = { low: 8, high: 15, elsewhere: 1 };
/** Older people went to school in their own language: the share is this much higher past 45, lower before. */
const WEAK_MANDARIN_BY_AGE = { olderThan: 45, older: 1.5, younger: 0.6 };
/** 是否残疾人, percent (M). */
const DISABLED_PERCENT = 2;
/** Still at school, percent of those of 16 to 18 (M). */
const IN_SCHOOL_PERCENT = 6;

const NO_INTENTION: JobIntention = { areas: [], tiers: [], wishedOccupations: [], refusedOccupations: [] };

/**
 * Makes the laborer of any index. Her data depends on the seed, the counties, the share and her index only.
 */
export function laborerMaker(world: LaborerWorld): (index: number) => SyntheticLaborer {
  const homeOf = homesOf(world.seed, world.counties);
  const placeWishOf = placeWishesOf(world.seed);
  const weakMandarinOf = weakMandarinPercents(world.seed);
  return (index) => {
    const list = listOf(index, world.willingShare);
    const random = randomOf(world.seed, 'laborer', index);
    const home = homeOf(index);
    const birth = birthOf(list, rankOf(world.seed, index % RANKS));
    const sex: Sex = chance(random, WOMEN_PERCENT[list]) ? 'female' : 'male';
    const trade = drawTrade(random, sex, home.cluster.countyCode);
    const abilities = drawAbilities(random, world.ontology, trade, birth.age);
    const record: LaborerRecord = {
      name: nameOf(random, home, sex),
      sex,
      birthDate: birth.date,
      homeCode: home.cluster.homeCode,
      education: drawEducation(random, birth.age),
      laborAbility: drawLaborAbility(random, birth.age, abilities.level),
      holdings: abilities.holdings,
      certificates: drawCertificates(random, world.ontology, trade, abilities.level),
      mandarin: drawMandarin(random, weakMandarinOf(home.cluster.countyCode), birth.age),
      inSchool: birth.age < 19 && chance(random, IN_SCHOOL_PERCENT),
      matchConsent: drawConsent(random),
      householdNo: home.household.no,
      flags: flagsOf(random, home),
      intention:
        list === 'employed'
          ? NO_INTENTION
          : drawIntention(random, world.ontology, {
              sex,
              age: birth.age,
              trade,
              countyCode: home.cluster.countyCode,
              place: placeWishOf(random, home.cluster.countyCode),
            }),
    };
    const input: LaborerInput = {
      record,
      personal: personalDataOf(index, list, sex, birth),
      list: { kind: list, validFrom: sinceWhen(random, list), source: 'synthetic' },
    };
    return { index, input, list, trade, months: abilities.months };
  };
}

/** The occupation a person looks for: her first wish, else her trade, else 普工. */
export function soughtOccupation(laborer: SyntheticLaborer): Code {
  return laborer.input.record.intention.wishedOccupations[0] ?? laborer.trade ?? GENERAL_WORK;
}

/** The lists alternate so that of the first n people n · share, rounded down, are willing. */
function listOf(index: number, willingShare: number): ListKind {
  return Math.floor((index + 1) * willingShare) > Math.floor(index * willingShare) ? 'willing' : 'employed';
}

function nameOf(random: Random, home: Home, sex: Sex): string {
  // Who married in keeps her own surname.
  const own = surname(random);
  return (sex === 'female' && chance(random, 60) ? own : home.household.surname) + givenName(random, sex);
}

function flagsOf(random: Random, home: Home): LaborerRecord['flags'] {
  return {
    registeredPoor: home.household.outOfPoverty,
    outOfPoverty: home.household.outOfPoverty,
    monitored: home.household.monitored,
    disabled: chance(random, DISABLED_PERCENT),
    relocated: home.cluster.isRelocated,
  };
}

function drawMandarin(random: Random, percent: number, age: number): MandarinLevel {
  const { olderThan, older, younger } = WEAK_MANDARIN_BY_AGE;
  return chance(random, percent * (age > olderThan ? older : younger)) ? 'weak' : 'fluent';
}

function weakMandarinPercents(seed: number): (countyCode: AreaCode) => number {
  const percents = new Map<AreaCode, number>();
  return (countyCode) => {
    const known = percents.get(countyCode);
    if (known !== undefined) return known;
    const { low, high, elsewhere } = WEAK_MANDARIN_PERCENT;
    // A stream of its own, past the numbers of counties.
    const random = randomOf(seed, 'county', 1_000_000 + Number(countyCode));
    const percent = isMinorityCounty(countyCode) ? low + random() * (high - low) : elsewhere;
    percents.set(countyCode, percent);
    return percent;
  };
}

/** Given 93 %, never asked 5.5 %, withdrawn 1.5 % (M). */
function drawConsent(random: Random): Consent {
  const point = random() * 1000;
  if (point < 930) return 'given';
  return point < 985 ? null : 'withdrawn';
}

/** Employed: within the last two years; willing: said so within the last year. */
function sinceWhen(random: Random, list: ListKind): IsoDate {
  return addDays(REFERENCE_DATE, -between(random, 20, list === 'employed' ? 700 : 330));
}
