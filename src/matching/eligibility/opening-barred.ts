import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Bars } from '../../domain/opening.ts';
import type { Rule } from './rule.ts';

/** What each bar is called; the order in which they are told. */
const BAR_WORDS: readonly (readonly [keyof Bars, Bilingual])[] = [
  ['takesDeposit', say('收押金', 'a deposit')],
  ['withholdsPapers', say('扣证件', 'withheld papers')],
  ['chargesLaborer', say('向劳动者收费', 'a fee charged to the laborer')],
  ['noFreeExit', say('限制离职', 'no free exit')],
];

/** OPENING_BARRED: deposit, withheld papers, a fee charged to the laborer, or no free exit. */
export const openingBarred: Rule = {
  code: 'OPENING_BARRED',
  verdict({ opening: { input } }) {
    if (BAR_WORDS.some(([bar]) => input.bars[bar] === true)) return 'failed';
    return BAR_WORDS.some(([bar]) => input.bars[bar] === undefined) ? 'to_check' : 'passed';
  },
  sentence({ opening: { input } }, verdict) {
    if (verdict === 'passed') {
      return say('不收押金、不扣证件、不收费、可自由离职', 'No deposit, papers kept, no fee, free to leave');
    }
    const words = BAR_WORDS.filter(([bar]) => input.bars[bar] === (verdict === 'failed' ? true : undefined));
    const zh = words.map(([, word]) => word.zh).join('、');
    const en = words.map(([, word]) => word.en).join(', ');
    return verdict === 'failed'
      ? say(`岗位${zh}，不予推荐`, `The opening is barred: ${en}`)
      : say(`岗位没有说明是否${zh}，请核实`, `The opening does not say whether there is ${en}; please check`);
  },
};
