import { say } from '../../domain/bilingual.ts';
import { SHIFT_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** SHIFT_UNWILLING: a shift (day, night, rotating) that she cannot work. */
export const shiftUnwilling: Rule = {
  code: 'SHIFT_UNWILLING',
  verdict({ laborer, opening }) {
    const accepted = laborer.input.intention.acceptedShifts ?? [];
    if (accepted.length === 0) return 'passed';
    const { shift } = opening.input;
    if (shift === undefined) return 'to_check';
    return accepted.includes(shift) ? 'passed' : 'failed';
  },
  sentence({ laborer, opening }, verdict) {
    const accepted = laborer.input.intention.acceptedShifts ?? [];
    if (accepted.length === 0) return say('本人没有限定班次', 'The laborer has set no limit of shift');
    const zh = accepted.map((shift) => SHIFT_WORDS[shift].zh).join('、');
    const en = accepted.map((shift) => SHIFT_WORDS[shift].en).join(', ');
    const { shift } = opening.input;
    if (shift === undefined) {
      return say(
        `本人只能上${zh}，岗位未说明班次，请核实`,
        `The laborer can work ${en}; the shift is not given, please check`,
      );
    }
    const words = SHIFT_WORDS[shift];
    return verdict === 'failed'
      ? say(`岗位是${words.zh}，本人只能上${zh}`, `The opening has ${words.en}; the laborer can work ${en}`)
      : say(`岗位是${words.zh}，本人能上`, `The opening has ${words.en}, which the laborer can work`);
  },
};
