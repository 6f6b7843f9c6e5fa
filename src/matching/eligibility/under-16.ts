import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** 劳动法 art. 15: nobody may be employed before this age. */
const WORKING_AGE_YEARS = 16;

/** UNDER_16: below the legal working age. */
export const under16: Rule = {
  code: 'UNDER_16',
  verdict({ laborer }) {
    if (laborer.age === null) return 'to_check';
    return laborer.age < WORKING_AGE_YEARS ? 'failed' : 'passed';
  },
  sentence({ laborer }, verdict) {
    switch (verdict) {
      case 'failed':
        return say(
          `${laborer.age} 岁，未满 16 周岁，依法不得就业`,
          `Aged ${laborer.age}: under 16, by law not employable`,
        );
      case 'passed':
        return say('已满 16 周岁', 'The laborer is 16 or older');
      case 'to_check':
        return say('出生日期有误，请核实', 'Their birth date is wrong; please check');
    }
  },
};
