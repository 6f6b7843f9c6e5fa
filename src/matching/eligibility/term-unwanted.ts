import { say } from '../../domain/bilingual.ts';
import { TERM_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** TERM_UNWANTED: daily, seasonal or long-term work that she does not want. */
export const termUnwanted: Rule = {
  code: 'TERM_UNWANTED',
  verdict({ laborer, opening }) {
    const accepted = laborer.input.intention.acceptedTerms ?? [];
    if (accepted.length === 0) return 'passed';
    const { term } = opening.input;
    if (term === undefined) return 'to_check';
    return accepted.includes(term) ? 'passed' : 'failed';
  },
  sentence({ laborer, opening }, verdict) {
    const accepted = laborer.input.intention.acceptedTerms ?? [];
    if (accepted.length === 0) return say('本人没有限定期限', 'The laborer has set no limit of term');
    const zh = accepted.map((term) => TERM_WORDS[term].zh).join('、');
    const en = accepted.map((term) => TERM_WORDS[term].en).join(', ');
    const { term } = opening.input;
    if (term === undefined) {
      return say(
        `本人要找${zh}，岗位未说明期限，请核实`,
        `The laborer wants ${en}; the term is not given, please check`,
      );
    }
    const words = TERM_WORDS[term];
    return verdict === 'failed'
      ? say(`岗位是${words.zh}，本人要找${zh}`, `The opening is ${words.en}; the laborer wants ${en}`)
      : say(`岗位是${words.zh}，合本人的意愿`, `The opening is ${words.en}, as the laborer wants`);
  },
};
