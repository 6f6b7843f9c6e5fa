import { addDays } from '../../src/domain/dates.ts';
import type { EmployerKind } from '../../src/domain/employer.ts';
import type { Education, Shift, TermKind } from '../../src/domain/laborer.ts';
import type { Code, Occupation, Ontology } from '../../src/domain/occupation.ts';
import type { Bars, OpeningRecord } from '../../src/domain/opening.ts';
import type { OpeningInput } from '../../src/flows/ports/opening-store.ts';
import { AFTER_SPRING_FESTIVAL, REFERENCE_DATE } from './ages.ts';
import type { SyntheticEmployer } from './employer.ts';
import { demandOf, drawHeadcount, type ByDemand } from './headcounts.ts';
import { INDUSTRIES } from './industries.ts';
import { pick, pickFrom, weighted } from './pick.ts';
import { between, chance, randomOf, type Random } from './random.ts';
import { drawRequirements } from './requirement-texts.ts';
import { drawWage } from './wages.ts';

/** An opening with what its file row needs. */
export interface SyntheticOpening {
  readonly index: number;
  readonly input: OpeningInput;
  readonly employer: SyntheticEmployer;
  readonly worksite: SyntheticEmployer;
  /** 技能要求. */
  readonly skillWords: string;
}

/** What an opening depends on besides its index. */
export interface OpeningWorld {
  readonly seed: number;
  readonly ontology: Ontology;
  readonly employers: readonly SyntheticEmployer[];
  /** Mean places of an opening by demand. */
  readonly meanHeadcounts: ByDemand;
}

/** Heavy (重体力) and harmful (有害) work; 井下 is both. */
const HEAVY_WORK = new Set(
  'rebar formwork mason concrete scaffold asphalt porter miner steel_struct tiler plasterer smelter'.split(
    ' ',
  ),
);
const HAZARDOUS_WORK = new Set('painter_ind polisher smelter miner chem_op'.split(' '));

const SHIFTS_OF_FACTORIES = weighted<Shift>([
  ['rotating', 46],
  ['day', 46],
  ['night', 8],
]);
const FACTORIES = new Set<string>([
  'textile',
  'electronics',
  'food',
  'automotive',
  'energy',
  'machinery',
  'mining',
]);

const EDUCATION_MINIMUMS = weighted<Education | undefined>([
  [undefined, 60],
  ['junior', 28],
  ['senior', 10],
  ['primary', 1],
  ['college', 1],
]);

/** Words that some advertisements have against the law: they are flagged and never used. */
const DISCRIMINATION = ['限男性', '限汉族'] as const;

/** Percent of openings (M). */
const PERCENTS = {
  noAge: 15,
  closesLater: 8,
  closedAlready: 3,
  startsLater: 8,
  noWage: 4,
  mandarinWhereServing: 60,
  bilingualLeader: 12,
  shuttle: 10,
  deposit: 0.8,
  fee: 0.8,
  discriminates: 0.8,
  partlyFilled: 15,
  full: 1.5,
  reservedPublicPost: 70,
} as const;

/**
 * The occupation of an opening and who offers it, without the rest: what the means of head counts are counted
 * from.
 */
export function openingBasics(
  world: Pick<OpeningWorld, 'seed' | 'employers'>,
  index: number,
): {
  readonly random: Random;
  readonly employer: SyntheticEmployer;
  readonly worksite: SyntheticEmployer;
  readonly occupation: Code;
} {
  const random = randomOf(world.seed, 'opening', index);
  const employer = employerOf(world.employers, index, random());
  const worksite = worksiteOf(world.employers, employer, random());
  return { random, employer, worksite, occupation: pick(random, INDUSTRIES[worksite.industry].occupations) };
}

/** Makes the opening of an index. */
export function makeOpening(world: OpeningWorld, index: number): SyntheticOpening {
  const { random, employer, worksite, occupation: code } = openingBasics(world, index);
  const occupation = occupationOf(world.ontology, code);
  const { kind } = worksite.record;
  const asked = drawRequirements(random, world.ontology, { occupation, kind });
  const term = drawTerm(random, worksite);
  const flaggedWords = chance(random, PERCENTS.discriminates) ? [pickFrom(random, DISCRIMINATION)] : [];
  const record: OpeningRecord = {
    openingNo: `YL${String(index + 1).padStart(6, '0')}`,
    title: drawTitle(random, occupation),
    occupation: code,
    requirements: asked.requirements,
    gates: occupation.gates,
    placeCode: worksite.placeCode,
    ...drawPlaces(random, world.meanHeadcounts[demandOf(code)]),
    isWithdrawn: false,
    ...drawDates(random),
    ...drawAges(random, worksite),
    educationMin: pick(random, EDUCATION_MINIMUMS),
    wage: chance(random, PERCENTS.noWage) ? undefined : drawWage(random, occupation, kind, term),
    ...drawProvisions(random, worksite),
    shift: FACTORIES.has(worksite.industry) ? pick(random, SHIFTS_OF_FACTORIES) : 'day',
    term,
    isHeavyWork: HEAVY_WORK.has(code),
    isHazardous: HAZARDOUS_WORK.has(code),
    needsMandarin:
      INDUSTRIES[worksite.industry].servesPeople && chance(random, PERCENTS.mandarinWhereServing),
    hasBilingualLeader: chance(random, PERCENTS.bilingualLeader),
    reservedForGroups: drawReservedGroups(random, kind),
    bars: drawBars(random),
    flaggedWords,
  };
  return {
    index,
    input: {
      record,
      employerCreditCode: employer.record.creditCode,
      worksiteCreditCode: worksite.record.creditCode,
    },
    employer,
    worksite,
    skillWords: asked.words,
  };
}

/** Every employer has an opening; what is left goes to a few that hire again and again. */
function employerOf(employers: readonly SyntheticEmployer[], index: number, draw: number): SyntheticEmployer {
  const position = index < employers.length ? index : Math.floor(draw ** 1.8 * employers.length);
  return at(employers, position);
}

/**
 * An agency's people work at a firm of the same kind, or (where there is none near in the list) at the
 * agency.
 */
function worksiteOf(
  employers: readonly SyntheticEmployer[],
  employer: SyntheticEmployer,
  draw: number,
): SyntheticEmployer {
  if (!employer.isAgency) return employer;
  const start = Math.floor(draw * employers.length);
  for (let step = 0; step < employers.length; step++) {
    const candidate = at(employers, (start + step) % employers.length);
    if (!candidate.isAgency && candidate.record.kind === employer.record.kind) return candidate;
  }
  return employer;
}

function at(employers: readonly SyntheticEmployer[], position: number): SyntheticEmployer {
  const employer = employers[position];
  if (employer === undefined) throw new Error('Openings need at least one employer.');
  return employer;
}

function occupationOf(ontology: Ontology, code: Code): Occupation {
  const occupation = ontology.occupations.get(code);
  if (occupation === undefined) throw new Error(`The occupations table has no ${code}.`);
  return occupation;
}

function drawTitle(random: Random, occupation: Occupation): string {
  const point = random() * 100;
  if (point < 60) return occupation.zh;
  if (point < 75) return `${occupation.zh}（长期招聘）`;
  if (point < 85) return `急聘${occupation.zh}`;
  return occupation.aliasesZh.length === 0 ? occupation.zh : pickFrom(random, occupation.aliasesZh);
}

/** Places, and those that are taken already; a few openings are full. */
function drawPlaces(random: Random, mean: number): Pick<OpeningRecord, 'headcount' | 'filled'> {
  const headcount = drawHeadcount(random, mean);
  const point = random() * 100;
  if (point < PERCENTS.full) return { headcount, filled: headcount };
  const isPartly = point < PERCENTS.full + PERCENTS.partlyFilled;
  return { headcount, filled: isPartly ? Math.floor(headcount * random() * 0.4) : 0 };
}

/** Whom a county keeps its public posts for; the others say nothing. */
function drawReservedGroups(random: Random, kind: EmployerKind): readonly string[] | undefined {
  if (kind !== 'public_post' || !chance(random, PERCENTS.reservedPublicPost)) return undefined;
  return chance(random, 50) ? ['outOfPoverty', 'monitored'] : ['outOfPoverty', 'monitored', 'disabled'];
}

function drawTerm(random: Random, worksite: SyntheticEmployer): TermKind {
  const point = random() * 100;
  if (worksite.industry === 'farming') return point < 60 ? 'seasonal' : point < 72 ? 'daily' : 'long';
  if (worksite.industry === 'construction') return point < 40 ? 'seasonal' : point < 46 ? 'daily' : 'long';
  return point < 6 ? 'seasonal' : 'long';
}

/** Most never close, so that the seeds do not age; some close after 2030 and a few were closed on purpose. */
function drawDates(random: Random): Pick<OpeningRecord, 'opensOn' | 'closesOn' | 'startsOn'> {
  const opensOn = addDays(REFERENCE_DATE, -between(random, 1, 150));
  const point = random() * 100;
  const days = between(random, 0, 700);
  const startsOn = chance(random, PERCENTS.startsLater)
    ? addDays(AFTER_SPRING_FESTIVAL, between(random, 0, 60))
    : undefined;
  if (point < PERCENTS.closesLater) return { opensOn, closesOn: addDays('2030-01-01', days), startsOn };
  if (point >= 100 - PERCENTS.closedAlready) {
    return { opensOn: addDays(opensOn, -200), closesOn: addDays(REFERENCE_DATE, -1 - (days % 40)), startsOn };
  }
  return { opensOn, startsOn };
}

function drawAges(random: Random, worksite: SyntheticEmployer): Pick<OpeningRecord, 'ageMin' | 'ageMax'> {
  if (chance(random, PERCENTS.noAge)) return {};
  return {
    ageMin: chance(random, 85) ? 18 : 20,
    ageMax: pickFrom(random, INDUSTRIES[worksite.industry].ageMax),
  };
}

function drawProvisions(
  random: Random,
  worksite: SyntheticEmployer,
): Pick<OpeningRecord, 'providesLodging' | 'providesMeals' | 'hasShuttle'> {
  const { lodgingPercent, mealsPercent } = INDUSTRIES[worksite.industry];
  const share = LODGING_SHARE[worksite.record.kind];
  return {
    providesLodging: chance(random, lodgingPercent * share),
    providesMeals: chance(random, mealsPercent * Math.max(share, 0.5)),
    hasShuttle: chance(random, PERCENTS.shuttle),
  };
}

/** Those who hire people of the county seldom house them. */
const LODGING_SHARE: Readonly<Record<EmployerKind, number>> = {
  partner_province: 1,
  other_province: 1,
  in_province: 0.85,
  in_county: 0.2,
  workshop: 0.05,
  public_post: 0,
};

function drawBars(random: Random): Bars {
  return {
    takesDeposit: chance(random, PERCENTS.deposit),
    withholdsPapers: false,
    chargesLaborer: chance(random, PERCENTS.fee),
  };
}
