import { say, type Bilingual } from './bilingual.ts';
import type { Digest } from './notification.ts';

/** The title line of a digest: counts only, nothing personal. */
export function digestTitle(digest: Pick<Digest, 'newLaborers' | 'newPairs'>): Bilingual {
  return say(
    `今日新推荐：${digest.newLaborers} 名劳动力，${digest.newPairs} 条岗位匹配`,
    `New today: ${digest.newLaborers} laborers, ${digest.newPairs} matches`,
  );
}
