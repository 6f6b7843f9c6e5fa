import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** LODGING_NEEDED: she needs lodging and none is given. Why she needs it is never stored. */
export const lodgingNeeded: Rule = {
  code: 'LODGING_NEEDED',
  verdict({ laborer, opening }) {
    if (laborer.input.intention.needsLodging !== true) return 'passed';
    if (opening.input.providesLodging === undefined) return 'to_check';
    return opening.input.providesLodging ? 'passed' : 'failed';
  },
  sentence({ laborer }, verdict) {
    if (laborer.input.intention.needsLodging !== true) {
      return say('本人不需要住宿', 'The laborer does not need lodging');
    }
    switch (verdict) {
      case 'failed':
        return say('本人需要住宿，岗位不包住', 'The laborer needs lodging and the opening gives none');
      case 'passed':
        return say('本人需要住宿，岗位包住', 'The laborer needs lodging and the opening gives it');
      case 'to_check':
        return say(
          '本人需要住宿，岗位未说明，请核实',
          'The laborer needs lodging; the opening does not say, please check',
        );
    }
  },
};
