import { GENERAL_WORK, type Code, type Occupation } from '../domain/occupation.ts';
import { AMBIGUOUS_WORDS } from './ambiguous-words.ts';
import type { Coded, CodedWord } from './coded.ts';
import { createFuzzyIndex, type FuzzyIndex } from './fuzzy.ts';
import { normalizeText } from './normalize.ts';
import { PhraseIndex, type PhraseHit } from './phrase-index.ts';
import { piecesOf, withoutNoise } from './pieces.ts';
import { boundariesOf, type Segmenter } from './segmenter.ts';

/** A word that names a person counts inside a longer title; a bare `快递` or `钢筋` counts only as a piece of its own. */
const PERSON =
  /(工|员|师|师傅|司机|匠|手|嫂|阿姨|小哥|厨|总厨|保姆|保安|保洁|客服|门卫|安保|导购|仓管|库管|焊|炒锅|小工|力工|普工|打荷|管家|收银)$/;
/** From this length on any alias is distinctive enough to count inside a title. */
const DISTINCTIVE_LENGTH = 4;
const HAN = /\p{Script=Han}/u;
/** Two characters can be a part of other words by chance (汽[车工]艺): they count only where jieba parts the text. */
const ALIGNED_LENGTH = 2;
/** What may follow a bare word and still leave the trade: `钢筋工`, `绿化人员`, `叉车师傅`. */
const WORKER_ENDING =
  /^(工|员|师傅|师|人员|岗|岗位|工人|操作工|操作员|技工|技术员|学徒工?|小工|大工|熟练工|类|工作|工种|作业|普工|方面)?$/;
/** Whoever manages, sells or engineers a thing does not do the trade. */
const OTHER_HEAD =
  /^(经理|总监|主管|主任|部长|班长|组长|领班|队长|店长|站长|销售|业务|工程师|讲师|培训|采购|设计|研发|会计|文员|助理|编辑|运营|顾问|总工|院长|专家|质检|中心)/;
const OTHER_WORDS =
  /经理|总监|主管|主任|销售|工程|会计|文员|助理|编辑|运营|顾问|设计|研发|讲师|教师|老师|采购|财务|律师|策划|专家|主播|代表|实习|招商|公关|架构|算法|开发|分析|咨询|投资|总裁|总经|秘书|翻译|人事|行政|法务|专员|审计|出纳|医生|医师|护士|店长/;
/** `焊接工程师` is no 焊接工. */
const NOT_AFTER_WORKER = /^(程|艺|作(?!业)|厂|业|具|龄|会|资|地|序)/;

/** Finds occupations in words. */
export interface OccupationWords {
  /** A title or a 工种 cell. */
  occupations(text: string): Coded<CodedWord>;
  /** The occupation of one piece, without fuzzy search; `null` when there is none in it. */
  inPiece(piece: string): readonly CodedWord[];
}

interface Tools {
  readonly segmenter: Segmenter;
  readonly all: PhraseIndex<Code>;
  readonly fuzzy: FuzzyIndex;
}

/** The occupations of the reference table by name and alias, and the words that several share. */
export function createOccupationWords(
  occupations: Iterable<Occupation>,
  segmenter: Segmenter,
): OccupationWords {
  const all = new PhraseIndex<Code>();
  for (const [words, code] of occupationAliases(occupations)) all.add(words, code);
  const tools = { segmenter, all, fuzzy: createFuzzyIndex(all.words()) };
  return {
    occupations: (text) => codeTitle(text, tools),
    inPiece: (piece) => recognize(piece, piece, tools),
  };
}

/** Every word for an occupation with its code; names such as `木工(支模)` also with the words before the bracket if only it has them. */
export function occupationAliases(occupations: Iterable<Occupation>): readonly (readonly [string, Code])[] {
  const full = [...occupations].flatMap(({ id, zh, aliasesZh, aliasesEn, en }) =>
    [zh, ...aliasesZh, en, ...aliasesEn].map((words) => [words, id] as const),
  );
  const ambiguous = AMBIGUOUS_WORDS.map(({ words, otherwise }) => [words, otherwise] as const);
  const bare = full
    .filter(([words]) => words.includes('('))
    .map(([words, id]) => [words.slice(0, words.indexOf('(')), id] as const);
  // The first owner of a word keeps it: full names before ambiguous words before names cut at their bracket.
  return [...full, ...ambiguous, ...bare];
}

function codeTitle(text: string, tools: Tools): Coded<CodedWord> {
  const normalized = normalizeText(text);
  // Some names hold a separator: plumber/pipefitter.
  const whole = tools.all.get(normalized);
  if (whole !== undefined) {
    return { found: [{ code: whole, words: normalized, method: 'alias' }], unknown: [] };
  }
  const found: CodedWord[] = [];
  const unknown: string[] = [];
  for (const piece of piecesOf(normalized)) {
    const words = recognize(piece, normalized, tools);
    const results = words.length > 0 ? words : misspelt(piece, tools);
    found.push(...results);
    if (results.length === 0 && withoutNoise(piece) !== '') unknown.push(piece);
  }
  return { found: bestFirst(found), unknown };
}

function recognize(piece: string, context: string, tools: Tools): readonly CodedWord[] {
  const whole = wholePiece(piece, tools);
  if (whole !== null) return [{ ...whole, code: meant(whole.words, whole.code, context) }];
  const inside = insidePiece(piece, tools).map(({ value, words }) => ({
    code: meant(words, value, context),
    words,
    method: 'alias' as const,
  }));
  return inside.length > 0 ? inside : bySegments(piece, context, tools);
}

/** The piece is an alias, or an alias within what advertisements say around it and with a worker's ending. */
function wholePiece(piece: string, { all }: Tools): CodedWord | null {
  for (const words of [piece, withoutNoise(piece)]) {
    const code = all.get(words);
    if (code !== undefined && words !== '') return { code, words, method: 'alias' };
    const hit = all.longestAt(words, 0, ({ end }) => WORKER_ENDING.test(words.slice(end)));
    if (hit !== null) return { code: hit.value, words: hit.words, method: 'alias' };
  }
  return null;
}

/** Words for persons first: 客房服务员 in 酒店客房服务员, though 酒店客房 begins earlier. */
function insidePiece(piece: string, { all, segmenter }: Tools): PhraseHit<Code>[] {
  let boundaries: ReadonlySet<number> | undefined;
  const counts = ({ words, start, end }: PhraseHit<Code>): boolean => {
    if (isOtherCalling(words, piece.slice(end))) return false;
    if (words.length > ALIGNED_LENGTH) return true;
    boundaries ??= boundariesOf(segmenter, piece);
    return boundaries.has(start) && boundaries.has(end);
  };
  const persons = all.scan(piece, (hit) => PERSON.test(hit.words) && counts(hit));
  return persons.length > 0 ? persons : all.scan(piece, (hit) => isDistinctive(hit.words) && counts(hit));
}

/** Whether what follows turns the words into another calling: 保安+经理, 焊接工+程师. */
function isOtherCalling(words: string, rest: string): boolean {
  return OTHER_HEAD.test(rest) || (words.endsWith('工') && NOT_AFTER_WORKER.test(rest));
}

function isDistinctive(words: string): boolean {
  return words.length >= DISTINCTIVE_LENGTH || /^[A-Z0-9 ]+$/.test(words);
}

/** jieba's words that are aliases by themselves (`找钢筋活`), unless the piece names another calling. */
function bySegments(piece: string, context: string, { all, segmenter }: Tools): readonly CodedWord[] {
  if (OTHER_WORDS.test(piece)) return [];
  const codes = new Map<Code, CodedWord>();
  let position = 0;
  for (const words of segmenter.cut(piece)) {
    position += words.length;
    const isWord =
      words.length >= ALIGNED_LENGTH && HAN.test(words) && !isOtherCalling(words, piece.slice(position));
    const value = isWord ? all.get(words) : undefined;
    const code = value === undefined ? undefined : meant(words, value, context);
    if (code !== undefined && !codes.has(code)) codes.set(code, { code, words, method: 'segment' });
  }
  return [...codes.values()];
}

function misspelt(piece: string, { all, fuzzy }: Tools): readonly CodedWord[] {
  const words = withoutNoise(piece);
  if (OTHER_WORDS.test(words)) return [];
  const nearest = fuzzy.nearest(words);
  const code = nearest === null ? undefined : all.get(nearest);
  return code === undefined ? [] : [{ code, words, method: 'fuzzy' }];
}

function meant(words: string, code: Code, context: string): Code {
  const ambiguous = AMBIGUOUS_WORDS.find((candidate) => candidate.words === words);
  return ambiguous?.byContext.find(({ hint }) => hint.test(context.toUpperCase()))?.code ?? code;
}

/** Trades before 普工, sure before guessed, else in the order of the text; each code once. */
function bestFirst(words: readonly CodedWord[]): readonly CodedWord[] {
  const rank = { alias: 0, segment: 1, fuzzy: 2 };
  const order = words.toSorted(
    (a, b) =>
      Number(a.code === GENERAL_WORK) - Number(b.code === GENERAL_WORK) || rank[a.method] - rank[b.method],
  );
  const seen = new Set<Code>();
  return order.filter(({ code }) => !seen.has(code) && seen.add(code));
}
