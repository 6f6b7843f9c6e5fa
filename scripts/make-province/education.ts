import type { Education } from '../../src/domain/laborer.ts';
import { pick, weighted, type Weighted } from './pick.ts';
import { chance, type Random } from './random.ts';

/**
 * Percent by age, chosen so that all ages of the willing list together have none 0.8, primary 13.8, junior
 * 52.1, senior 17.5, college and more 15.8 (P); the cut by age is ours (M).
 */
const BY_AGE: readonly { readonly upTo: number; readonly table: Weighted<Education> }[] = [
  { upTo: 30, table: educations(0, 1, 32, 29, 38) },
  { upTo: 40, table: educations(0, 5, 50, 21, 24) },
  { upTo: 50, table: educations(0.4, 14, 60, 17, 8.6) },
  { upTo: 200, table: educations(2.2, 28, 58.3, 8.8, 2.7) },
];

/** Percent of those past senior school who have a bachelor's degree (M). */
const BACHELOR_PERCENT = 28;
/** Below these ages the degree cannot have been finished. */
const COLLEGE_FROM_AGE = 20;
const SENIOR_FROM_AGE = 18;

/** The highest school finished by a person of an age. */
export function drawEducation(random: Random, age: number): Education {
  const table = BY_AGE.find((row) => age <= row.upTo)?.table;
  if (table === undefined) throw new Error(`No education for the age ${age}.`);
  const drawn = pick(random, table);
  const isBachelor = chance(random, BACHELOR_PERCENT);
  if (drawn === 'college' && age < COLLEGE_FROM_AGE) return age < SENIOR_FROM_AGE ? 'junior' : 'senior';
  if (drawn === 'senior' && age < SENIOR_FROM_AGE) return 'junior';
  return drawn === 'college' && isBachelor ? 'bachelor' : drawn;
}

function educations(
  none: number,
  primary: number,
  junior: number,
  senior: number,
  college: number,
): Weighted<Education> {
  return weighted<Education>([
    ['junior', junior],
    ['senior', senior],
    ['college', college],
    ['primary', primary],
    ['none', none],
  ]);
}
