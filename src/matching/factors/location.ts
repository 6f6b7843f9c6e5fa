import { say } from '../../domain/bilingual.ts';
import { hasStatedNoPlace } from '../view-place.ts';
import { placeName, TIER_WORDS } from '../wording.ts';
import type { Factor } from './factor.ts';

/** Her preference weighs three times what the policy thinks of the tier. */
const PREFERENCE_SHARE = 3;
const SHARES = 4;
/** Half a share, so that the division rounds to the nearest. */
const HALF_SHARES = 2;

/** location = ⌊(3 · preference + policy[tier] + 2) / 4⌋: her order of areas, else her willing tiers. */
export const location: Factor = {
  name: 'location',
  value({ world, view }) {
    const policy = world.settings.profile.tierPolicy[view.tier];
    return locationValue(view.preference, policy);
  },
  sentence({ world, laborer, view }) {
    const place = placeName(world.settings, view.placeCode);
    const tier = TIER_WORDS[view.tier];
    if (view.areaIndex >= 0) {
      const rank = view.areaIndex + 1;
      return say(`在${place}，是本人的第 ${rank} 意向地区`, `In ${place}, their choice no. ${rank}`);
    }
    if (hasStatedNoPlace(laborer)) {
      return say(
        `在${place}（${tier.zh}），本人没有限定地点`,
        `In ${place} (${tier.en}); no limit of place was set`,
      );
    }
    return view.isWilling
      ? say(`在${place}，本人愿意去${tier.zh}`, `In ${place}; they are willing to work ${tier.en}`)
      : say(`在${place}，不在本人的意愿内`, `In ${place}, which they did not ask for`);
  },
};

/** ⌊(3 · preference + policy + 2) / 4⌋; both 0..100,000, and so is the answer. */
export function locationValue(preference: number, policy: number): number {
  return Math.floor((PREFERENCE_SHARE * preference + policy + HALF_SHARES) / SHARES);
}
