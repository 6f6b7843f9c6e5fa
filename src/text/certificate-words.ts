import type { Certificate } from '../domain/occupation.ts';
import type { Coded, CodedCertificate } from './coded.ts';
import { normalizeText, wordKey } from './normalize.ts';
import { PhraseIndex } from './phrase-index.ts';

/** A cell that says that nothing is there or asked for. */
const NOTHING = /^(无|没有|无要求|不限|不要求|无需|暂无|否|NONE|N\/A|\/|-|—)?$/i;
/** A 与 that belongs to a name, with the characters around it. */
const INNER_JOIN = /[^()与]{2}与[^()与]{2}/g;
/** Shortest alias that counts inside other words; shorter ones only alone or in brackets. */
const SHORTEST_INSIDE = 3;

/** Finds certificates in words. */
export interface CertificateWords {
  /** A 证书 cell. */
  certificates(text: string): Coded<CodedCertificate>;
  /** The certificate of one piece such as `特种作业操作证(低压)` or `A2`; `null` when there is none in it. */
  inPiece(piece: string): CodedCertificate | null;
  /** The text without the 与 inside names (`制冷与空调`), so that it can be parted at joining words. */
  withoutInnerJoins(text: string): string;
}

/** The certificates of the reference table, by name and alias. */
export function createCertificateWords(certificates: Iterable<Certificate>): CertificateWords {
  const exact = new PhraseIndex<string>();
  const inside = new PhraseIndex<string>();
  const joined = new Set<string>();
  for (const certificate of certificates) {
    for (const words of [certificate.zh, ...certificate.aliasesZh]) {
      for (const join of words.match(INNER_JOIN) ?? []) joined.add(join);
      const name = words.replace('与', '');
      exact.add(name, certificate.code);
      if (isDistinctive(name)) inside.add(name, certificate.code);
    }
  }
  const words = {
    inPiece: (piece: string) => inPiece(piece, exact, inside),
    withoutInnerJoins: (text: string) =>
      [...joined].reduce((rest, join) => rest.replaceAll(join, join.replace('与', '')), text),
  };
  return { ...words, certificates: (text) => codeCell(text, words) };
}

/** Whether there is nothing in a certificate cell: blank, 无, 不限. */
export function isNothing(text: string): boolean {
  return NOTHING.test(normalizeText(text));
}

/** `X(A/B)` becomes `X(A)/X(B)`, so that every alternative can be read by itself. */
export function expandBrackets(text: string): string {
  return text.replace(
    /([^\s()/+或、,，;；。]+)\(([^()]*[/、][^()]*)\)/g,
    (_whole, head: string, inner: string) =>
      inner
        .split(/[/、]/)
        .map((part) => `${head}(${part})`)
        .join('/'),
  );
}

function isDistinctive(words: string): boolean {
  const key = wordKey(words);
  if (/^[A-Z]\d$/.test(key)) return true;
  return key.length >= SHORTEST_INSIDE && /证|证明|体检|检查|驾照|资格|作业/.test(key);
}

function inPiece(
  piece: string,
  exact: PhraseIndex<string>,
  inside: PhraseIndex<string>,
): CodedCertificate | null {
  const words = normalizeText(piece);
  if (words === '') return null;
  const whole = exact.get(words);
  if (whole !== undefined) return { code: whole, words };
  const bracket = /\(([^()]+)\)/.exec(words);
  const topic = bracket?.[1] === undefined ? undefined : exact.get(bracket[1]);
  if (topic !== undefined) return { code: topic, words };
  const hits = inside.scan(wordKey(words));
  const [longest] = hits.toSorted((a, b) => b.words.length - a.words.length);
  return longest === undefined ? null : { code: longest.value, words };
}

function codeCell(text: string, words: Omit<CertificateWords, 'certificates'>): Coded<CodedCertificate> {
  if (isNothing(text)) return { found: [], unknown: [] };
  const found = new Map<string, CodedCertificate>();
  const unknown: string[] = [];
  for (const piece of expandBrackets(words.withoutInnerJoins(normalizeText(text))).split(
    /[/+、,，;；。|\s]|和|及|与/,
  )) {
    if (isNothing(piece)) continue;
    const certificate = words.inPiece(piece);
    if (certificate === null) unknown.push(piece);
    else if (!found.has(certificate.code)) found.set(certificate.code, certificate);
  }
  return { found: [...found.values()], unknown };
}
