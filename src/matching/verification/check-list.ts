import type { EmployerId, OpeningId } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { RankedPair, RecommendationList } from '../../domain/recommendation.ts';
import { failedCodes, isEligible } from '../eligibility/check-eligibility.ts';
import { isScorable, pairOf, type ScorablePair } from '../pair.ts';
import type { PreparedLaborer } from '../prepared-laborer.ts';
import type { PreparedOpening } from '../prepared-opening.ts';
import { DEFAULT_EMPLOYER_CAP } from '../rank-openings.ts';
import { factorValues, partsOf, scoreOf } from '../score.ts';
import { compareBytes, openingTieHash } from '../tie-order.ts';
import type { World } from '../world.ts';
import type { ListFault, ListFaultCode } from '../../domain/list-fault.ts';
import { laborerMemory } from './laborer-memory.ts';

/** Says everything that is wrong with one stored list of a laborer; empty where it is sound. */
export type CheckList = (laborer: MatchLaborer, list: RecommendationList) => readonly ListFault[];

/**
 * A check of stored lists that looks at each pair with the rules and factors of the reference, and shares no code with the
 * fast engine: eligibility, score, parts, order, employer cap, length, and a reason where a list is short. Whether
 * something better was left out is asked by `checkComplete`, which looks at every opening. Keep one for many laborers: places and skills
 * that they share are looked at once.
 */
export function listChecker(
  world: World,
  { k, employerCap = DEFAULT_EMPLOYER_CAP }: { readonly k: number; readonly employerCap?: number },
): CheckList {
  const prepare = laborerMemory(world.settings);
  return (laborer, list) => {
    const prepared = prepare(laborer);
    const faults: ListFault[] = [];
    const fault = (code: ListFaultCode, openingId: OpeningId | null, detail: string): void => {
      faults.push({ code, laborerId: laborer.id, openingId, detail });
    };
    if (list.pairs.length > k) fault('LIST_TOO_LONG', null, `${list.pairs.length} pairs, at most ${k}`);
    if (
      list.pairs.length < k &&
      Object.keys(list.reasons).length === 0 &&
      world.openings.length > list.pairs.length
    ) {
      fault('REASON_MISSING', null, `${list.pairs.length} pairs of ${k}`);
    }
    const seen = new Set<OpeningId>();
    const ofEmployer = new Map<EmployerId, number>();
    let before: RankedPair | undefined;
    for (const stored of list.pairs) {
      const { openingId } = stored;
      if (seen.has(openingId)) fault('OPENING_REPEATED', openingId, `rank ${stored.rank}`);
      seen.add(openingId);
      const opening = world.openingsById.get(openingId);
      if (opening === undefined) fault('OPENING_GONE', openingId, `rank ${stored.rank}`);
      else checkPair(world, prepared, opening, stored, fault);
      const employer = opening?.input.worksiteEmployerId;
      if (employer !== undefined) {
        const count = (ofEmployer.get(employer) ?? 0) + 1;
        ofEmployer.set(employer, count);
        if (count > employerCap)
          fault('CAP_EXCEEDED', openingId, `${count} of ${employer}, at most ${employerCap}`);
      }
      if (before !== undefined && !isInOrder(world, prepared, before, stored)) {
        fault('ORDER_WRONG', openingId, `behind ${before.openingId}`);
      }
      before = stored;
    }
    return faults;
  };
}

function checkPair(
  world: World,
  laborer: PreparedLaborer,
  opening: PreparedOpening,
  stored: RankedPair,
  fault: (code: ListFaultCode, openingId: OpeningId, detail: string) => void,
): void {
  const pair = pairOf(world, laborer, opening);
  if (!isScorable(pair)) {
    fault('PAIR_UNSCORABLE', stored.openingId, failedCodes(pair).join(', '));
    return;
  }
  if (!isEligible(pair)) fault('PAIR_INELIGIBLE', stored.openingId, failedCodes(pair).join(', '));
  checkScore(world, pair, stored, fault);
}

function checkScore(
  { settings: { profile } }: World,
  pair: ScorablePair,
  stored: RankedPair,
  fault: (code: ListFaultCode, openingId: OpeningId, detail: string) => void,
): void {
  const values = factorValues(pair);
  const score = scoreOf(profile, values);
  if (score !== stored.score)
    fault('SCORE_WRONG', stored.openingId, `stored ${stored.score}, expected ${score}`);
  const parts = partsOf(profile, values);
  if (parts.some((part, at) => part !== stored.parts[at])) {
    fault('PARTS_WRONG', stored.openingId, `stored ${stored.parts.join('+')}, expected ${parts.join('+')}`);
  }
}

/** Score descending, then the tie hash of the week, then the id by bytes. */
function isInOrder(
  { settings: { epoch } }: World,
  { bucket }: PreparedLaborer,
  first: RankedPair,
  second: RankedPair,
): boolean {
  if (first.score !== second.score) return first.score > second.score;
  const hashes = [first, second].map(({ openingId }) => openingTieHash(epoch.week, openingId, bucket));
  const [one = 0, other = 0] = hashes;
  if (one !== other) return one < other;
  return compareBytes(first.openingId, second.openingId) < 0;
}
