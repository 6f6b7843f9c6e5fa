import { readFileSync } from 'node:fs';
import type { AreaCode } from '../../src/domain/area.ts';

/** A county with the weight that decides how many of the province's laborers live there. */
export interface CountyWeight {
  readonly code: AreaCode;
  readonly name: string;
  /** Village committees, a stand-in for the rural population. */
  readonly villageCommittees: number;
}

/** Autonomous counties outside the two autonomous prefectures 临夏 (6229) and 甘南 (6230). */
const AUTONOMOUS_COUNTIES: ReadonlySet<AreaCode> = new Set([
  '620525',
  '620623',
  '620721',
  '620923',
  '620924',
]);

/** Gansu's counties with their weights, in the order of the table. */
export function countyWeights(): readonly CountyWeight[] {
  const text = readFileSync(new URL('county-weights.csv', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [code = '', name = '', committees = ''] = line.split(',');
      return { code, name, villageCommittees: Number(committees) };
    });
}

/** The weights of some counties; all when none are named. Throws with the codes it does not know. */
export function selectCounties(codes: readonly AreaCode[] | undefined): readonly CountyWeight[] {
  const all = countyWeights();
  if (codes === undefined || codes.length === 0) return all;
  const unknown = codes.filter((code) => !all.some((county) => county.code === code));
  if (unknown.length > 0) {
    throw new Error(`Not a county of Gansu: ${unknown.join(', ')}. Use codes of county-weights.csv.`);
  }
  return all.filter((county) => codes.includes(county.code));
}

/** Whether many people of a county speak another language at home (autonomous prefectures and counties). */
export function isMinorityCounty(code: AreaCode): boolean {
  return code.startsWith('6229') || code.startsWith('6230') || AUTONOMOUS_COUNTIES.has(code);
}
