import type { SkillHoldings } from '../../../src/matching/fast/laborer-columns.ts';
import type { OpeningIndex } from '../../../src/matching/fast/opening-index.ts';
import { isKnownClass } from '../../../src/matching/fast/patterns.ts';
import { PlaceScores } from '../../../src/matching/fast/place-scores.ts';
import type { RankingPlan } from '../../../src/matching/fast/ranking-plan.ts';
import { peerLaborers, type PeerLaborers } from './peer-laborers.ts';
import { peerOpenings, type PeerOpenings } from './peer-openings.ts';

/**
 * The integer tables that every peer is given, so that none spends its time on words, roads or curves. All that is
 * left to a peer is to look up, add, check and select.
 */
export interface PeerTables {
  readonly openings: PeerOpenings;
  readonly laborers: PeerLaborers;
  readonly places: number;
  readonly patterns: number;
  /** Place profile × places + place: weight × location + weight × distance; IMPOSSIBLE: she does not go there. */
  readonly placePoints: Int32Array;
  /** Place profile × places + place: road in tenths of a kilometer. */
  readonly roads: Int32Array;
  /** Skill profile × patterns + pattern: weight × skill; IMPOSSIBLE: a must is missing. */
  readonly skillPoints: Int32Array;
  readonly gateSets: number;
  /** Certificate set × gate sets + gate set: 1 where a legal gate is unmet. */
  readonly gateFails: Uint8Array;
  readonly reservedSets: number;
  /** Group set × reserved sets + reserved set: 1 where she is in none of the groups. */
  readonly reservedFails: Uint8Array;
  readonly occupations: number;
  /** Set of refused occupations × occupations + occupation: 1 where she refused it. */
  readonly refusedFails: Uint8Array;
  /** By skill profile: what she holds and wishes, for a peer that takes inner products itself. */
  readonly holdings: readonly SkillHoldings[];
}

/** So low that no sum with it reaches 0, and so near that no sum with two of it overflows 32 bits. */
export const IMPOSSIBLE = -1_000_000_000;

/** The tables of the laborers in these rows. @throws Error where a row refused an opening: no province has such. */
export function peerTables(plan: RankingPlan, rows: Int32Array): PeerTables {
  if (plan.refusalRow.length > 0) throw new Error('Peers know no refused openings');
  const { index } = plan;
  const { laborers, profiles } = peerLaborers(plan, rows);
  return {
    openings: peerOpenings(index),
    laborers,
    places: index.places.length,
    patterns: index.patterns.count,
    ...placeRows(plan, profiles.places),
    skillPoints: skillRows(plan, profiles.skills),
    gateSets: index.records.gates.length,
    gateFails: plan.gateFails,
    reservedSets: index.reservedGroups.length,
    reservedFails: plan.reservedFails,
    occupations: index.occupations.length,
    refusedFails: refusedFails(plan),
    holdings: profiles.skills.flatMap((profile) => plan.columns.dictionaries.skills[profile] ?? []),
  };
}

function placeRows(
  plan: RankingPlan,
  profiles: readonly number[],
): Pick<PeerTables, 'placePoints' | 'roads'> {
  const places = plan.index.places.length;
  const placePoints = new Int32Array(profiles.length * places);
  const roads = new Int32Array(profiles.length * places);
  const scores = new PlaceScores(plan);
  profiles.forEach((profile, number) => {
    scores.enter(profile);
    placePoints.set(
      scores.points.map((points) => (points < 0 ? IMPOSSIBLE : points)),
      number * places,
    );
    const road = (plan.places.origin[profile] ?? 0) * places;
    roads.set(plan.places.road.subarray(road, road + places), number * places);
  });
  return { placePoints, roads };
}

function skillRows({ skills, index }: RankingPlan, profiles: readonly number[]): Int32Array {
  const { count } = index.patterns;
  const rows = new Int32Array(profiles.length * count);
  profiles.forEach((profile, number) => {
    rows.set(classRow(index, skills.class[profile] ?? 0), number * count);
    for (let at = skills.start[profile] ?? 0; at < (skills.start[profile + 1] ?? 0); at += 1) {
      rows[number * count + (skills.pattern[at] ?? 0)] = skills.points[at] ?? 0;
    }
  });
  return rows;
}

/** What a laborer of a class who holds nothing alike brings to every pattern. */
function classRow({ patterns, weights }: OpeningIndex, skillsClass: number): Int32Array {
  return patterns.musts.map((musts, pattern) =>
    musts > 0 && isKnownClass(skillsClass)
      ? IMPOSSIBLE
      : weights.skill * (patterns.classSkill[skillsClass * patterns.count + pattern] ?? 0),
  );
}

function refusedFails({ index, columns, refusedStart, refusedOccupation }: RankingPlan): Uint8Array {
  const occupations = index.occupations.length;
  const sets = columns.dictionaries.refusedOccupations.length;
  const fails = new Uint8Array(sets * occupations);
  for (let set = 0; set < sets; set += 1) {
    for (let at = refusedStart[set] ?? 0; at < (refusedStart[set + 1] ?? 0); at += 1) {
      fails[set * occupations + (refusedOccupation[at] ?? 0)] = 1;
    }
  }
  return fails;
}
