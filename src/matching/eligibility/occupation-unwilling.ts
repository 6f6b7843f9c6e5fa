import { say } from '../../domain/bilingual.ts';
import { codeWords } from '../wording.ts';
import type { Rule } from './rule.ts';

/** OCCUPATION_UNWILLING: the opening's own occupation is a trade that she refused. */
export const occupationUnwilling: Rule = {
  code: 'OCCUPATION_UNWILLING',
  verdict({ laborer, opening }) {
    const refused = laborer.input.intention.refusedOccupations;
    return refused.includes(opening.input.occupation) ? 'failed' : 'passed';
  },
  sentence({ world, opening }, verdict) {
    const words = codeWords(world.settings.ontology, opening.input.occupation);
    return verdict === 'failed'
      ? say(`本人不愿从事${words.zh}`, `The laborer does not want to work as: ${words.en}`)
      : say(`本人没有回绝${words.zh}`, `The laborer has not refused: ${words.en}`);
  },
};
