import { countyOf } from '../domain/area.ts';
import { say } from '../domain/bilingual.ts';
import { isIsoDate } from '../domain/dates.ts';
import type { ExclusionReason } from '../domain/exclusion-reason.ts';
import type { MatchLaborer, MatchOpening, MatchSettings } from '../domain/match-input.ts';
import { GENERAL_WORK } from '../domain/occupation.ts';
import { FACTOR_MAX } from '../domain/weights.ts';

/** A reason why a record cannot be matched at all: DATA_INVALID or PLACE_UNKNOWN, with the value. */
export interface InputProblem extends ExclusionReason {
  readonly code: 'DATA_INVALID' | 'PLACE_UNKNOWN';
}

/**
 * What makes an opening unusable, or `null`. Such openings stay in the world and are counted in every answer.
 */
export function openingProblem(opening: MatchOpening, settings: MatchSettings): InputProblem | null {
  const field = invalidOpeningField(opening, settings);
  if (field !== null) return invalid(opening.id, field);
  const place = opening.placeCode;
  if (place === null) {
    return {
      code: 'PLACE_UNKNOWN',
      sentence: say(
        `岗位 ${opening.id} 的工作地点不明（${opening.placeWords ?? '未填写'}）`,
        `The place of opening ${opening.id} is unknown (${opening.placeWords ?? 'not given'})`,
      ),
    };
  }
  if (place.startsWith('99') || settings.regions.has(countyOf(place))) return null;
  return unknownPlace(opening.id, place);
}

/** What makes a laborer unusable, or `null`. */
export function laborerProblem(laborer: MatchLaborer, settings: MatchSettings): InputProblem | null {
  const field = invalidLaborerField(laborer, settings);
  if (field !== null) return invalid(laborer.id, field);
  const unknown = [laborer.homeCode, laborer.originCode].find(
    (code) => !settings.regions.has(countyOf(code)),
  );
  return unknown === undefined ? null : unknownPlace(laborer.id, unknown);
}

function invalidOpeningField(opening: MatchOpening, settings: MatchSettings): string | null {
  const { headcount, filled, stability } = opening;
  if (!isCount(headcount)) return `headcount=${headcount}`;
  if (!isCount(filled)) return `filled=${filled}`;
  if (!isCount(stability.value) || stability.value > FACTOR_MAX) return `stability=${stability.value}`;
  const dates = ['opensOn', 'closesOn', 'startsOn', 'endsOn'] as const;
  const badDate = dates.find((name) => !isDateOrUnknown(opening[name]));
  if (badDate !== undefined) return `${badDate}=${opening[badDate]}`;
  const ages = ['ageMin', 'ageMax'] as const;
  const badAge = ages.find((name) => !isAmountOrUnknown(opening[name]));
  if (badAge !== undefined) return `${badAge}=${opening[badAge]}`;
  return invalidPay(opening, settings);
}

function invalidPay(opening: MatchOpening, settings: MatchSettings): string | null {
  const { wage, reportedNetCnyPerMonth: reported, occupation } = opening;
  if (!isAmountOrUnknown(reported)) return `reportedNetCnyPerMonth=${reported}`;
  const { lowCnyPerMonth: low, highCnyPerMonth: high } = wage ?? {};
  const isDisordered = low !== undefined && high !== undefined && low > high;
  if (!isAmountOrUnknown(low) || !isAmountOrUnknown(high) || isDisordered) {
    return `wage=${low ?? '?'}-${high ?? '?'}`;
  }
  if (low !== undefined) return null;
  const { occupations } = settings.ontology;
  return occupations.has(occupation) || occupations.has(GENERAL_WORK) ? null : `occupation=${occupation}`;
}

function invalidLaborerField(laborer: MatchLaborer, settings: MatchSettings): string | null {
  const { birthDate, intention } = laborer;
  // The day of birth itself is personal: the sentence names the field only.
  if (!isIsoDate(birthDate) || birthDate > settings.runDate) return 'birthDate';
  if (!isAmountOrUnknown(intention.wageFloorCnyPerMonth)) {
    return `wageFloorCnyPerMonth=${intention.wageFloorCnyPerMonth}`;
  }
  if (!isAmountOrUnknown(intention.maxDistanceKm)) return `maxDistanceKm=${intention.maxDistanceKm}`;
  const dates = ['availableFrom', 'availableUntil'] as const;
  const badDate = dates.find((name) => !isDateOrUnknown(intention[name]));
  return badDate === undefined ? null : `${badDate}=${intention[badDate]}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isAmountOrUnknown(value: number | null | undefined): boolean {
  return value === undefined || value === null || isAmount(value);
}

function isDateOrUnknown(value: string | null | undefined): boolean {
  return value === undefined || value === null || isIsoDate(value);
}

function invalid(id: string, field: string): InputProblem {
  return {
    code: 'DATA_INVALID',
    sentence: say(`${id} 的数据有误：${field}`, `${id} has bad data: ${field}`),
  };
}

function unknownPlace(id: string, place: string): InputProblem {
  return {
    code: 'PLACE_UNKNOWN',
    sentence: say(
      `${id} 的地区代码 ${place} 不在地区表中`,
      `The area code ${place} of ${id} is not in the table`,
    ),
  };
}
