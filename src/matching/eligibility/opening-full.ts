import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** OPENING_FULL: no place is left. */
export const openingFull: Rule = {
  code: 'OPENING_FULL',
  verdict({ opening: { input } }) {
    return input.filled >= input.headcount ? 'failed' : 'passed';
  },
  sentence({ opening: { input } }, verdict) {
    const { headcount, filled } = input;
    return verdict === 'failed'
      ? say(`招 ${headcount} 人，已招满`, `All ${headcount} places are taken`)
      : say(
          `招 ${headcount} 人，还剩 ${headcount - filled} 个名额`,
          `${headcount - filled} of ${headcount} places are left`,
        );
  },
};
