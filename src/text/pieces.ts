import { wordKey } from './normalize.ts';

/** What advertisements say around a trade: it gives no code and is not unknown either. */
const NOISE =
  /\([^()]*\)?|急招|急聘|诚聘|高薪|直招|直聘|招聘|招收|招工|招募|长期|大量|现招|新招|聘请|招|聘|包吃住?|包住|管吃管?住?|吃住|五险一金|五险|社保|双休|单休|月休\S{0,3}|日结|周结|月结|月薪|工资|待遇|底薪|加?班?补?贴?提成|保底|年薪|\d+(?:\.\d+)?-?\d*(?:\.\d+)?(?:元|千|万|K|名|人|个|天|岁|小时|\/|月|年|\+)*|若干|数名|多名|男女不限|不限|轻松|稳定|就近|附近|优先|等$|[:：!！?？*#"'“”·.\-—_~&]+/g;
const SEPARATORS = /[、，,;；。|\n\t/\\+]+|(?<![A-Za-z])\s+|\s+(?![A-Za-z])/;

/** The pieces of a cell, each as a key: parted at punctuation and white space, English phrases kept together. */
export function piecesOf(normalized: string): readonly string[] {
  return normalized
    .split(SEPARATORS)
    .map((piece) => wordKey(piece))
    .filter((piece) => piece !== '');
}

/** A piece without the words around the trade; may be empty. */
export function withoutNoise(piece: string): string {
  return piece.replace(NOISE, '');
}
