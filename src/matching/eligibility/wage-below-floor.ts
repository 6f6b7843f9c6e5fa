import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** WAGE_BELOW_FLOOR: the advertised maximum a month is under her floor. Without a maximum (5000以上): to check. */
export const wageBelowFloor: Rule = {
  code: 'WAGE_BELOW_FLOOR',
  verdict({ laborer, opening }) {
    const floor = laborer.input.intention.wageFloorCnyPerMonth ?? null;
    if (floor === null) return 'passed';
    const high = opening.input.wage?.highCnyPerMonth;
    if (high === undefined) return 'to_check';
    return high < floor ? 'failed' : 'passed';
  },
  sentence({ laborer, opening }, verdict) {
    const floor = laborer.input.intention.wageFloorCnyPerMonth ?? null;
    if (floor === null) return say('本人没有限定月薪', 'The laborer has set no wage floor');
    const { highCnyPerMonth: high, lowCnyPerMonth: low } = opening.input.wage ?? {};
    switch (verdict) {
      case 'failed':
        return say(
          `月薪最高 ${high} 元，低于本人期望的 ${floor} 元`,
          `At most ${high} yuan a month, under their floor of ${floor}`,
        );
      case 'passed':
        return say(
          `月薪最高 ${high} 元，不低于本人期望的 ${floor} 元`,
          `Up to ${high} yuan a month; their floor is ${floor}`,
        );
      case 'to_check':
        return low === undefined
          ? say(
              `本人期望月薪 ${floor} 元，岗位未写工资，请核实`,
              `Their floor is ${floor} yuan a month; no wage is given, please check`,
            )
          : say(
              `本人期望月薪 ${floor} 元，岗位写 ${low} 元起，未写最高工资，请核实`,
              `Their floor is ${floor} yuan a month; the opening says ${low} and up without a maximum, please check`,
            );
    }
  },
};
