import { say, type Bilingual } from './bilingual.ts';
import type { RunId } from './ids.ts';
import { LOSS_REASON_WORDS, type LossReason } from './notification.ts';

/** Why a pair is in a run's lists that was in none of the run before. */
export const GAIN_REASONS = ['laborer_new', 'opening_new', 'opening_changed', 'ranked_higher'] as const;
export type GainReason = (typeof GAIN_REASONS)[number];

const GAIN_REASON_WORDS: Readonly<Record<GainReason, Bilingual>> = {
  laborer_new: say('本人新列入有意愿清单', 'the laborer is new on the willing list'),
  opening_new: say('岗位是新发布的', 'the opening is new'),
  opening_changed: say('岗位信息有更新', 'the opening was updated'),
  ranked_higher: say('条件有变或名次上升', 'facts changed, or the pair moved up'),
};

/** How the lists of a run differ from those of the published run before it over the same area. */
export interface RunDifference {
  readonly runId: RunId;
  /** `null`: there is none to hold it against, or its lists were dropped. */
  readonly before: RunId | null;
  /** Laborers whose list names other openings, in another order, or is there in one run alone. */
  readonly listsChanged: number;
  /** Whether the pairs below were counted in a part of these lists and multiplied. */
  readonly isEstimate: boolean;
  /** Pairs, most first; reasons that hold for none are left out. */
  readonly left: readonly { readonly reason: LossReason; readonly pairs: number }[];
  readonly came: readonly { readonly reason: GainReason; readonly pairs: number }[];
}

/** The difference in sentences, the most pairs first. */
export function differenceWords(difference: RunDifference): readonly Bilingual[] {
  const { before, listsChanged, isEstimate, left, came } = difference;
  if (before === null) return [say('没有可以比较的上一批次', 'There is no run before to hold it against')];
  const [zh, en] = isEstimate ? ['约 ', 'about '] : ['', ''];
  return [
    say(`与 ${before} 相比，${listsChanged} 人的清单有变`, `Beside ${before}, ${listsChanged} lists changed`),
    ...left.map(({ reason, pairs }) => {
      const why = LOSS_REASON_WORDS[reason];
      return say(`${zh}${pairs} 条推荐退出：${why.zh}`, `${en}${pairs} pairs left: ${why.en}`);
    }),
    ...came.map(({ reason, pairs }) => {
      const why = GAIN_REASON_WORDS[reason];
      return say(`${zh}${pairs} 条推荐新增：${why.zh}`, `${en}${pairs} pairs came: ${why.en}`);
    }),
  ];
}
