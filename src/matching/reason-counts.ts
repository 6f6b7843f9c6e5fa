import { EXCLUSION_CODES, type ExclusionCode, type ReasonCounts } from '../domain/exclusion-reason.ts';

/** Counts pairs by each code that drops them; a pair with three codes counts under all three. */
export interface ReasonCounter {
  add(codes: readonly ExclusionCode[]): void;
  /** In the order of EXCLUSION_CODES; codes that dropped nobody are left out. */
  counts(): ReasonCounts;
}

/** An empty counter. */
export function reasonCounter(): ReasonCounter {
  const counted = new Map<ExclusionCode, number>();
  return {
    add(codes) {
      for (const code of codes) counted.set(code, (counted.get(code) ?? 0) + 1);
    },
    counts() {
      const counts: Partial<Record<ExclusionCode, number>> = {};
      for (const code of EXCLUSION_CODES) {
        const count = counted.get(code);
        if (count !== undefined) counts[code] = count;
      }
      return counts;
    },
  };
}
