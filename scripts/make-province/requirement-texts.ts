import type { EmployerKind } from '../../src/domain/employer.ts';
import type { Code, Level, Occupation, Ontology } from '../../src/domain/occupation.ts';
import type { Requirement } from '../../src/domain/opening.ts';
import { pick, pickSome, weighted } from './pick.ts';
import { between, chance, type Random } from './random.ts';

/** What an advertisement asks for, as its text and as the codes that scoring.md reads from such a text. */
export interface AskedFor {
  readonly words: string;
  readonly requirements: readonly Requirement[];
}

type Style = 'nothing' | 'trainable' | 'skills' | 'experienced' | 'wish';

/** Percent of openings by how demanding they are (M). */
const STYLES = weighted<Style>([
  ['nothing', 22],
  ['trainable', 26],
  ['skills', 26],
  ['experienced', 14],
  ['wish', 12],
]);

/** Workshops and public posts take people as they come. */
const STYLES_NEAR_HOME = weighted<Style>([
  ['nothing', 45],
  ['trainable', 55],
]);

const TRAINABLE_WORDS = ['无需经验，包教包会', '生手可培训', '无经验可学徒', '新手包教'] as const;
const CARE_WORDS = ['吃苦耐劳', '身体健康', '服从安排', '踏实肯干', '能适应倒班'] as const;

/** Draws the 技能要求 of an opening of an occupation. */
export function drawRequirements(
  random: Random,
  ontology: Ontology,
  { occupation, kind }: { readonly occupation: Occupation; readonly kind: EmployerKind },
): AskedFor {
  const isNearHome = kind === 'workshop' || kind === 'public_post';
  const style = pick(random, isNearHome ? STYLES_NEAR_HOME : STYLES);
  const skills = occupation.skills.filter((code) => isPlainSkill(ontology, code));
  const asked = pickSome(random, skills, between(random, 1, 2));
  const names = asked.map((code) => ontology.skills.get(code)?.zh ?? '').join('、');
  const own = (need: Requirement['need'], minLevel: Requirement['minLevel']): Requirement => ({
    code: occupation.id,
    need,
    minLevel,
  });
  const care = chance(random, 40) ? `，${CARE_WORDS[between(random, 0, CARE_WORDS.length - 1)]}` : '';
  if (style === 'trainable') {
    const words = TRAINABLE_WORDS[between(random, 0, TRAINABLE_WORDS.length - 1)];
    return { words: `${words}${care}`, requirements: [own('nice', 'none')] };
  }
  if (style === 'nothing' || asked.length === 0)
    return { words: care.slice(1), requirements: [own('nice', 'none')] };
  if (style === 'wish')
    return {
      words: `会${names}者优先${care}`,
      requirements: [own('nice', 'none'), ...asking(asked, 'nice', 'learner')],
    };
  if (style === 'experienced') {
    return {
      words: `${names}一年以上经验${care}`,
      requirements: [own('nice', 'none'), ...asking(asked, 'must', 'proven')],
    };
  }
  const isFluent = chance(random, 45);
  return {
    words: `${isFluent ? '熟练' : '会'}${names}${care}`,
    requirements: [own('nice', 'none'), ...asking(asked, 'must', isFluent ? 'able' : 'learner')],
  };
}

function asking(codes: readonly Code[], need: Requirement['need'], minLevel: Level): readonly Requirement[] {
  return codes.map((code) => ({ code, need, minLevel }));
}

/**
 * Skills whose words stand alone in a sentence; 服从安排, 户外, 夜班 and their like are conditions rather than
 * skills.
 */
function isPlainSkill(ontology: Ontology, code: Code): boolean {
  const words = ontology.skills.get(code)?.zh;
  return words !== undefined && !CONDITIONS.has(words);
}

const CONDITIONS: ReadonlySet<string> = new Set([
  '服从安排',
  '倒班',
  '重体力',
  '户外',
  '夜班',
  '高温',
  '高处',
  '安全带',
  '普通话',
  '静电防护',
  '安全双手',
  '出海',
  '长途',
  '冷库',
]);
