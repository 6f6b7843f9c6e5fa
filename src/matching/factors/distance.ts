import { say } from '../../domain/bilingual.ts';
import { FACTOR_MAX } from '../../domain/weights.ts';
import { roadWords } from '../wording.ts';
import type { Factor } from './factor.ts';

/**
 * The curve falls by equal steps each time that 50 km plus the road grows by an equal factor; 50 km in
 * tenths.
 */
const SCALE_TENTHS = 500;
/**
 * ln(1 + 1,000 km / 50 km): at 1,000 km of road the factor reaches 0, and 200 km more change nothing for a
 * worker.
 */
const LN_FAR = Math.log(21);

/**
 * distance = 100,000 · (1 − ln(1 + road/50 km) / ln 21), rounded, cut at 0. In an area that she named it is
 * at least the area's own preference: her own wish is never punished. Monotone: a longer road is never
 * better.
 */
export const distance: Factor = {
  name: 'distance',
  value({ view }) {
    const byRoad = distanceValue(view.roadTenths);
    return view.areaIndex >= 0 ? Math.max(byRoad, view.preference) : byRoad;
  },
  sentence({ view, laborer }) {
    if (view.tier === 'abroad') return say('工作地在境外', 'The work is abroad');
    const road = roadWords(view.roadTenths);
    const isAway = laborer.input.originCode !== laborer.input.homeCode;
    const start = isAway ? say('离现在住处', 'from where they are now') : say('离家', 'from home');
    const sentence = say(`${start.zh}${road.zh}`, `${capitalize(road.en)} ${start.en}`);
    const isLifted = view.areaIndex >= 0 && view.preference > distanceValue(view.roadTenths);
    return isLifted
      ? say(
          `${sentence.zh}，本人点名的地区，不因远扣分`,
          `${sentence.en}; their own choice, so distance costs nothing`,
        )
      : sentence;
  },
};

/** The factor of a road in tenths of a kilometer, before her wishes; integer 0..100,000. */
export function distanceValue(roadTenths: number): number {
  const value = Math.round(FACTOR_MAX * (1 - Math.log(1 + roadTenths / SCALE_TENTHS) / LN_FAR));
  return Math.max(0, value);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
