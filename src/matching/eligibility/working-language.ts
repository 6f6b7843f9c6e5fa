import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** WORKING_LANGUAGE: Mandarin is needed and hers is weak, unless a bilingual leader is there. */
export const workingLanguage: Rule = {
  code: 'WORKING_LANGUAGE',
  verdict({ laborer, opening }) {
    const { needsMandarin, hasBilingualLeader } = opening.input;
    const { mandarin } = laborer.input;
    if (mandarin === 'fluent' || needsMandarin === false || hasBilingualLeader === true) return 'passed';
    if (mandarin === 'weak' && needsMandarin === true)
      return hasBilingualLeader === false ? 'failed' : 'to_check';
    // Neither side gives a hint that language matters: nothing to ask.
    return mandarin === undefined && needsMandarin === undefined ? 'passed' : 'to_check';
  },
  sentence({ laborer, opening }, verdict) {
    switch (verdict) {
      case 'failed':
        return say(
          '岗位需要普通话，本人普通话较弱，又没有双语带班',
          'Mandarin is needed, theirs is weak, and no bilingual leader is there',
        );
      case 'to_check':
        return say(
          '请核实普通话要求和有无双语带班',
          'Please check whether Mandarin is needed and a bilingual leader is there',
        );
      case 'passed':
        if (laborer.input.mandarin === 'fluent') return say('普通话没有问题', 'Their Mandarin is fluent');
        return opening.input.hasBilingualLeader === true
          ? say('有双语带班', 'A bilingual leader is there')
          : say('岗位没有普通话要求', 'No Mandarin is asked for');
    }
  },
};
