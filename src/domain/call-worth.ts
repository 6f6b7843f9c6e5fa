/** What is known of a laborer when it is asked whom to call first. All whole numbers. */
export interface CallFacts {
  /** Of her best new pair, 0..100,000,000. */
  readonly score: number;
  /** Since she went on the willing list, or since she was last proposed to a broker. */
  readonly waitedDays: number;
  /** Good openings in her list, this one counted: at least 1. */
  readonly goodOpenings: number;
  /** Free places of the opening of that pair. */
  readonly places: number;
  /** Laborers of the broker's areas for whom that opening is a good one: at least 1. */
  readonly candidates: number;
  /** Since a broker last had a referral with her; `null`: never. */
  readonly daysSinceCall: number | null;
}

/** Points of each part; together 1,000. The order of the parts is that of their weight. */
export const CALL_POINTS = { score: 400, waited: 200, fewOthers: 150, notCalled: 150, scarce: 100 } as const;
/** After two months of waiting more days add nothing: the score still decides. */
export const WAITED_DAYS_MOST = 60;
/** Two weeks after a call another one is as welcome as a first. */
export const CALL_REST_DAYS = 14;
/** The best score. */
export const BEST_SCORE = 100_000_000;

/**
 * What a call to a laborer is worth, 0..1,000, whole: 匹配分 (a good match), 等候 (who waited long comes first), 别无选择 (who has
 * few other good openings), 近期未联系 (who was not called lately) and 名额紧缺 (an opening with places for all who fit is worth
 * calling for; one with ten for each place less). Each part is rounded down. The database ranks by the same formula
 * (`src/db/stores/digest-news.ts`); a test holds the two together.
 */
export function callWorth(facts: CallFacts): number {
  const rested = Math.min(facts.daysSinceCall ?? CALL_REST_DAYS, CALL_REST_DAYS);
  return (
    Math.floor((facts.score * CALL_POINTS.score) / BEST_SCORE) +
    Math.floor((Math.min(facts.waitedDays, WAITED_DAYS_MOST) * CALL_POINTS.waited) / WAITED_DAYS_MOST) +
    Math.floor(CALL_POINTS.fewOthers / facts.goodOpenings) +
    Math.floor((rested * CALL_POINTS.notCalled) / CALL_REST_DAYS) +
    Math.floor((Math.min(facts.places, facts.candidates) * CALL_POINTS.scarce) / facts.candidates)
  );
}
