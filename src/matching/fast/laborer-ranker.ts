import { isInside, type AreaPrefix } from '../../domain/area.ts';
import type { Shortlist } from '../../domain/explanation.ts';
import { makeId, type OpeningId } from '../../domain/ids.ts';
import type { RankedPair } from '../../domain/recommendation.ts';
import { assertK } from '../list-limits.ts';
import { openingOf, type World } from '../world.ts';
import { HARD_BITS } from './conflict-bits.ts';
import type { LaborerIndex } from './laborer-index.ts';
import { laborerReasons } from './laborer-reasons.ts';
import { LaborerTopList } from './laborer-top-list.ts';
import { CLOSED_AT, PATTERN_AT, PLACE_AT, RECORD_INTS, STABILITY_AT, TERMS_AT } from './opening-records.ts';
import { partsAt, reasonsAt } from './packed-lists.ts';
import { PairCheck } from './pair-check.ts';
import { isKnownClass } from './patterns.ts';
import { pointsOfPlace, type PlacePoints } from './place-points.ts';
import { numberOf, type RankingPlan } from './ranking-plan.ts';
import { splitPoints } from './split-points.ts';

/** How many laborers, and whose. */
export interface ShortlistOptions {
  readonly k: number;
  /** Homes that are looked at: inside one of these prefixes; all where not given. */
  readonly scope?: readonly AreaPrefix[];
}

/** Place profiles are gone through by their points, in so many steps. */
const STEPS = 1_024;

/**
 * The same shortlist as `rankLaborers(world, openingId, laborers, options)` over the laborers of the plan that are in scope.
 * @throws AppError `K_INVALID` unless K is 1..1,000, `OPENING_UNKNOWN`.
 */
export function fastRankLaborers(
  world: World,
  plan: RankingPlan,
  laborers: LaborerIndex,
  openingId: OpeningId,
  options: ShortlistOptions,
): Shortlist {
  const { k, scope } = options;
  assertK(k);
  openingOf(world, openingId);
  const { index, columns } = plan;
  const opening = numberOf(index, openingId);
  const field = (at: number): number => index.records.ints[opening * RECORD_INTS + at] ?? 0;
  const inScope = homesInScope(plan, scope);
  const considered = laborers.ofHome.reduce((sum, rows, home) => sum + rows * (inScope[home] ?? 0), 0);
  const places = pointsOfPlace(plan, field(PLACE_AT));
  const skillPoints = pointsOfSkills(plan, laborers, field(PATTERN_AT));
  const base = field(STABILITY_AT) + field(TERMS_AT);
  const top = new LaborerTopList(plan, laborers, world.settings.epoch.week, k);
  if (field(CLOSED_AT) === 0) {
    const scores = { places, skillPoints, base };
    walk({ plan, laborers, opening, inScope, isEverywhere: scope === undefined, top }, scores);
  }
  const parts = new Uint16Array(5);
  const pairs = Array.from({ length: top.size }, (_pair, rank): RankedPair => {
    const row = top.row[rank] ?? 0;
    const profile = columns.place[row] ?? 0;
    splitPoints(
      parts,
      0,
      skillPoints[columns.skills[row] ?? 0] ?? 0,
      places.location[profile] ?? 0,
      places.distance[profile] ?? 0,
      field(STABILITY_AT),
      field(TERMS_AT),
    );
    return {
      laborerId: makeId('L', columns.key[row] ?? 0),
      openingId,
      rank: rank + 1,
      score: top.score[rank] ?? 0,
      parts: partsAt(parts, 0),
    };
  });
  const isShort = pairs.length < k;
  const reasons = isShort
    ? reasonsAt(laborerReasons({ plan, opening, places, skillPoints, inScope, considered }), 0)
    : {};
  return { openingId, pairs, considered, reasons };
}

interface Walk {
  readonly plan: RankingPlan;
  readonly laborers: LaborerIndex;
  readonly opening: number;
  /** By home. */
  readonly inScope: Uint8Array;
  readonly isEverywhere: boolean;
  readonly top: LaborerTopList;
}

interface Scores {
  readonly places: PlacePoints;
  /** By skill profile; -1: a must is missing. */
  readonly skillPoints: Int32Array;
  readonly base: number;
}

/**
 * Offers the laborers that can get the opening, by place profile, the best first as far as steps tell. Invariant: a profile's
 * rows score at most its points + the best skill + base, so a profile below the threshold has nobody for the list.
 */
function walk(given: Walk, { places, skillPoints, base }: Scores): void {
  const { plan, laborers, opening, inScope, isEverywhere, top } = given;
  const { location, distance, road } = places;
  const { columns } = plan;
  const { rows, placeStart, skills, bits } = laborers;
  const check = new PairCheck(plan, opening);
  const hard = check.bits & HARD_BITS;
  const bestSkill = skillPoints.reduce((best, points) => Math.max(best, points), -1);
  if (bestSkill < 0) return;
  for (const profile of byPoints(places)) {
    const ofPlace = (location[profile] ?? 0) + (distance[profile] ?? 0) + base;
    if (ofPlace + bestSkill < top.threshold) continue;
    const end = placeStart[profile + 1] ?? 0;
    for (let at = placeStart[profile] ?? 0; at < end; at += 1) {
      const points = skillPoints[skills[at] ?? -1] ?? -1;
      if (points < 0 || ofPlace + points < top.threshold || ((bits[at] ?? 0) & hard) !== 0) continue;
      const row = rows[at] ?? 0;
      if (!isEverywhere && inScope[columns.home[row] ?? 0] === 0) continue;
      if (!check.isDropped(row, road[profile] ?? 0)) top.offer(row, ofPlace + points);
    }
  }
}

/** Profiles that go to the place, by descending points as far as STEPS tell them apart. */
function byPoints({ location, distance }: PlacePoints): Int32Array {
  const willing = new Int32Array(location.length);
  const stepOf = new Int32Array(location.length);
  let count = 0;
  let most = 1;
  for (let profile = 0; profile < location.length; profile += 1) {
    if ((location[profile] ?? -1) < 0) continue;
    willing[count] = profile;
    count += 1;
    most = Math.max(most, (location[profile] ?? 0) + (distance[profile] ?? 0));
  }
  const next = new Int32Array(STEPS + 1);
  for (let at = 0; at < count; at += 1) {
    const profile = willing[at] ?? 0;
    const points = (location[profile] ?? 0) + (distance[profile] ?? 0);
    const step = STEPS - 1 - Math.floor((points * (STEPS - 1)) / most);
    stepOf[at] = step;
    next[step + 1] = (next[step + 1] ?? 0) + 1;
  }
  for (let step = 0; step < STEPS; step += 1) next[step + 1] = (next[step + 1] ?? 0) + (next[step] ?? 0);
  const sorted = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const step = stepOf[at] ?? 0;
    const to = next[step] ?? 0;
    sorted[to] = willing[at] ?? 0;
    next[step] = to + 1;
  }
  return sorted;
}

/** weight × skill factor by skill profile; -1 where a must is missing. */
function pointsOfSkills({ index, skills }: RankingPlan, laborers: LaborerIndex, pattern: number): Int32Array {
  const { patterns, weights } = index;
  const hasMust = (patterns.musts[pattern] ?? 0) > 0;
  const points = new Int32Array(skills.class.length);
  for (let profile = 0; profile < points.length; profile += 1) {
    const skillsClass = skills.class[profile] ?? 0;
    const isMissing = hasMust && isKnownClass(skillsClass);
    const skill = patterns.classSkill[skillsClass * patterns.count + pattern] ?? 0;
    points[profile] = isMissing ? -1 : weights.skill * skill;
  }
  const end = laborers.patternStart[pattern + 1] ?? 0;
  for (let at = laborers.patternStart[pattern] ?? 0; at < end; at += 1) {
    points[laborers.exceptionProfile[at] ?? 0] = laborers.exceptionPoints[at] ?? 0;
  }
  return points;
}

/** By home: 1 where it is inside one of the prefixes, or no scope is given. */
function homesInScope({ columns }: RankingPlan, scope: readonly AreaPrefix[] | undefined): Uint8Array {
  return Uint8Array.from(columns.dictionaries.homes, (home) =>
    Number(scope === undefined || scope.some((prefix) => isInside(prefix, home))),
  );
}
