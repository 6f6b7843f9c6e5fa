import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/**
 * Frequency of our words in the user dictionary. jieba's own dictionary counts some 60 million; this keeps a domain
 * word whole against its frequent characters, yet `汽车工艺` still parts into 汽车 and 工艺.
 */
const DOMAIN_FREQUENCY = 20_000;

/** Cuts Chinese text into words; the parts joined give the text again. */
export interface Segmenter {
  cut(text: string): readonly string[];
}

/** jieba with its own dictionary and these words, each kept whole. Loading takes about 0.3 s, so make it once. */
export function createSegmenter(words: Iterable<string>): Segmenter {
  const jieba = Jieba.withDict(dict);
  const lines = [...words].filter((word) => !/\s/.test(word)).map((word) => `${word} ${DOMAIN_FREQUENCY} n`);
  if (lines.length > 0) jieba.loadDict(Buffer.from(`${lines.join('\n')}\n`));
  // Without the hidden Markov model: it joins unknown characters into words that no dictionary knows.
  return { cut: (text) => (text === '' ? [] : jieba.cut(text, false)) };
}

/** The positions at which a text can be parted: before its first word, between words, after its last. */
export function boundariesOf(segmenter: Segmenter, text: string): ReadonlySet<number> {
  const boundaries = new Set([0]);
  let position = 0;
  for (const word of segmenter.cut(text)) {
    position += word.length;
    boundaries.add(position);
  }
  return boundaries;
}
