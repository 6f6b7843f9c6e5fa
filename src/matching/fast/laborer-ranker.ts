import { countyOf, isInside, type AreaPrefix } from '../../domain/area.ts';
import type { Shortlist } from '../../domain/explanation.ts';
import { makeId, type OpeningId } from '../../domain/ids.ts';
import type { RankedPair } from '../../domain/recommendation.ts';
import { assertK } from '../list-limits.ts';
import { openingOf, type World } from '../world.ts';
import { HARD_BITS } from './conflict-bits.ts';
import type { LaborerIndex } from './laborer-index.ts';
import { laborerReasons } from './laborer-reasons.ts';
import { LaborerTopList } from './laborer-top-list.ts';
import { laborerTotals, type LaborerTotals } from './laborer-totals.ts';
import {
  AGES_AT,
  CLOSED_AT,
  GATES_AT,
  PATTERN_AT,
  PLACE_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  STABILITY_AT,
  TERMS_AT,
  WAGE_AT,
} from './opening-records.ts';
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
    walk({ plan, laborers, opening, inScope, scope, top }, scores);
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
  const reasons =
    pairs.length < k
      ? reasonsAt(
          laborerReasons({
            plan,
            opening,
            places,
            skillPoints,
            inScope,
            totals: scope === undefined ? laborers.totals : totalsInScope({ plan, laborers, scope, inScope }),
          }),
          0,
        )
      : {};
  return { openingId, pairs, considered, reasons };
}

/** Scopes whose totals are kept with an index: those of brokers come again and again. */
const SCOPES_KEPT = 32;

const totalsByIndex = new WeakMap<LaborerIndex, Map<string, LaborerTotals>>();

/** Totals of a scope; they are counted row by row when the scope is new. */
function totalsInScope(given: {
  readonly plan: RankingPlan;
  readonly laborers: LaborerIndex;
  readonly scope: readonly AreaPrefix[];
  readonly inScope: Uint8Array;
}): LaborerTotals {
  const { plan, laborers, scope, inScope } = given;
  const known = totalsByIndex.get(laborers) ?? new Map<string, LaborerTotals>();
  totalsByIndex.set(laborers, known);
  const key = scope.toSorted().join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const totals = laborerTotals(plan, inScope);
  known.set(key, totals);
  const oldest = known.size > SCOPES_KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return totals;
}

interface Walk {
  readonly plan: RankingPlan;
  readonly laborers: LaborerIndex;
  readonly opening: number;
  /** By home. */
  readonly inScope: Uint8Array;
  readonly scope: readonly AreaPrefix[] | undefined;
  readonly top: LaborerTopList;
}

interface Scores {
  readonly places: PlacePoints;
  /** By skill profile; -1: a must is missing. */
  readonly skillPoints: Int32Array;
  readonly base: number;
}

/** Where fewer than one of so many rows can meet the musts or the gates, these rows are looked at one by one. */
const FEW = 16;

/** Offers the laborers that can get the opening: the few that meet its musts or gates, else all by place profile. */
function walk(given: Walk, scores: Scores): void {
  const { plan, laborers, opening } = given;
  const { skillPoints } = scores;
  const { gateFails, index } = plan;
  const gateSets = index.records.gates.length;
  const gates = index.records.ints[opening * RECORD_INTS + GATES_AT] ?? 0;
  const skilled = numbersWhere(laborers.skillStart, (profile) => (skillPoints[profile] ?? -1) >= 0);
  const certified = numbersWhere(laborers.certificateStart, (set) => gateFails[set * gateSets + gates] !== 1);
  const most = plan.columns.count / FEW;
  if (Math.min(skilled.rows, certified.rows) > most) walkPlaces(given, scores);
  else if (skilled.rows < certified.rows) walkRows(given, scores, laborers.skillRow, skilled.ranges);
  else walkRows(given, scores, laborers.certificateRow, certified.ranges);
}

/** The ranges of the numbers for which `meets` is true, and how many rows they have. */
function numbersWhere(
  start: Int32Array,
  meets: (number: number) => boolean,
): { readonly rows: number; readonly ranges: readonly (readonly [number, number])[] } {
  const ranges: (readonly [number, number])[] = [];
  let rows = 0;
  for (let number = 0; number + 1 < start.length; number += 1) {
    if (!meets(number)) continue;
    const [from, to] = [start[number] ?? 0, start[number + 1] ?? 0];
    ranges.push([from, to]);
    rows += to - from;
  }
  return { rows, ranges };
}

/** Offers rows one by one, in any order: the top list does not depend on it. */
function walkRows(
  { plan, opening, inScope, top }: Walk,
  { places, skillPoints, base }: Scores,
  rows: Int32Array,
  ranges: readonly (readonly [number, number])[],
): void {
  const { columns } = plan;
  const check = new PairCheck(plan, opening);
  for (const [from, to] of ranges) {
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      const profile = columns.place[row] ?? 0;
      const location = places.location[profile] ?? -1;
      const points = skillPoints[columns.skills[row] ?? 0] ?? -1;
      if (location < 0 || points < 0 || columns.bars[row] !== 0) continue;
      const score = location + (places.distance[profile] ?? 0) + base + points;
      if (score < top.threshold || inScope[columns.home[row] ?? 0] === 0) continue;
      if (!check.isDropped(row, places.road[profile] ?? 0)) top.offer(row, score);
    }
  }
}

/**
 * Offers rows by place profile, the best first as far as steps tell. Invariant: a profile's rows score at most its points +
 * the best skill + base, so a profile below the threshold has nobody for the list.
 */
function walkPlaces({ plan, laborers, opening, inScope, scope, top }: Walk, scores: Scores): void {
  const { places, skillPoints, base } = scores;
  const { location, distance, road } = places;
  const { columns, gateFails, index } = plan;
  const { rows, placeStart, skills, bits, age, wageFloor, certificates } = laborers;
  const { ints, doubles } = index.records;
  const check = new PairCheck(plan, opening);
  const hard = check.bits & HARD_BITS;
  const ages = ints[opening * RECORD_INTS + AGES_AT] ?? 0;
  const youngest = ages & 0xffff;
  const oldest = ages >>> 16;
  const wage = doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
  const gateSets = index.records.gates.length;
  const gates = ints[opening * RECORD_INTS + GATES_AT] ?? 0;
  const bestSkill = skillPoints.reduce((best, points) => Math.max(best, points), -1);
  if (bestSkill < 0) return;
  const counties = countiesInScope(plan, scope);
  for (const profile of byPoints(places)) {
    const ofPlace = (location[profile] ?? 0) + (distance[profile] ?? 0) + base;
    if (ofPlace + bestSkill < top.threshold || counties[profile] === 0) continue;
    const end = placeStart[profile + 1] ?? 0;
    for (let at = placeStart[profile] ?? 0; at < end; at += 1) {
      const points = skillPoints[skills[at] ?? -1] ?? -1;
      if (points < 0 || ofPlace + points < top.threshold || ((bits[at] ?? 0) & hard) !== 0) continue;
      const years = age[at] ?? -1;
      if (years >= 0 && (years < youngest || years > oldest)) continue;
      if (wage < (wageFloor[at] ?? 0)) continue;
      if (gateFails[(certificates[at] ?? 0) * gateSets + gates] === 1) continue;
      const row = rows[at] ?? 0;
      if (inScope[columns.home[row] ?? 0] === 0) continue;
      if (!check.isDropped(row, road[profile] ?? 0)) top.offer(row, ofPlace + points);
    }
  }
}

/** By place profile: 0 where no home of its county can be in scope. */
function countiesInScope({ columns }: RankingPlan, scope: readonly AreaPrefix[] | undefined): Uint8Array {
  return Uint8Array.from(columns.dictionaries.places, ({ homeCode }) => {
    const county = countyOf(homeCode);
    return Number(
      scope === undefined || scope.some((prefix) => isInside(prefix, county) || prefix.startsWith(county)),
    );
  });
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
