import { say, type Bilingual } from './bilingual.ts';

/** The title line of a digest: counts only, nothing personal. */
export function digestTitle(counts: {
  readonly newLaborers: number;
  readonly newPairs: number;
  /** Pairs that are gone; not mentioned when there is none. */
  readonly losses: number;
}): Bilingual {
  const { newLaborers, newPairs, losses } = counts;
  const gone =
    losses === 0 ? say('', '') : say(`；${losses} 条推荐已失效`, `; ${losses} earlier matches are gone`);
  if (newPairs === 0) return say(`${losses} 条推荐已失效`, `${losses} earlier matches are gone`);
  return say(
    `今日新推荐：${newLaborers} 名劳动力，${newPairs} 条岗位匹配${gone.zh}`,
    `New today: ${newLaborers} laborers, ${newPairs} matches${gone.en}`,
  );
}
