import { GENERAL_WORK, type Code } from '../domain/occupation.ts';
import type { Requirement } from '../domain/opening.ts';
import type { CodedRequirements, CodedWord, OpeningWords } from './coded.ts';
import { normalizeText } from './normalize.ts';
import type { OccupationWords } from './occupation-words.ts';
import { askedLevel, isPreference, type AskedLevel } from './requirement-words.ts';
import type { SkillWords } from './skill-words.ts';

/** Clauses about the person or the paper, which other columns carry: neither a code nor unknown. */
const OTHER_COLUMNS =
  /岁|年龄|学历|初中|高中|中专|大专|小学|文化|识字|身体|健康|体检|证|吃苦|耐劳|责任|服从|踏实|品行|无不良|犯罪|案底|长期|稳定|倒班|夜班|两班|三班|白班|加班|普通话|沟通|不限|吃住|工资|月薪|薪资|社保|能?适应|男女|性别|户籍|民族|无要求|^无$|团队|态度|勤快/;

/** What codes of skills begin with; the other codes are occupations. */
const SKILL_MARK = 'skill:';

/** What a clause of the text asks for. */
interface Clause {
  readonly codes: readonly CodedWord[];
  readonly unknown: readonly string[];
  readonly need: Requirement['need'];
  readonly level: AskedLevel | undefined;
}

/** What the whole text says of level where a clause names no skill (`一年以上经验`, `包教`). */
interface GeneralLevel {
  readonly level: AskedLevel;
  readonly need: Requirement['need'];
}

interface Coders {
  readonly occupations: OccupationWords;
  readonly skills: SkillWords;
}

/**
 * The requirements of an opening (scoring.md §3). Its own occupation comes first: of the 工种 cell, else of the title, else
 * a trade that the text makes a must, else `general`; nice with minLevel none unless the text says more. A listed skill
 * is a must of its clause's level, else of the text's, else learner; a clause with 优先 is nice.
 */
export function codeRequirements(input: OpeningWords, coders: Coders): CodedRequirements {
  const clauses = clausesOf(input.skillWords ?? '').map((text) => readClause(text, coders));
  const general = generalLevel(clauses);
  const listed = listedRequirements(clauses, general);
  const own = ownOccupation(input, coders, listed);
  const ownListed = listed.get(own.code);
  const others = [...listed.values()].filter(({ code }) => code !== own.code && code !== GENERAL_WORK);
  return {
    occupation: own.code,
    requirements: [ownListed ?? ownRequirement(own, general), ...others],
    unknown: [...own.unknown, ...clauses.flatMap(({ unknown }) => unknown)],
  };
}

interface OwnOccupation {
  readonly code: Code;
  readonly words?: string;
  readonly unknown: readonly string[];
}

function ownOccupation(
  { title, occupationWords }: OpeningWords,
  { occupations }: Coders,
  listed: ReadonlyMap<Code, Requirement>,
): OwnOccupation {
  const cell = occupations.occupations(occupationWords ?? '');
  const inTitle = occupations.occupations(title);
  const [best] = [...cell.found, ...inTitle.found];
  // A special title (电焊工) says more than a general cell (普工).
  const [special] = [...cell.found, ...inTitle.found].filter(({ code }) => code !== GENERAL_WORK);
  const chosen = special ?? best ?? mustTrade(listed);
  if (chosen === undefined) return { code: GENERAL_WORK, unknown: [...cell.unknown, ...inTitle.unknown] };
  return { code: chosen.code, words: chosen.words, unknown: cell.unknown };
}

/** The first trade that the 技能要求 make a must. */
function mustTrade(listed: ReadonlyMap<Code, Requirement>): Requirement | undefined {
  return [...listed.values()].find(
    ({ code, need }) => need === 'must' && code !== GENERAL_WORK && !code.startsWith(SKILL_MARK),
  );
}

function ownRequirement(own: OwnOccupation, general: GeneralLevel | undefined): Requirement {
  const asksForTrade = general !== undefined && general.level !== 'none' && own.code !== GENERAL_WORK;
  return {
    code: own.code,
    need: asksForTrade ? general.need : 'nice',
    minLevel: asksForTrade ? general.level : 'none',
    ...(own.words === undefined ? {} : { words: own.words }),
  };
}

function clausesOf(text: string): readonly string[] {
  return normalizeText(text)
    .split(/[，,;；。\n|]|\s+|(?<=\D)[2-9]\s*[.、)]/)
    .map((clause) => clause.replace(/^\s*\d\s*[.、)]/, '').trim())
    .filter((clause) => clause !== '');
}

function readClause(text: string, { skills }: Coders): Clause {
  const { found, unknown } = skills.skills(text);
  const level = askedLevel(text);
  const codes = found.filter(({ method }) => method !== 'segment' || level !== undefined || text.length <= 6);
  const saysNothing = codes.length === 0 && level === undefined && !OTHER_COLUMNS.test(text);
  return {
    codes,
    unknown:
      codes.length > 0 ? unknown.filter((piece) => !OTHER_COLUMNS.test(piece)) : saysNothing ? [text] : [],
    need: isPreference(text) ? 'nice' : 'must',
    level,
  };
}

/** The first clause that gives a level without a skill; 优先 makes it a preference. */
function generalLevel(clauses: readonly Clause[]): GeneralLevel | undefined {
  for (const { codes, level, need } of clauses) {
    if (codes.length === 0 && level !== undefined) return { level, need };
  }
  return undefined;
}

/** One requirement a code: a must outweighs a preference for the same code. */
function listedRequirements(
  clauses: readonly Clause[],
  general: GeneralLevel | undefined,
): Map<Code, Requirement> {
  const listed = new Map<Code, Requirement>();
  // A preference for experience leaves the listed skills as they are.
  const fallback = general === undefined || general.need === 'nice' ? 'learner' : general.level;
  for (const { codes, need, level } of clauses) {
    for (const { code, words } of codes) {
      const earlier = listed.get(code);
      if (earlier !== undefined && (earlier.need === 'must' || need === 'nice')) continue;
      listed.set(code, { code, need, minLevel: level ?? fallback, words });
    }
  }
  return listed;
}
