import { say } from '../../domain/bilingual.ts';
import { roadWords } from '../wording.ts';
import type { Rule } from './rule.ts';

/** Roads are compared in tenths of a kilometer. */
const TENTHS_PER_KM = 10;

/** BEYOND_MAX_DISTANCE: the estimated road is longer than her limit. */
export const beyondMaxDistance: Rule = {
  code: 'BEYOND_MAX_DISTANCE',
  verdict({ laborer, view }) {
    const limitKm = laborer.input.intention.maxDistanceKm ?? null;
    if (limitKm === null) return 'passed';
    if (view === null) return 'to_check';
    return view.roadTenths > limitKm * TENTHS_PER_KM ? 'failed' : 'passed';
  },
  sentence({ laborer, view }, verdict) {
    const limitKm = laborer.input.intention.maxDistanceKm ?? null;
    if (limitKm === null) return say('本人没有限定距离', 'The laborer has set no limit of distance');
    if (view === null) return say('地点不明，无法估算路程', 'A place is unknown: no road can be estimated');
    if (view.tier === 'abroad') {
      return say(
        `工作地在境外，超出本人 ${limitKm} 公里的限度`,
        `Abroad, beyond their limit of ${limitKm} km`,
      );
    }
    const road = roadWords(view.roadTenths);
    return verdict === 'failed'
      ? say(`${road.zh}，超出本人 ${limitKm} 公里的限度`, `${road.en}, beyond their limit of ${limitKm} km`)
      : say(`${road.zh}，在本人 ${limitKm} 公里的限度内`, `${road.en}, within their limit of ${limitKm} km`);
  },
};
