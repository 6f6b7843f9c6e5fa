import type { Bilingual } from './bilingual.ts';

type DriftCode = 'COVERAGE' | 'MEAN_SCORE' | 'CHANGED_LISTS' | 'CONGESTION' | 'GROUP_EXPOSURE';

/** One reason to hold a publish. */
export interface DriftAlarm {
  readonly code: DriftCode;
  readonly sentence: Bilingual;
}
