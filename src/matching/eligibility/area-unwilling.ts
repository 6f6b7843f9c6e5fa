import { say } from '../../domain/bilingual.ts';
import { hasStatedNoPlace } from '../view-place.ts';
import { placeName, TIER_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** AREA_UNWILLING: no named area holds the place and its tier is not among her willing tiers. */
export const areaUnwilling: Rule = {
  code: 'AREA_UNWILLING',
  verdict({ view }) {
    if (view === null) return 'to_check';
    return view.isWilling ? 'passed' : 'failed';
  },
  sentence({ world, laborer, view }, verdict) {
    if (view === null)
      return say('地点不明，无法核对意向地区', 'A place is unknown: their areas cannot be checked');
    const place = placeName(world.settings, view.placeCode);
    const tier = TIER_WORDS[view.tier];
    if (verdict === 'failed') {
      return say(
        `工作地在${place}（${tier.zh}），不在本人的意向地区和意向层级内`,
        `${place} (${tier.en}) is in none of their areas and tiers`,
      );
    }
    if (view.areaIndex >= 0) {
      const rank = view.areaIndex + 1;
      return say(`${place}在本人的第 ${rank} 意向地区`, `${place} lies in their choice no. ${rank}`);
    }
    return hasStatedNoPlace(laborer)
      ? say('本人没有限定地点', 'The laborer has set no limit of place')
      : say(`本人愿意去${tier.zh}务工`, `The laborer is willing to work ${tier.en}`);
  },
};
