import { createHash } from 'node:crypto';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { EXCLUSION_CODES } from '../domain/exclusion-reason.ts';
import { keyOf } from '../domain/ids.ts';
import type { RecommendationList } from '../domain/recommendation.ts';

/** A running checksum over lists. */
export interface ListsChecksum {
  /** @throws AppError `LISTS_OUT_OF_ORDER` unless laborer keys ascend. */
  add(list: RecommendationList): void;
  /** Lower-case hex; call once, at the end. */
  digest(): string;
}

/**
 * SHA-256 over recommendation lists by laborer id (numeric key ascending): opening ids, scores, parts, and
 * the reason codes of short lists; no times, no run ids. Two engines are byte-equal when their checksums are.
 */
export function listsChecksum(): ListsChecksum {
  const hash = createHash('sha256');
  let lastKey = 0;
  return {
    add(list) {
      const key = keyOf(list.laborerId);
      if (!(key > lastKey)) throw outOfOrder(lastKey, key);
      lastKey = key;
      hash.update(canonicalLine(list));
    },
    digest: () => hash.digest('hex'),
  };
}

/** One line a list: `L12 O7:87654321:3800,1900,1500,1200,365 O9:… AREA_UNWILLING,WAGE_BELOW_FLOOR`. */
function canonicalLine(list: RecommendationList): string {
  const pairs = list.pairs.map(({ openingId, score, parts }) => `${openingId}:${score}:${parts.join(',')}`);
  const codes = EXCLUSION_CODES.filter((code) => list.reasons[code] !== undefined);
  return `${[list.laborerId, ...pairs, codes.join(',')].join(' ')}\n`;
}

function outOfOrder(before: number, key: number): AppError {
  return new AppError({
    kind: 'internal',
    code: 'LISTS_OUT_OF_ORDER',
    message: say(`清单顺序有误：${before} 之后是 ${key}`, `Lists are out of order: ${key} after ${before}`),
    remedy: say('请按劳动力编号升序给出', 'Give lists in ascending order of laborer key'),
  });
}
