import type { EmployerId } from '../domain/ids.ts';
import type { ReasonCounts } from '../domain/exclusion-reason.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { RankedPair, RecommendationList } from '../domain/recommendation.ts';
import { failedCodes, isEligible } from './eligibility/check-eligibility.ts';
import { assertEmployerCap, assertK } from './list-limits.ts';
import { isScorable, pairOf } from './pair.ts';
import { prepareLaborer, type PreparedLaborer } from './prepared-laborer.ts';
import type { PreparedOpening } from './prepared-opening.ts';
import { reasonCounter } from './reason-counts.ts';
import { factorValues, partsOf, scoreOf, type FactorValues } from './score.ts';
import { compareBytes, openingTieHash } from './tie-order.ts';
import type { World } from './world.ts';

/** At most this many openings of one worksite employer in a list (scoring.md §4). */
export const DEFAULT_EMPLOYER_CAP = 3;

/** Openings of one step: some milliseconds. */
const STEP = 500;

/** An eligible opening of a laborer. */
interface Candidate {
  readonly opening: PreparedOpening;
  readonly values: FactorValues;
  readonly score: number;
  readonly tieHash: number;
}

/**
 * A laborer's best openings: score descending, then FNV-1a of `epoch|opening|bucket`, then id by bytes; at
 * most `employerCap` (3) of one worksite employer. A list shorter than K counts why openings were dropped.
 * @throws AppError `K_INVALID` unless K is 1..1,000, `EMPLOYER_CAP_INVALID`.
 */
export function rankOpenings(
  world: World,
  laborer: MatchLaborer,
  options: { readonly k: number; readonly employerCap?: number },
): RecommendationList {
  const steps = rankOpeningsStepwise(world, laborer, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, giving way every 500 openings: for who must let an event loop breathe. */
export function* rankOpeningsStepwise(
  world: World,
  laborer: MatchLaborer,
  options: { readonly k: number; readonly employerCap?: number },
): Generator<undefined, RecommendationList> {
  const { k, employerCap = DEFAULT_EMPLOYER_CAP } = options;
  assertK(k);
  assertEmployerCap(employerCap);
  const prepared = prepareLaborer(world.settings, laborer);
  const candidates: Candidate[] = [];
  for (let from = 0; from < world.openings.length; from += STEP) {
    candidates.push(...eligibleOpenings(world, prepared, from));
    yield;
  }
  const pairs = takeCapped(candidates.toSorted(compareCandidates), k, employerCap).map(
    ({ opening, values, score }, index): RankedPair => ({
      laborerId: laborer.id,
      openingId: opening.input.id,
      rank: index + 1,
      score,
      parts: partsOf(world.settings.profile, values),
    }),
  );
  const reasons = pairs.length < k ? yield* droppedReasons(world, prepared) : {};
  return { laborerId: laborer.id, pairs, reasons };
}

/** The eligible among the openings of one step. */
function eligibleOpenings(world: World, laborer: PreparedLaborer, from: number): Candidate[] {
  const { profile, epoch } = world.settings;
  const candidates: Candidate[] = [];
  for (const opening of world.openings.slice(from, from + STEP)) {
    const pair = pairOf(world, laborer, opening);
    if (!isScorable(pair) || !isEligible(pair)) continue;
    const values = factorValues(pair);
    const tieHash = openingTieHash(epoch.week, opening.input.id, laborer.bucket);
    candidates.push({ opening, values, score: scoreOf(profile, values), tieHash });
  }
  return candidates;
}

function compareCandidates(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    one.tieHash - other.tieHash ||
    compareBytes(one.opening.input.id, other.opening.input.id)
  );
}

function takeCapped(candidates: readonly Candidate[], k: number, cap: number): Candidate[] {
  const taken: Candidate[] = [];
  const ofEmployer = new Map<EmployerId, number>();
  for (const candidate of candidates) {
    if (taken.length === k) break;
    const employer = candidate.opening.input.worksiteEmployerId;
    const count = ofEmployer.get(employer) ?? 0;
    if (count >= cap) continue;
    ofEmployer.set(employer, count + 1);
    taken.push(candidate);
  }
  return taken;
}

function* droppedReasons(world: World, laborer: PreparedLaborer): Generator<undefined, ReasonCounts> {
  const counter = reasonCounter();
  for (let from = 0; from < world.openings.length; from += STEP) {
    for (const opening of world.openings.slice(from, from + STEP)) {
      counter.add(failedCodes(pairOf(world, laborer, opening)));
    }
    yield;
  }
  return counter.counts();
}
