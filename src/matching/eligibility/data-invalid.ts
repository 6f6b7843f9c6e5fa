import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/**
 * DATA_INVALID: a record of either side has a value that cannot be. Reported with the id, never a silent
 * zero.
 */
export const dataInvalid: Rule = {
  code: 'DATA_INVALID',
  verdict({ laborer, opening }) {
    const isInvalid = [laborer.problem, opening.problem].some((problem) => problem?.code === 'DATA_INVALID');
    return isInvalid ? 'failed' : 'passed';
  },
  sentence({ laborer, opening }) {
    const problem = [laborer.problem, opening.problem].find((each) => each?.code === 'DATA_INVALID');
    return problem?.sentence ?? say('双方数据可用', 'The data of both sides are usable');
  },
};
