import { say } from '../../domain/bilingual.ts';
import { EDUCATIONS } from '../../domain/laborer.ts';
import { EDUCATION_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** EDUCATION_BELOW: less education than the opening asks for. 高中, 中专 and 技校 are one rank. */
export const educationBelow: Rule = {
  code: 'EDUCATION_BELOW',
  verdict({ laborer, opening }) {
    const asked = opening.input.educationMin;
    if (asked === undefined) return 'passed';
    const has = laborer.input.education;
    if (has === undefined) return EDUCATIONS.indexOf(asked) === 0 ? 'passed' : 'to_check';
    return EDUCATIONS.indexOf(has) < EDUCATIONS.indexOf(asked) ? 'failed' : 'passed';
  },
  sentence({ laborer, opening }, verdict) {
    const asked = opening.input.educationMin;
    if (asked === undefined) return say('岗位没有学历要求', 'No education is asked for');
    const { zh, en } = EDUCATION_WORDS[asked];
    const has = laborer.input.education;
    if (has === undefined) {
      return verdict === 'passed'
        ? say('岗位不限学历', 'Any education will do')
        : say(
            `岗位要求${zh}，本人的文化程度不明，请核实`,
            `The opening asks for ${en}; theirs is unknown, please check`,
          );
    }
    const theirs = EDUCATION_WORDS[has];
    return verdict === 'failed'
      ? say(`岗位要求${zh}，本人是${theirs.zh}`, `The opening asks for ${en}; the laborer has ${theirs.en}`)
      : say(
          `本人是${theirs.zh}，符合${zh}的要求`,
          `The laborer has ${theirs.en}; the opening asks for ${en}`,
        );
  },
};
