import { say } from '../../domain/bilingual.ts';
import { placeName } from '../wording.ts';
import type { Rule } from './rule.ts';

/** PLACE_UNKNOWN: the opening's place, her home or where she is now is not in the regions table. */
export const placeUnknown: Rule = {
  code: 'PLACE_UNKNOWN',
  verdict({ laborer, opening }) {
    const isUnknown = laborer.problem?.code === 'PLACE_UNKNOWN' || opening.problem?.code === 'PLACE_UNKNOWN';
    return isUnknown ? 'failed' : 'passed';
  },
  sentence({ world, laborer, opening }) {
    const problem = [laborer.problem, opening.problem].find((each) => each?.code === 'PLACE_UNKNOWN');
    if (problem !== undefined && problem !== null) return problem.sentence;
    const place = placeName(world.settings, opening.input.placeCode ?? '');
    return say(`工作地点：${place}`, `Place of work: ${place}`);
  },
};
