import { say } from '../../domain/bilingual.ts';
import { roadWords } from '../wording.ts';
import type { Rule } from './rule.ts';

/** Farther than this by road one does not go home each night without a shuttle; 25 km in tenths. */
export const NIGHTLY_ROAD_TENTHS = 250;

/** HOME_NIGHTLY: she must be home each night and the road is over 25 km without a shuttle. */
export const homeNightly: Rule = {
  code: 'HOME_NIGHTLY',
  verdict({ laborer, opening, view }) {
    if (laborer.input.intention.mustBeHomeNightly !== true) return 'passed';
    if (view === null) return 'to_check';
    if (view.roadTenths <= NIGHTLY_ROAD_TENTHS || opening.input.hasShuttle === true) return 'passed';
    return opening.input.hasShuttle === undefined ? 'to_check' : 'failed';
  },
  sentence({ laborer, opening, view }, verdict) {
    if (laborer.input.intention.mustBeHomeNightly !== true) {
      return say('本人不必每晚回家', 'The laborer need not be home each night');
    }
    if (view === null) return say('地点不明，无法估算路程', 'A place is unknown: no road can be estimated');
    const road = roadWords(view.roadTenths);
    switch (verdict) {
      case 'failed':
        return say(
          `本人要每晚回家，${road.zh}且没有班车`,
          `The laborer must be home each night; ${road.en} without a shuttle`,
        );
      case 'to_check':
        return say(
          `本人要每晚回家，${road.zh}，请核实有无班车`,
          `The laborer must be home each night; ${road.en}; please check for a shuttle`,
        );
      case 'passed':
        return opening.input.hasShuttle === true
          ? say('有班车，可以每晚回家', 'There is a shuttle: the laborer can be home each night')
          : say(`${road.zh}，可以每晚回家`, `${road.en}: the laborer can be home each night`);
    }
  },
};
