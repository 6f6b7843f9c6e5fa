import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** ABILITY_LIMITED: weak or half ability and heavy work (重体力); no or lost ability always. */
export const abilityLimited: Rule = {
  code: 'ABILITY_LIMITED',
  verdict({ laborer, opening }) {
    const ability = laborer.input.laborAbility;
    if (ability === undefined) return 'to_check';
    if (ability === 'none' || ability === 'lost') return 'failed';
    if (ability !== 'weak_or_half') return 'passed';
    if (opening.input.isHeavyWork === undefined) return 'to_check';
    return opening.input.isHeavyWork ? 'failed' : 'passed';
  },
  sentence({ laborer }, verdict) {
    const isWeak = laborer.input.laborAbility === 'weak_or_half';
    switch (verdict) {
      case 'failed':
        return isWeak
          ? say('弱劳动力或半劳动力，不适合重体力', 'Weak or half ability: heavy work is not for them')
          : say('登记为无劳动能力或丧失劳动能力', 'The laborer is registered as unable to work');
      case 'to_check':
        return isWeak
          ? say(
              '弱劳动力或半劳动力，请核实岗位是否重体力',
              'Weak or half ability: please check for heavy work',
            )
          : say('劳动能力未登记，请核实', 'Their ability to work is not registered; please check');
      case 'passed':
        return isWeak
          ? say('岗位不是重体力', 'The work is not heavy')
          : say('有劳动能力', 'The laborer is able to work');
    }
  },
};
