import { say } from '../../domain/bilingual.ts';
import { GENERAL_WORK, LEVELS, type Level } from '../../domain/occupation.ts';
import type { AskedCode } from '../asked-code.ts';
import type { Pair } from '../pair.ts';
import { similarityTenths } from '../skill-affinity.ts';
import { codeWords, LEVEL_WORDS } from '../wording.ts';
import type { Rule } from './rule.ts';

/** A held code stands for a must from this similarity on: 0.6, in tenths. */
export const LEAST_SIMILARITY_TENTHS = 6;

/**
 * MUST_SKILL_MISSING: a must with a level has no held code that is similar enough and of that level. Never
 * 普工.
 */
export const mustSkillMissing: Rule = {
  code: 'MUST_SKILL_MISSING',
  verdict(pair) {
    for (const asked of pair.opening.asked) {
      if (!isMet(pair, asked)) return pair.laborer.input.holdings === undefined ? 'to_check' : 'failed';
    }
    return 'passed';
  },
  sentence(pair, verdict) {
    const { ontology } = pair.world.settings;
    const missing = pair.opening.asked.filter((asked) => !isMet(pair, asked));
    const zh = missing.map((asked) => `${codeWords(ontology, asked.code).zh}${levelZh(asked)}`).join('、');
    const en = missing.map((asked) => `${codeWords(ontology, asked.code).en}${levelEn(asked)}`).join(', ');
    switch (verdict) {
      case 'failed':
        return say(`岗位必须会：${zh}`, `The opening must have: ${en}`);
      case 'to_check':
        return say(
          `岗位必须会：${zh}，本人的技能未登记，请核实`,
          `Must have: ${en}; their skills are unknown, please check`,
        );
      case 'passed':
        return say('必备技能都具备', 'The laborer has every skill that is a must');
    }
  },
};

function isMet(pair: Pair, asked: AskedCode): boolean {
  if (asked.need !== 'must' || asked.minLevel === 'none' || asked.code === GENERAL_WORK) return true;
  const { minLevel } = asked;
  const { ontology } = pair.world.settings;
  const { holdings, recorded } = pair.laborer.skills;
  return holdings.some(
    (held) =>
      isAtLeast(held.level, minLevel) &&
      similarityTenths(ontology, asked.code, held.code, recorded) >= LEAST_SIMILARITY_TENTHS,
  );
}

function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

function levelZh({ minLevel }: AskedCode): string {
  return minLevel === 'none' ? '' : `（${LEVEL_WORDS[minLevel].zh}）`;
}

function levelEn({ minLevel }: AskedCode): string {
  return minLevel === 'none' ? '' : ` (${LEVEL_WORDS[minLevel].en})`;
}
