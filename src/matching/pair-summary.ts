import { say, type Bilingual } from '../domain/bilingual.ts';
import type { RuleVerdict } from '../domain/explanation.ts';
import { distance } from './factors/distance.ts';
import { skill } from './factors/skill.ts';
import { stability } from './factors/stability.ts';
import { isScorable, type Pair } from './pair.ts';

/**
 * One sentence that a broker reads out: for an eligible pair skill, distance and the employer, and how many
 * facts are still to check; for a dropped pair the first reason, and how many there are besides.
 */
export function summaryOf(pair: Pair, rules: readonly RuleVerdict[]): Bilingual {
  const [first, ...others] = rules.filter((rule) => rule.verdict === 'failed');
  if (first !== undefined) return droppedSummary(first.sentence, others.length);
  if (!isScorable(pair)) return say('数据不全，暂不能评分', 'Facts are missing: there is no score yet');
  const sentences = [skill, distance, stability].map((factor) => factor.sentence(pair));
  const toCheck = rules.filter((rule) => rule.verdict === 'to_check').length;
  const zh = sentences.map((sentence) => sentence.zh).join('；');
  const en = sentences.map((sentence) => sentence.en).join('; ');
  return toCheck === 0
    ? say(zh, en)
    : say(`${zh}；另有 ${toCheck} 项待核实`, `${en}; ${toCheck} more to check`);
}

function droppedSummary(reason: Bilingual, others: number): Bilingual {
  return others === 0
    ? say(`暂不合适：${reason.zh}`, `Not suitable now: ${reason.en}`)
    : say(
        `暂不合适：${reason.zh}；另有 ${others} 个原因`,
        `Not suitable now: ${reason.en}; other reasons: ${others}`,
      );
}
