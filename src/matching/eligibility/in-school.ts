import { say } from '../../domain/bilingual.ts';
import { EDUCATION_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** Compulsory school ends before one comes of age. */
const ADULT_YEARS = 18;

/**
 * IN_SCHOOL: still in compulsory school, which is nine years to the end of 初中. A pupil below 初中 is in it, one
 * who has 高中 or is of age is past it; 初中 may be written for those who attend it and those who finished it: to
 * check.
 */
export const inSchool: Rule = {
  code: 'IN_SCHOOL',
  verdict({ laborer }) {
    const { inSchool: isPupil, education } = laborer.input;
    if (isPupil !== true) return isPupil === undefined && isYoung(laborer.age) ? 'to_check' : 'passed';
    if (!isYoung(laborer.age)) return 'passed';
    if (education === 'none' || education === 'primary') return 'failed';
    return education === 'junior' || education === undefined ? 'to_check' : 'passed';
  },
  sentence({ laborer }, verdict) {
    const { inSchool: isPupil, education } = laborer.input;
    const words = education === undefined ? say('未知', 'unknown') : EDUCATION_WORDS[education];
    switch (verdict) {
      case 'failed':
        return say(
          `在校，文化程度${words.zh}，仍在义务教育阶段`,
          `A pupil (${words.en}): still in compulsory school`,
        );
      case 'to_check':
        return say(
          `请核实是否仍在义务教育阶段（文化程度：${words.zh}）`,
          `Please check whether the laborer is still in compulsory school (education: ${words.en})`,
        );
      case 'passed':
        return isPupil === true
          ? say('在校，但已过义务教育阶段', 'In school, but past compulsory school')
          : say('不在义务教育阶段', 'Not in compulsory school');
    }
  },
};

function isYoung(age: number | null): boolean {
  return age === null || age < ADULT_YEARS;
}
