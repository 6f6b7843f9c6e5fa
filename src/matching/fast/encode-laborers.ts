import { areaPrefix, countyOf, isInside, WILLING_TIERS, type AreaCode } from '../../domain/area.ts';
import { ageOn } from '../../domain/dates.ts';
import { keyOf } from '../../domain/ids.ts';
import type { MatchLaborer, MatchSettings } from '../../domain/match-input.ts';
import type { Code, Holding } from '../../domain/occupation.ts';
import type { PastRefusal } from '../../domain/referral.ts';
import { laborerProblem } from '../input-problem.ts';
import { bucketOf } from '../tie-order.ts';
import { inHeap, type Allocate } from './allocate.ts';
import { growingColumns } from './growing-columns.ts';
import { dictionary, type Dictionary } from './dictionary.ts';
import { laborerBars, laborerBits } from './laborer-bits.ts';
import type { LaborerColumns, PlaceProfile, RowRefusal, SkillHoldings } from './laborer-columns.ts';

/** Tenths of a kilometer. */
const TENTHS_PER_KM = 10;

/** One row in numbers; see LaborerColumns. */
interface LaborerRow {
  readonly key: number;
  readonly bucket: number;
  readonly home: number;
  readonly place: number;
  readonly skills: number;
  readonly certificates: number;
  readonly refusedOccupations: number;
  readonly groups: number;
  readonly bits: number;
  readonly bars: number;
  readonly age: number;
  readonly wageFloor: number;
  readonly limitTenths: number;
  readonly availableFrom: number;
  readonly availableUntil: number;
  readonly willingSince: number;
}

/** Takes laborers one at a time, as records or as rows of numbers from its own dictionaries. */
export interface LaborerEncoder {
  addLaborer(laborer: MatchLaborer): void;
  /** For readers that have no records: numbers come from the functions below. Returns the row's number. */
  addRow(row: LaborerRow): number;
  addRefusal(row: number, refusal: PastRefusal): void;
  homeId(code: AreaCode): number;
  placeId(profile: PlaceProfile): number;
  skillsId(holdings: readonly Holding[] | undefined, wishedOccupations: readonly Code[]): number;
  certificatesId(codes: readonly string[] | undefined): number;
  refusedOccupationsId(codes: readonly Code[]): number;
  groupsId(groups: readonly string[]): number;
  /** -1 where there is none. */
  dateId(date: string | null | undefined): number;
  /** All rows so far, in memory of their own; the dictionaries are those that later rows go on with. */
  finish(): LaborerColumns;
  /** Forgets all rows and what their numbers stand for: what `finish` gave before is not to be read any more. */
  clear(): void;
}

/** Laborers as columns. `allocate`: where the columns live. */
export function encodeLaborers(
  settings: MatchSettings,
  laborers: Iterable<MatchLaborer>,
  allocate: Allocate = inHeap,
): LaborerColumns {
  const encoder = laborerEncoder(settings, allocate);
  for (const laborer of laborers) encoder.addLaborer(laborer);
  return encoder.finish();
}

/** An encoder without rows. */
export function laborerEncoder(settings: MatchSettings, allocate: Allocate = inHeap): LaborerEncoder {
  const columns = growingColumns();
  const refusals: RowRefusal[] = [];
  const homes = dictionary<AreaCode>();
  const places = dictionary<PlaceProfile>();
  const skills = dictionary<SkillHoldings>();
  const certificates = dictionary<readonly string[] | null>();
  const refusedOccupations = dictionary<readonly Code[]>();
  const groups = dictionary<readonly string[]>();
  const dates = dictionary<string>();
  const dictionaries = [homes, places, skills, certificates, refusedOccupations, groups, dates];
  const encoder: LaborerEncoder = {
    addLaborer: (laborer) => addLaborer(encoder, settings, laborer),
    addRow: (row) => columns.add(row),
    addRefusal: (row, refusal) => refusals.push({ row, refusal }),
    homeId: (code) => homes.idOf(code, () => code),
    placeId: (profile) => places.idOf(placeKey(settings, profile), () => profile),
    skillsId: (holdings, wishes) =>
      skills.idOf(skillsKey(holdings, wishes), () => ({
        holdings: holdings ?? null,
        wishedOccupations: wishes,
      })),
    certificatesId: (codes) => certificates.idOf(setKey(codes), () => codes ?? null),
    refusedOccupationsId: (codes) => idOfSet(refusedOccupations, codes),
    groupsId: (names) => idOfSet(groups, names),
    dateId: (date) => (date === null || date === undefined ? -1 : dates.idOf(date, () => date)),
    finish: () => ({
      ...columns.finish(allocate),
      refusals,
      dictionaries: {
        homes: homes.values,
        places: places.values,
        skills: skills.values,
        certificates: certificates.values,
        refusedOccupations: refusedOccupations.values,
        groups: groups.values,
        dates: dates.values,
      },
    }),
    clear() {
      columns.clear();
      refusals.length = 0;
      for (const each of dictionaries) each.clear();
    },
  };
  return encoder;
}

function addLaborer(encoder: LaborerEncoder, settings: MatchSettings, laborer: MatchLaborer): void {
  const problem = laborerProblem(laborer, settings);
  // As the reference: the age of a record with invalid data is unknown.
  const age = problem?.code === 'DATA_INVALID' ? null : ageOn(laborer.birthDate, settings.runDate);
  const { intention } = laborer;
  const limitKm = intention.maxDistanceKm ?? null;
  const row = encoder.addRow({
    key: keyOf(laborer.id),
    bucket: bucketOf(laborer.id),
    home: encoder.homeId(laborer.homeCode),
    place: encoder.placeId(placeProfileOf(laborer)),
    skills: encoder.skillsId(laborer.holdings, intention.wishedOccupations),
    certificates: encoder.certificatesId(laborer.certificates),
    refusedOccupations: encoder.refusedOccupationsId(intention.refusedOccupations),
    groups: encoder.groupsId(possibleGroups(laborer)),
    bits: laborerBits(laborer, age),
    bars: laborerBars(laborer, age, problem),
    age: age ?? -1,
    wageFloor: intention.wageFloorCnyPerMonth ?? Number.NEGATIVE_INFINITY,
    limitTenths: limitKm === null ? Number.POSITIVE_INFINITY : limitKm * TENTHS_PER_KM,
    availableFrom: encoder.dateId(intention.availableFrom),
    availableUntil: encoder.dateId(intention.availableUntil),
    willingSince: encoder.dateId(laborer.willingSince),
  });
  for (const refusal of laborer.refusals) encoder.addRefusal(row, refusal);
}

/** A group that she may be in drops no more than one that she is in. */
function possibleGroups({ groups, unknownGroups }: MatchLaborer): readonly string[] {
  return unknownGroups.length === 0 ? groups : [...new Set([...groups, ...unknownGroups])];
}

function placeProfileOf({ homeCode, originCode, intention }: MatchLaborer): PlaceProfile {
  return {
    homeCode,
    originCounty: countyOf(originCode),
    areas: intention.areas.map(areaPrefix),
    tiers: intention.tiers.reduce((bits, tier) => bits | (1 << WILLING_TIERS.indexOf(tier)), 0),
  };
}

/** Homes of one county that belong to the same pairs see every place in the same tier. */
function placeKey({ pairs }: MatchSettings, profile: PlaceProfile): string {
  const { homeCode, originCounty, areas, tiers } = profile;
  const own = pairs.map((pair) => (isInside(pair.homePrefix, homeCode) ? '1' : '0')).join('');
  return `${countyOf(homeCode)}|${own}|${originCounty}|${areas.join()}|${tiers}`;
}

/** Neither the order of holdings nor that of wishes matters; a holding's level does. */
function skillsKey(holdings: readonly Holding[] | undefined, wishes: readonly Code[]): string {
  const held = holdings?.map(({ code, level }) => `${code}=${level}`).toSorted();
  return `${held?.join('\n') ?? '?'}\n\n${wishes.toSorted().join('\n')}`;
}

function idOfSet<Value extends string>(
  sets: Dictionary<readonly Value[]>,
  members: readonly Value[],
): number {
  return sets.idOf(setKey(members), () => members);
}

function setKey(members: readonly string[] | undefined): string {
  if (members === undefined) return '?';
  return members.length < 2 ? `=${members.join()}` : `=${members.toSorted().join('\n')}`;
}
