import type { IsoDate } from '../domain/dates.ts';
import type { Shortlist } from '../domain/explanation.ts';
import type { LaborerId, OpeningId } from '../domain/ids.ts';
import type { MatchLaborer } from '../domain/match-input.ts';
import type { RankedPair } from '../domain/recommendation.ts';
import { failedCodes } from './eligibility/check-eligibility.ts';
import { assertK } from './list-limits.ts';
import { isScorable, pairOf } from './pair.ts';
import { prepareLaborer } from './prepared-laborer.ts';
import { reasonCounter } from './reason-counts.ts';
import { factorValues, partsOf, scoreOf, type FactorValues } from './score.ts';
import { compareBytes, laborerTieHash } from './tie-order.ts';
import { openingOf, type World } from './world.ts';

/** An eligible laborer of an opening. */
interface Candidate {
  readonly laborerId: LaborerId;
  readonly values: FactorValues;
  readonly score: number;
  readonly willingSince: IsoDate | null;
  readonly tieHash: number;
}

/**
 * An opening's best laborers among those given: score descending, then willing for longest, then FNV-1a of
 * `epoch|laborer`, then id by bytes. The laborers are gone through once. A list shorter than K counts why
 * laborers were dropped.
 * @throws AppError `K_INVALID` unless K is 1..1,000, `OPENING_UNKNOWN`.
 */
export function rankLaborers(
  world: World,
  openingId: OpeningId,
  laborers: Iterable<MatchLaborer>,
  options: { readonly k: number },
): Shortlist {
  assertK(options.k);
  const opening = openingOf(world, openingId);
  const { profile, epoch } = world.settings;
  const dropped = reasonCounter();
  const candidates: Candidate[] = [];
  let considered = 0;
  for (const input of laborers) {
    considered += 1;
    const pair = pairOf(world, prepareLaborer(world.settings, input), opening);
    const codes = failedCodes(pair);
    dropped.add(codes);
    if (codes.length > 0 || !isScorable(pair)) continue;
    const values = factorValues(pair);
    const tieHash = laborerTieHash(epoch.week, input.id);
    const { id: laborerId, willingSince } = input;
    candidates.push({ laborerId, values, score: scoreOf(profile, values), willingSince, tieHash });
  }
  const pairs = candidates
    .toSorted(compareCandidates)
    .slice(0, options.k)
    .map(({ laborerId, score, values }, index): RankedPair => ({
      laborerId,
      openingId,
      rank: index + 1,
      score,
      parts: partsOf(profile, values),
    }));
  return { openingId, pairs, considered, reasons: pairs.length < options.k ? dropped.counts() : {} };
}

function compareCandidates(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    compareBytes(waitingKey(one), waitingKey(other)) ||
    one.tieHash - other.tieHash ||
    compareBytes(one.laborerId, other.laborerId)
  );
}

/** Days compare as text; who has no day (displaced by a layoff) comes after all who have one. */
function waitingKey({ willingSince }: Candidate): string {
  return willingSince ?? '9999-12-31';
}
