import { TfIdf } from 'natural/lib/natural/tfidf/index.js';

import type { IdfTable } from '../domain/match-input.ts';
import type { Code } from '../domain/occupation.ts';

/** An idf of 1.000 in the table's integers. */
const THOUSAND = 1_000;

/**
 * The idf of every code that openings ask for. Each opening is a document: the keys that the engine weighs (a requirement
 * without a level is its trainee code, `welder°`), each counted once. natural's formula is idf = 1 + ln(N / (1 + n)), with N openings of
 * which n ask for the code; it is kept as round(1000 · idf), half up, and at least 1. `maximum` is the largest entry, 1000
 * without any: a code that is not listed takes it. The same openings in another order give the same table.
 */
export function buildIdf(documents: Iterable<readonly Code[]>): Omit<IdfTable, 'version'> {
  const corpus = new TfIdf();
  const codes = new Set<Code>();
  for (const asked of documents) {
    const document = [...new Set(asked)];
    for (const code of document) codes.add(code);
    // A list is taken as it is; natural would cut a text into Latin words and lose Chinese.
    corpus.addDocument(document);
  }
  const thousandths = new Map(
    [...codes].toSorted(byCodeUnits).map((code) => [code, thousandthsOf(corpus.idf(code))]),
  );
  return { thousandths, maximum: Math.max(THOUSAND * Number(codes.size === 0), ...thousandths.values()) };
}

function thousandthsOf(idf: number): number {
  return Math.max(1, Math.round(THOUSAND * idf));
}

/** Not by locale: the order is the same on every machine. */
function byCodeUnits(a: Code, b: Code): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
