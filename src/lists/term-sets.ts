import { say, type Bilingual } from '../domain/bilingual.ts';

/** The wording of a time: `2020` (建档立卡贫困), `2021` and after (脱贫, 防止返贫监测对象). */
export const TERM_SET_IDS = ['2020', '2021'] as const;
export type TermSetId = (typeof TERM_SET_IDS)[number];

/** A group of people that a report tells apart; each person is in the first one whose flag she has, else in `other`. */
interface CategoryTerm {
  readonly key: 'registeredPoor' | 'outOfPoverty' | 'monitored' | 'other';
  readonly words: Bilingual;
}

/** How a report speaks. */
export interface TermSet {
  readonly id: TermSetId;
  readonly reportTitle: Bilingual;
  readonly floorTitle: Bilingual;
  /** In the order in which a person is looked for in them: the parts of the whole. */
  readonly categories: readonly CategoryTerm[];
}

/** The term sets: a report prints in either, whatever its date. */
export const TERM_SETS: Readonly<Record<TermSetId, TermSet>> = {
  2020: {
    id: '2020',
    reportTitle: say('农村贫困劳动力就业情况统计表', 'Statistics of the employment of poor rural laborers'),
    floorTitle: say('贫困劳动力外出务工人数', 'Poor laborers working away'),
    categories: [
      { key: 'registeredPoor', words: say('建档立卡贫困劳动力', 'registered poor') },
      { key: 'other', words: say('非贫困劳动力', 'others') },
    ],
  },
  2021: {
    id: '2021',
    reportTitle: say(
      '脱贫劳动力（含监测对象）就业情况统计表',
      'Statistics of the employment of laborers lifted out of poverty, monitored ones included',
    ),
    floorTitle: say(
      '脱贫劳动力（含监测对象）外出务工人数',
      'Laborers out of poverty or monitored, working away',
    ),
    categories: [
      { key: 'monitored', words: say('防止返贫监测对象', 'monitored against falling back') },
      { key: 'outOfPoverty', words: say('脱贫劳动力', 'out of poverty') },
      {
        key: 'registeredPoor',
        words: say('原建档立卡、未标注脱贫', 'registered poor, not marked out of poverty'),
      },
      { key: 'other', words: say('其他劳动力', 'others') },
    ],
  },
};
