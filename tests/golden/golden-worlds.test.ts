import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExclusionCode, ReasonCounts } from '../../src/domain/exclusion-reason.ts';
import type { PairExplanation } from '../../src/domain/explanation.ts';
import type { LaborerId, OpeningId } from '../../src/domain/ids.ts';
import type { MatchLaborer, MatchOpening } from '../../src/domain/match-input.ts';
import { POLICY_PROFILES } from '../../src/domain/weights.ts';
import { explainPair } from '../../src/matching/explain-pair.ts';
import { rankLaborers } from '../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../src/matching/rank-openings.ts';
import { scorePair } from '../../src/matching/score-pair.ts';
import { prepareWorld, type World } from '../../src/matching/world.ts';
import { buildLaborer, buildOpening, buildSettings } from '../support/builders.ts';

/**
 * A tiny world with the expected order and a reason per line. Fields of laborers and openings go over the
 * builders' defaults; `null` there stands for "unknown" in fields that a file can lack.
 */
interface GoldenWorld {
  readonly name: string;
  /** `openings` (default): the list of the first laborer; `laborers`: the shortlist of the first opening. */
  readonly direction?: 'openings' | 'laborers';
  readonly profile?: string;
  readonly laborers: readonly (Partial<MatchLaborer> & { readonly id: LaborerId })[];
  readonly openings: readonly (Partial<MatchOpening> & { readonly id: OpeningId })[];
  readonly expected: readonly { readonly id: string; readonly why: string }[];
  readonly dropped?: readonly Dropped[];
  readonly toCheck?: readonly Codes<ExclusionCode>[];
  readonly notes?: readonly Codes<string>[];
}

interface Codes<Code> {
  readonly id: string;
  readonly codes: readonly Code[];
}

interface Dropped extends Codes<ExclusionCode> {
  readonly why: string;
}

const FOLDER = new URL('worlds/', import.meta.url);
/** Fields where null is a value of its own: taken back to "unknown" they would not be. */
const NULL_IS_A_VALUE = new Set(['placeCode', 'matchConsent', 'willingSince']);

const WORLDS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as GoldenWorld);

describe('golden worlds', () => {
  it('are at least twenty, and give a reason for every line', () => {
    expect(WORLDS.length).toBeGreaterThanOrEqual(20);
    for (const golden of WORLDS) {
      for (const line of [...golden.expected, ...(golden.dropped ?? [])]) expect(line.why).not.toBe('');
    }
  });

  it.each(WORLDS.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    const laborers = golden.laborers.map((fields) => buildLaborer(withUnknowns(fields)));
    const openings = golden.openings.map((fields) => buildOpening(withUnknowns(fields)));
    const profile = POLICY_PROFILES.find(({ name }) => name === (golden.profile ?? 'default'))!;
    const world = prepareWorld(buildSettings({ profile }), openings);

    const { pairs, reasons } = rank(golden, world, laborers, openings);
    expect(pairs.map((pair) => pair.id)).toEqual(golden.expected.map((line) => line.id));
    expect(reasons).toEqual(countCodes(golden.dropped ?? []));

    const explain = explainer(golden, world, laborers, openings);
    for (const { id, codes } of golden.dropped ?? []) {
      expect(codesOf(explain(id), 'failed'), `${id} is dropped by`).toEqual(codes);
      expect(explain(id).isEligible).toBe(false);
    }
    for (const { id, codes } of golden.toCheck ?? []) {
      expect(codesOf(explain(id), 'to_check'), `${id} is to check for`).toEqual(codes);
    }
    for (const { id, codes } of golden.notes ?? []) {
      expect(
        explain(id).notes.map((note) => note.code),
        `${id} has the notes`,
      ).toEqual(codes);
    }
    for (const pair of pairs) {
      expect(explain(pair.id).score).toBe(pair.score);
      expect(explain(pair.id).isEligible).toBe(true);
    }
  });
});

function rank(
  golden: GoldenWorld,
  world: World,
  laborers: readonly MatchLaborer[],
  openings: readonly MatchOpening[],
): {
  readonly reasons: ReasonCounts;
  readonly pairs: readonly { readonly id: string; readonly score: number }[];
} {
  if (golden.direction === 'laborers') {
    const list = rankLaborers(world, openings[0]!.id, laborers, { k: 20 });
    return {
      reasons: list.reasons,
      pairs: list.pairs.map(({ laborerId, score }) => ({ id: laborerId, score })),
    };
  }
  const list = rankOpenings(world, laborers[0]!, { k: 20 });
  for (const { openingId, score } of list.pairs) {
    expect(scorePair(world, laborers[0]!, openingId)?.score).toBe(score);
  }
  return {
    reasons: list.reasons,
    pairs: list.pairs.map(({ openingId, score }) => ({ id: openingId, score })),
  };
}

function explainer(
  golden: GoldenWorld,
  world: World,
  laborers: readonly MatchLaborer[],
  openings: readonly MatchOpening[],
): (id: string) => PairExplanation {
  return (id) =>
    golden.direction === 'laborers'
      ? explainPair(
          world,
          laborers.find((laborer) => laborer.id === id)!,
          openings[0]!.id,
        )
      : explainPair(world, laborers[0]!, id as OpeningId);
}

function codesOf(explanation: PairExplanation, verdict: string): ExclusionCode[] {
  return explanation.rules.filter((rule) => rule.verdict === verdict).map((rule) => rule.code);
}

function countCodes(dropped: readonly Dropped[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of dropped.flatMap((line) => line.codes)) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** JSON has no `undefined`: null stands for it, except where null says something of its own. */
function withUnknowns<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      value === null && !NULL_IS_A_VALUE.has(name) ? undefined : value,
    ]),
  ) as Fields;
}
