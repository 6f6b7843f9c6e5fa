import type { Bilingual } from '../../domain/bilingual.ts';
import type { FactorName } from '../../domain/weights.ts';
import type { ScorablePair } from '../pair.ts';

/** One soft factor of scoring.md §3. */
export interface Factor {
  readonly name: FactorName;
  /** Integer 0..100,000; depends on the pair and the settings only. */
  value(pair: ScorablePair): number;
  /** Why, with the values, in words that can be read out. */
  sentence(pair: ScorablePair): Bilingual;
}
