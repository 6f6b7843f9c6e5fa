import type { Code, Skill } from '../domain/occupation.ts';
import type { Coded, CodedWord } from './coded.ts';
import { createFuzzyIndex, type FuzzyIndex } from './fuzzy.ts';
import { normalizeText } from './normalize.ts';
import type { OccupationWords } from './occupation-words.ts';
import { PhraseIndex } from './phrase-index.ts';
import { piecesOf, withoutNoise } from './pieces.ts';
import { boundariesOf, type Segmenter } from './segmenter.ts';

/** A cell that says that the person has no skill. */
const NO_SKILL = /^(无|没有|无技能|无特长|暂无|无一技之长|不会|NONE)$/i;
/** Two characters count inside a piece only where jieba parts the text. */
const ALIGNED_LENGTH = 2;
/** Other ways to write the skills of the table. */
const FURTHER_WORDS: readonly (readonly [string, string])[] = [
  ['看图纸', '看图'],
  ['识图', '看图'],
  ['会看图', '看图'],
  ['CO2焊', '二保焊'],
  ['二氧化碳保护焊', '二保焊'],
  ['氩弧', '氩弧焊'],
  ['手工电弧焊', '手弧焊'],
  ['焊条电弧焊', '手弧焊'],
  ['PLC', 'PLC基础'],
  ['刮大白', '刮腻子'],
  ['绑钢筋', '绑扎'],
  ['开叉车', '叉车'],
  ['砌墙', '砌砖'],
];

/** Finds skills in words. */
export interface SkillWords {
  /** A 技能 cell: skills, else occupations. */
  skills(text: string): Coded<CodedWord>;
}

interface Tools {
  readonly segmenter: Segmenter;
  readonly index: PhraseIndex<Code>;
  readonly fuzzy: FuzzyIndex;
  readonly occupations: OccupationWords;
}

/** The skills of the reference table; what is no skill but an occupation is coded as the occupation. */
export function createSkillWords(
  skills: Iterable<Skill>,
  occupations: OccupationWords,
  segmenter: Segmenter,
): SkillWords {
  const index = new PhraseIndex<Code>();
  for (const { zh, code } of skills) index.add(zh, code);
  for (const [words, zh] of FURTHER_WORDS) {
    const code = index.get(zh);
    if (code !== undefined) index.add(words, code);
  }
  const tools = { segmenter, index, occupations, fuzzy: createFuzzyIndex(index.words()) };
  return { skills: (text) => codeCell(text, tools) };
}

function codeCell(text: string, tools: Tools): Coded<CodedWord> {
  const normalized = normalizeText(text);
  if (NO_SKILL.test(normalized)) return { found: [], unknown: [] };
  const found = new Map<Code, CodedWord>();
  const unknown: string[] = [];
  for (const piece of piecesOf(normalized)) {
    const words = codePiece(piece, tools);
    for (const word of words) if (!found.has(word.code)) found.set(word.code, word);
    if (words.length === 0 && withoutNoise(piece) !== '') unknown.push(piece);
  }
  return { found: [...found.values()], unknown };
}

function codePiece(piece: string, tools: Tools): readonly CodedWord[] {
  const bare = withoutNoise(piece);
  const whole = tools.index.get(piece) ?? tools.index.get(bare);
  if (whole !== undefined) return [{ code: whole, words: bare === '' ? piece : bare, method: 'alias' }];
  const trades = tools.occupations.inPiece(piece);
  // 叉车 inside 叉车司机 is the trade; 氩弧焊, which names both, is the skill.
  const skills = insidePiece(piece, tools).filter(
    ({ words }) => !trades.some((trade) => trade.words.length > words.length && trade.words.includes(words)),
  );
  const occupations = trades.filter((trade) => !skills.some(({ words }) => words.includes(trade.words)));
  if (skills.length + occupations.length > 0) return [...skills, ...occupations];
  return misspelt(bare, tools);
}

function insidePiece(piece: string, { index, segmenter }: Tools): readonly CodedWord[] {
  let boundaries: ReadonlySet<number> | undefined;
  const hits = index.scan(piece, ({ words, start, end }) => {
    if (words.length > ALIGNED_LENGTH) return true;
    boundaries ??= boundariesOf(segmenter, piece);
    return boundaries.has(start) && boundaries.has(end);
  });
  return hits.map(({ value, words }) => ({ code: value, words, method: 'alias' }));
}

function misspelt(words: string, { index, fuzzy }: Tools): readonly CodedWord[] {
  const nearest = fuzzy.nearest(words);
  const code = nearest === null ? undefined : index.get(nearest);
  return code === undefined ? [] : [{ code, words, method: 'fuzzy' }];
}
