import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/**
 * PUBLIC_POST_RESERVED: a 公益性岗位, and she is in none of the groups that the county's dated rule names. To check where no
 * rule is known, or it is unknown whether she is in one of them.
 */
export const publicPostReserved: Rule = {
  code: 'PUBLIC_POST_RESERVED',
  verdict({ laborer, opening: { input } }) {
    if (!input.isPublicPost) return 'passed';
    const groups = input.reservedForGroups;
    // A rule that names nobody says nothing: as if there were none.
    if (groups === undefined || groups.length === 0) return 'to_check';
    if (laborer.input.groups.some((group) => groups.includes(group))) return 'passed';
    return laborer.input.unknownGroups.some((group) => groups.includes(group)) ? 'to_check' : 'failed';
  },
  sentence({ laborer, opening: { input } }, verdict) {
    if (!input.isPublicPost) return say('不是公益性岗位', 'Not a public post');
    const named = input.reservedForGroups ?? [];
    const groups = namesOf(named);
    switch (verdict) {
      case 'passed':
        return say(
          `公益性岗位面向：${groups.zh}，本人符合`,
          `A public post for: ${groups.en}; the laborer belongs`,
        );
      case 'failed':
        return say(`公益性岗位只面向：${groups.zh}`, `A public post reserved for: ${groups.en}`);
      case 'to_check':
        return named.length === 0 ? NO_RULE : unknownSentence(named, laborer.input.unknownGroups);
    }
  },
};

const NO_RULE = say(
  '公益性岗位，但没有当地安置对象的规定，请核实',
  'A public post, but no rule of its county is known; please check',
);

function unknownSentence(named: readonly string[], unknownGroups: readonly string[]): Bilingual {
  const groups = namesOf(named);
  const unknown = namesOf(named.filter((group) => unknownGroups.includes(group)));
  return say(
    `公益性岗位面向：${groups.zh}；不知道本人是否属于${unknown.zh}，请核实`,
    `A public post for: ${groups.en}; nobody knows whether the laborer belongs to ${unknown.en}, please check`,
  );
}

function namesOf(groups: readonly string[]): Bilingual {
  return say(
    groups.map((group) => GROUPS.get(group)?.zh ?? group).join('、'),
    groups.map((group) => GROUPS.get(group)?.en ?? group).join(', '),
  );
}

const GROUPS: ReadonlyMap<string, Bilingual> = new Map([
  ['registeredPoor', say('建档立卡贫困户', 'registered poor households')],
  ['outOfPoverty', say('脱贫户', 'households out of poverty')],
  ['monitored', say('防止返贫监测对象', 'people monitored against falling back into poverty')],
  ['disabled', say('残疾人', 'people with disabilities')],
  ['relocated', say('易地搬迁户', 'relocated households')],
]);
