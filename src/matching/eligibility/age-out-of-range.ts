import { say } from '../../domain/bilingual.ts';
import type { Pair } from '../pair.ts';
import type { Rule } from './rule.ts';

/** AGE_OUT_OF_RANGE: outside the advertised range, both ends inclusive. */
export const ageOutOfRange: Rule = {
  code: 'AGE_OUT_OF_RANGE',
  verdict(pair) {
    if (pair.laborer.age === null) return 'to_check';
    return yearsOutOfRange(pair) > 0 ? 'failed' : 'passed';
  },
  sentence({ laborer, opening }, verdict) {
    const { ageMin, ageMax } = opening.input;
    if (verdict === 'to_check') return say('出生日期有误，请核实', 'Their birth date is wrong; please check');
    if (ageMin === undefined && ageMax === undefined) {
      return say(`${laborer.age} 岁，岗位没有年龄要求`, `Aged ${laborer.age}; no age is asked for`);
    }
    const range = `${ageMin ?? '…'}–${ageMax ?? '…'}`;
    return verdict === 'failed'
      ? say(`${laborer.age} 岁，岗位要求 ${range} 岁`, `Aged ${laborer.age}; the opening asks for ${range}`)
      : say(`${laborer.age} 岁，符合岗位 ${range} 岁的要求`, `Aged ${laborer.age}, within ${range}`);
  },
};

/** How many years she is outside the advertised range; 0 inside, or where her age or the range is unknown. */
export function yearsOutOfRange({ laborer, opening }: Pair): number {
  const { ageMin, ageMax } = opening.input;
  const { age } = laborer;
  if (age === null) return 0;
  return Math.max(0, (ageMin ?? age) - age, age - (ageMax ?? age));
}
