import type { Parts } from '../../domain/recommendation.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { FactorName } from '../../domain/weights.ts';

/** Short names of the factors, in the order of FACTORS. */
const PART_NAMES: Readonly<Record<FactorName, string>> = {
  skill: '技能',
  location: '意愿',
  distance: '距离',
  stability: '稳定',
  terms: '待遇',
};

/** A score out of a hundred with two digits: `87.65`. */
export function scoreText(score: number): string {
  return (shownScore(score) / 100).toFixed(2);
}

/** The five parts, which add up to the score: `技能 38.00 + 意愿 15.20 + …`. */
export function partsText(parts: Parts): string {
  return Object.values(PART_NAMES)
    .map((name, index) => `${name} ${((parts[index] ?? 0) / 100).toFixed(2)}`)
    .join(' + ');
}
