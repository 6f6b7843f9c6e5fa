import type { CertificateGate } from '../domain/occupation.ts';
import { expandBrackets, isNothing, type CertificateWords } from './certificate-words.ts';
import { satisfiedBy } from './driving-licenses.ts';
import { normalizeText } from './normalize.ts';

/** Obtained on hiring: never a reason to drop. */
const ON_HIRING: ReadonlySet<string> = new Set(['cert:health', 'cert:occupational-health-check']);
/** The law depends on the post, the process or a load limit. */
const DEPENDS = /按岗|按工艺|视岗位|视情况|如适用|如需|部分岗位|[><≥≤]|以上吨|吨以上/;
/** A preference is no gate. */
const PREFERRED = /优先|最好|更佳|为佳|加分|尤佳|者优/;
/** Words that speak of papers, so that a gate which the table does not know is at least listed. */
const PAPERS = /证|驾照|执照|资格|体检/;
/** `C1及以上` asks for C1; the higher classes are known anyway. */
const OR_HIGHER = /(\(含\))?[及或]?以上(?=$|[^\d年])/g;

/**
 * The gates of a certificate requirement, all of which must hold: parts joined by `、，；`, `+`, 及, 和 are gates of their
 * own. `/` and 或 mean any; only beside a 或 does `+` make a set that must be held together (`A+B或C`). `/` binds closest:
 * `驾驶证B2/A2+货运资格证` asks for one of two licenses and for the other paper. 按岗, 按工艺 and load limits, and papers that
 * the table does not know, are `to_check`; 健康证 and 职业健康体检 are `on_hiring`; what is only preferred is no gate.
 */
export function parseGates(text: string, words: CertificateWords): readonly CertificateGate[] {
  if (isNothing(text)) return [];
  return clausesOf(words.withoutInnerJoins(normalizeText(text))).flatMap((clause) => {
    return PREFERRED.test(clause) ? [] : gatesOf(clause, words);
  });
}

function clausesOf(text: string): string[] {
  // A list inside brackets belongs to its head: it is expanded before the clauses are parted.
  return expandBrackets(text)
    .split(/[、,，;；。|\n]|(?<!\d)\s+/)
    .flatMap((clause) => (clause.includes('或') ? [clause] : factorsOf(clause)))
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

/** The parts of a text that must hold together. 及以上 is no join. */
function factorsOf(text: string): string[] {
  return text.split(/[+&]|以及|及(?!以)|和|与|且/);
}

/** The gate of a clause, and beside it what its sets hold that is obtained on hiring: that drops nobody. */
function gatesOf(clause: string, words: CertificateWords): CertificateGate[] {
  const anyOf = alternativesOf(clause.replace(OR_HIGHER, ''), words);
  if (anyOf.length === 0) return PAPERS.test(clause) ? [{ kind: 'to_check', anyOf: [], words: clause }] : [];
  // One way to satisfy it is obtained on hiring altogether.
  if (anyOf.some((codes) => codes.every(isOnHiring))) return [{ kind: 'on_hiring', anyOf, words: clause }];
  const needed = anyOf.map((codes) => codes.filter((code) => !isOnHiring(code)));
  const later = [...new Set(anyOf.flat().filter(isOnHiring))];
  return [
    { kind: DEPENDS.test(clause) ? 'to_check' : 'legal', anyOf: needed, words: clause },
    ...later.map((code): CertificateGate => ({ kind: 'on_hiring', anyOf: [[code]], words: clause })),
  ];
}

function isOnHiring(code: string): boolean {
  return ON_HIRING.has(code);
}

function alternativesOf(clause: string, words: CertificateWords): readonly (readonly string[])[] {
  const alternatives = clause.split(/或者?/).flatMap((alternative) => combinationsOf(alternative, words));
  const seen = new Map(alternatives.map((codes) => [codes.join('+'), codes]));
  return [...seen.values()];
}

/** Every way to satisfy `A/B+C`: one certificate of each factor. */
function combinationsOf(alternative: string, words: CertificateWords): string[][] {
  const factors = factorsOf(alternative)
    .map((factor) => factor.split('/').flatMap((piece) => codesOf(piece, words)))
    .filter((codes) => codes.length > 0);
  if (factors.length === 0) return [];
  return factors.reduce<string[][]>(
    (ways, codes) => ways.flatMap((way) => codes.map((code) => [...new Set([...way, code])])),
    [[]],
  );
}

function codesOf(piece: string, words: CertificateWords): readonly string[] {
  const certificate = words.inPiece(piece);
  return certificate === null ? [] : satisfiedBy(certificate.code);
}
