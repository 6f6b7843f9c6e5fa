import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** EMPLOYER_SUSPENDED: an open distress case at the stop level, or open wage arrears, of either employer. */
export const employerSuspended: Rule = {
  code: 'EMPLOYER_SUSPENDED',
  verdict({ opening: { input } }) {
    return input.isEmployerSuspended ? 'failed' : 'passed';
  },
  sentence({ opening: { input } }, verdict) {
    const { worksiteEmployerId: id } = input;
    return verdict === 'failed'
      ? say(
          `企业 ${id} 正在欠薪或困难处置中，暂停推荐`,
          `Employer ${id} owes wages or is in difficulty; recommendations are suspended`,
        )
      : say('企业没有停止推荐的情形', 'Nothing suspends the employer');
  },
};
