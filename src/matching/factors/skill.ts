import { distance } from 'ml-distance';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { AskedCode } from '../asked-code.ts';
import type { ScorablePair } from '../pair.ts';
import { affinityOf, type Affinity } from '../skill-affinity.ts';
import type { Code, Ontology } from '../../domain/occupation.ts';
import { codeWords, isOccupation, LEVEL_WORDS } from '../wording.ts';
import type { Factor } from './factor.ts';

/** A held code of this similarity, in tenths, is the asked code itself. */
const SAME_CODE = 10;

/**
 * skill = Σ a · b: how well the laborer meets each asked code (hundredths) times its weight (thousandths).
 */
export const skill: Factor = {
  name: 'skill',
  value(pair) {
    const { asked, askedWeights } = pair.opening;
    const affinities = asked.map((code) => affinityFor(pair, code).hundredths);
    // ml-distance types its vectors as mutable; innerProduct only reads them.
    return distance.innerProduct(affinities, askedWeights as number[]);
  },
  sentence(pair) {
    const { asked, askedWeights } = pair.opening;
    const best = asked
      .map((code, index) => ({ code, affinity: affinityFor(pair, code), weight: askedWeights[index] ?? 0 }))
      .toSorted((one, other) => points(other) - points(one))[0];
    if (best === undefined) return say('岗位没有技能要求', 'The opening asks for no skill');
    return affinitySentence(pair, best.code, best.affinity);
  },
};

function points({ affinity, weight }: { affinity: Affinity; weight: number }): number {
  return affinity.hundredths * weight;
}

function affinityFor({ world, laborer }: ScorablePair, asked: AskedCode): Affinity {
  return affinityOf(world.settings.ontology, laborer.skills, asked);
}

function affinitySentence({ world, laborer }: ScorablePair, asked: AskedCode, affinity: Affinity): Bilingual {
  const { ontology } = world.settings;
  const wanted = codeWords(ontology, asked.code);
  const { source } = affinity;
  switch (source.kind) {
    case 'held': {
      const own = mastered(ontology, source.held.code);
      const level = LEVEL_WORDS[source.held.level];
      return source.similarityTenths === SAME_CODE
        ? say(`${own.zh}（${level.zh}），岗位正需要`, `${own.en} (${level.en}), just what the opening needs`)
        : say(
            `${own.zh}（${level.zh}），与岗位需要的${wanted.zh}相近`,
            `${own.en} (${level.en}), close to ${wanted.en}, which the opening needs`,
          );
    }
    case 'wish':
      return say(`想做${wanted.zh}，岗位正招`, `Wishes to work as ${wanted.en}, which the opening offers`);
    case 'no_trade':
      return laborer.input.holdings === undefined
        ? say(`技能未登记，可从${wanted.zh}做起`, `Skills not registered; can start as ${wanted.en}`)
        : say(`没有手艺也能做：${wanted.zh}`, `Needs no trade: ${wanted.en}`);
    case 'other_trade':
      return say(
        `能做${wanted.zh}，但用不上手艺`,
        `Can do ${wanted.en}, though the trade is of no use there`,
      );
    case 'none':
      return isOccupation(ontology, asked.code)
        ? say(`还不会${wanted.zh}的活`, `Cannot work as ${wanted.en} yet`)
        : say(`还不会${wanted.zh}`, `Does not know ${wanted.en} yet`);
  }
}

/** One knows a skill (会锁边) and can do a trade (能做焊工). */
function mastered(ontology: Ontology, code: Code): Bilingual {
  const words = codeWords(ontology, code);
  return isOccupation(ontology, code)
    ? say(`能做${words.zh}`, `Can work as ${words.en}`)
    : say(`会${words.zh}`, `Knows ${words.en}`);
}
