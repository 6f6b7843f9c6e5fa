import { GENERAL_WORK } from '../../domain/occupation.ts';
import { int32Column, inHeap, type Allocate } from './allocate.ts';
import { compareBytes } from '../tie-order.ts';
import type { LaborerColumns, PlaceProfile, SkillHoldings } from './laborer-columns.ts';

/**
 * The rows by origin and home, then place profile, then what they can do: who is ranked after whom shares the most lists with
 * her, which are in the caches still. That is what makes the engine fast; any order gives the same lists.
 */
export function rowsByProfile(columns: LaborerColumns, allocate: Allocate = inHeap): Int32Array {
  const turns = turnsBy(columns.dictionaries.places, placesKey);
  const turn = columns.place.map((profile) => turns[profile] ?? 0);
  return int32Column(allocate, countingSort(rowsBySkills(columns), turn, turns.length));
}

/** The rows by number of the place profile, then of the skill profile. */
export function rowsByProfileNumber(columns: LaborerColumns): Int32Array {
  return countingSort(rowsBySkills(columns), columns.place, columns.dictionaries.places.length);
}

function rowsBySkills({ count, dictionaries, skills }: LaborerColumns): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  const turns = turnsBy(dictionaries.skills, skillsKey);
  return countingSort(
    rows,
    skills.map((profile) => turns[profile] ?? 0),
    turns.length,
  );
}

/** Profiles of one class lie together, and inside it those of one trade. */
function skillsKey({ holdings, wishedOccupations }: SkillHoldings): string {
  const kind = holdings === null ? 'unknown' : holdings.length === 0 ? 'none' : 'some';
  const codes = (holdings ?? []).map(({ code }) => code);
  return `${kind}|${wishedOccupations.includes(GENERAL_WORK)}|${codes.join()}|${wishedOccupations.join()}`;
}

/** Profiles of one origin lie together, and inside it those who want to go to the same area first. */
function placesKey({ originCounty, homeCode, areas, tiers }: PlaceProfile): string {
  return `${originCounty}|${homeCode}|${areas.join()}|${tiers}`;
}

/** By profile: its position when they are sorted by their keys. */
function turnsBy<Profile>(profiles: readonly Profile[], keyOf: (profile: Profile) => string): Int32Array {
  const keys = profiles.map(keyOf);
  const turns = new Int32Array(profiles.length);
  const order = Array.from(profiles.keys()).toSorted(
    (one, other) => compareBytes(keys[one] ?? '', keys[other] ?? '') || one - other,
  );
  order.forEach((profile, turn) => {
    turns[profile] = turn;
  });
  return turns;
}

/** The rows by the values that they have, 0..count − 1. Stable: rows with the same value keep their order. */
export function countingSort(rows: Int32Array, values: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const row of rows) {
    const above = (values[row] ?? 0) + 1;
    next[above] = (next[above] ?? 0) + 1;
  }
  for (let value = 0; value < count; value += 1)
    next[value + 1] = (next[value + 1] ?? 0) + (next[value] ?? 0);
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const value = values[row] ?? 0;
    const at = next[value] ?? 0;
    sorted[at] = row;
    next[value] = at + 1;
  }
  return sorted;
}
