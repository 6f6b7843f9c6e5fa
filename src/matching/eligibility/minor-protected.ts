import { say } from '../../domain/bilingual.ts';
import type { Pair } from '../pair.ts';
import type { Rule } from './rule.ts';

/** 未成年工 are 16 and 17 years old (劳动法 art. 58). */
const MINOR_FROM_YEARS = 16;
const ADULT_YEARS = 18;

/** MINOR_PROTECTED: 16–17 and hazardous or night work. Rotating shifts may hold nights: to check. */
export const minorProtected: Rule = {
  code: 'MINOR_PROTECTED',
  verdict(pair) {
    if (pair.laborer.age === null) return 'to_check';
    if (!isMinor(pair)) return 'passed';
    const { isHazardous, shift } = pair.opening.input;
    if (isHazardous === true || shift === 'night') return 'failed';
    return isHazardous === false && shift === 'day' ? 'passed' : 'to_check';
  },
  sentence(pair, verdict) {
    const { laborer, opening } = pair;
    if (laborer.age === null) return say('出生日期有误，请核实', 'Their birth date is wrong; please check');
    if (!isMinor(pair)) return say('不是 16–17 岁的未成年工', 'The laborer is not a minor of 16 or 17');
    switch (verdict) {
      case 'failed':
        return opening.input.isHazardous === true
          ? say(`${laborer.age} 岁，依法不得从事有害作业`, `Aged ${laborer.age}: no hazardous work by law`)
          : say(`${laborer.age} 岁，依法不安排夜班`, `Aged ${laborer.age}: no night work by law`);
      case 'to_check':
        return say(
          `${laborer.age} 岁，请核实岗位无有害作业、不上夜班`,
          `Aged ${laborer.age}: please check that there is no hazardous and no night work`,
        );
      case 'passed':
        return say(`${laborer.age} 岁，岗位无有害作业，上白班`, `Aged ${laborer.age}: no hazards, day shift`);
    }
  },
};

function isMinor({ laborer }: Pair): boolean {
  return laborer.age !== null && laborer.age >= MINOR_FROM_YEARS && laborer.age < ADULT_YEARS;
}
