import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { TIERS } from '../../domain/area.ts';
import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { assertEmployerCap, assertK } from '../list-limits.ts';
import { areaRanges, type AreaRanges } from './area-ranges.ts';
import { DEFAULT_EMPLOYER_CAP } from '../rank-openings.ts';
import {
  DATES_BIT,
  HARD_BITS,
  HEAVY_BIT,
  LIMIT_BIT,
  LODGING_BIT,
  NIGHTLY_BIT,
  REFUSED_BIT,
  RESERVED_BIT,
} from './conflict-bits.ts';
import { OpeningReasons } from './opening-reasons.ts';
import {
  LATEST_DAY_AT,
  OCCUPATION_AT,
  PLACE_AT,
  RECORD_INTS,
  RESERVED_AT,
  SOONEST_DAY_AT,
  STABILITY_AT,
  TERMS_AT,
} from './opening-records.ts';
import type { PackedLists } from './packed-lists.ts';
import { PlaceScores } from './place-scores.ts';
import { FREE_FROM_ALWAYS, FREE_UNTIL_ALWAYS, type RankingPlan } from './ranking-plan.ts';
import {
  AGES_IN_ENTRY,
  BITS_IN_ENTRY,
  CLASS_STREAMS,
  DAY_BIT,
  DAY_PART,
  EMPLOYER_IN_ENTRY,
  ENTRY_DOUBLES,
  ENTRY_INTS,
  GATES_IN_ENTRY,
  LONG_BIT,
  LONG_PART,
  OLDER_PART,
  OLDER_YEARS,
  OPENING_IN_ENTRY,
  PART_COUNT,
  PATTERN_STREAMS,
  POINTS_IN_ENTRY,
  WAGE_IN_ENTRY,
} from './runs.ts';
import { ScoreGuess } from './score-guess.ts';
import { firstFrom } from './sorted-rows.ts';
import { splitPoints } from './split-points.ts';
import { TierLists } from './tier-lists.ts';
import { TopList } from './top-list.ts';

/** The layout of entries and records as constants of this file: an imported name is read from memory each time. */
const INTS = ENTRY_INTS;
const DOUBLES = ENTRY_DOUBLES;
const POINTS = POINTS_IN_ENTRY;
const OPENING = OPENING_IN_ENTRY;
const BITS = BITS_IN_ENTRY;
const AGES = AGES_IN_ENTRY;
const GATES = GATES_IN_ENTRY;
const EMPLOYER = EMPLOYER_IN_ENTRY;
const WAGE = WAGE_IN_ENTRY;
const HARD = HARD_BITS;
const RECORD = RECORD_INTS;
const FIRST_PATTERN = PATTERN_STREAMS;
/** The bits behind which a road decides. */
const ROAD_BITS = NIGHTLY_BIT | LIMIT_BIT;
const LODGING = LODGING_BIT;
const HEAVY = HEAVY_BIT;
const TIER_COUNT = TIERS.length;
/** Parts of a pair. */
const PARTS = 5;

/** Which rows are ranked, and how. */
export interface RankOptions {
  /** At most this many of one worksite employer; 3 where not given. */
  readonly employerCap?: number;
  /** Row numbers; all rows in their order where not given. `rowsByProfile` is the fast order. */
  readonly rows?: Int32Array;
  /** Positions in `rows`, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** What was looked at, for benchmarks. */
export interface RankerWork {
  /** Openings of merged lists whose eligibility was checked. */
  checked: number;
  /** The same of openings in named areas, which are read run by run. */
  named: number;
  /** The same of openings behind merged lists. */
  scanned: number;
  /** Openings that were merged into lists. */
  merged: number;
  /** Pairs of home and origin, and place profiles, that were entered. */
  origins: number;
  profiles: number;
  /** Laborers who were walked for a second time, without a guess. */
  again: number;
}

/**
 * Ranks laborers of a plan, one after the other, into packed lists: the openings, scores, parts and reasons that
 * rankOpenings gives. Holds scratch memory for one thread; keep one a thread.
 */
export class OpeningRanker {
  readonly work: RankerWork = {
    checked: 0,
    named: 0,
    scanned: 0,
    merged: 0,
    origins: 0,
    profiles: 0,
    again: 0,
  };
  #plan: RankingPlan;
  #scores: PlaceScores;
  readonly #lists: TierLists;
  #areas: AreaRanges;
  #reasons: OpeningReasons;
  #gateFails: Uint8Array;
  #top: TopList;
  #longest = 0;
  #profile = -1;
  readonly #guess = new ScoreGuess();
  #home = -1;
  #origin = -1;
  /** Who is at hand. */
  #bits = 0;
  #age = 0;
  #wageFloor = 0;
  #limit = 0;
  #gateRow = 0;
  #groupRow = 0;
  #roadRow = 0;
  #freeFrom = 0;
  #freeUntil = 0;
  #laborer = 0;
  /** By occupation and by opening: the laborer who refused it last. */
  readonly #occupationRefusedBy: Int32Array;
  readonly #openingRefusedBy: Int32Array;

  constructor(plan: RankingPlan) {
    this.#plan = plan;
    this.#gateFails = plan.gateFails;
    this.#scores = new PlaceScores(plan);
    this.#lists = new TierLists(plan.index);
    this.#areas = areaRanges(plan);
    this.#reasons = new OpeningReasons(plan);
    this.#top = new TopList(plan.index, 0);
    this.#occupationRefusedBy = new Int32Array(plan.index.occupations.length);
    this.#openingRefusedBy = new Int32Array(plan.index.count);
  }

  /** Goes on with another plan over the same index: the large memory depends on the index alone. */
  usePlan(plan: RankingPlan): void {
    this.#plan = plan;
    this.#gateFails = plan.gateFails;
    this.#scores = new PlaceScores(plan);
    this.#areas = areaRanges(plan);
    this.#reasons = new OpeningReasons(plan);
    // Numbers of the plan before mean something else now.
    this.#profile = -1;
    this.#home = -1;
  }

  /**
   * Ranks rows `from`..`to` of `rows` into lists 0, 1, … of `out`; K is out.k.
   * @throws AppError `K_INVALID` unless K is 1..1,000, `EMPLOYER_CAP_INVALID`.
   */
  rankRows({ rows, from, to, employerCap = DEFAULT_EMPLOYER_CAP }: RankOptions, out: PackedLists): void {
    assertK(out.k);
    assertEmployerCap(employerCap);
    if (out.k > this.#longest) {
      this.#longest = out.k;
      this.#top = new TopList(this.#plan.index, out.k);
    }
    for (let at = from; at < to; at += 1) {
      const row = rows === undefined ? at : (rows[at] ?? 0);
      this.#rankRow(row, out.k, employerCap);
      this.#write(row, at - from, out);
    }
  }

  #rankRow(row: number, k: number, cap: number): void {
    const { columns, skills } = this.#plan;
    this.#top.start(k, cap, columns.bucket[row] ?? 0);
    if (columns.bars[row] !== 0 || !this.#enter(row)) return;
    const skillProfile = columns.skills[row] ?? 0;
    const skillsClass = skills.class[skillProfile] ?? 0;
    const kind = this.#kind(skillsClass);
    const most = this.#scores.mostWithOpening;
    this.#top.floor(most - this.#guess.gapOf(kind));
    this.#walkAll(skillProfile, skillsClass);
    if (this.#top.size < k) {
      // The guess was too high, or she has no full list: what was found stays, and everything below is offered too.
      this.work.again += 1;
      this.#top.floor(-1);
      this.#walkAll(skillProfile, skillsClass);
    }
    if (this.#top.size === k) this.#guess.learn(kind, most - this.#top.threshold);
  }

  #walkAll(skillProfile: number, skillsClass: number): void {
    this.#walkExceptions(skillProfile);
    this.#walkClass(skillsClass);
  }

  /** Laborers of a kind find about as much: her class, whether she is older, and what most openings ask that she cannot take. */
  #kind(skillsClass: number): number {
    const older = this.#age >= OLDER_YEARS ? 1 : 0;
    const day = (this.#bits & DAY_BIT) === 0 ? 0 : 2;
    const long = (this.#bits & LONG_BIT) === 0 ? 0 : 4;
    const lodging = (this.#bits & LODGING) === 0 ? 0 : 8;
    const heavy = (this.#bits & HEAVY) === 0 ? 0 : 16;
    return 32 * skillsClass + (older | day | long | lodging | heavy);
  }

  /** The openings of her class: all of them, or the parts that can have one for her. */
  #walkClass(skillsClass: number): void {
    const whole = skillsClass * CLASS_STREAMS;
    const refused =
      ((this.#bits & DAY_BIT) === 0 ? 0 : DAY_PART) | ((this.#bits & LONG_BIT) === 0 ? 0 : LONG_PART);
    const needed = this.#age >= OLDER_YEARS ? OLDER_PART : 0;
    if ((refused | needed) === 0) {
      this.#walk(whole, 0);
      return;
    }
    for (let part = 0; part < PART_COUNT; part += 1) {
      if ((part & refused) !== 0 || (part & needed) !== needed) continue;
      this.#walk(whole + 1 + part, 0);
    }
  }

  /** Takes up a laborer; false: no opening can be hers. */
  #enter(row: number): boolean {
    const { columns, index, places } = this.#plan;
    const profile = columns.place[row] ?? 0;
    if (profile !== this.#profile) {
      this.#profile = profile;
      // Who is ranked alone shares her places with nobody: those beyond her limit need no opening.
      const reach = columns.count === 1 ? columns.limitTenths[row] : undefined;
      this.#scores.enter(profile, reach);
      const home = places.home[profile] ?? 0;
      const origin = places.origin[profile] ?? 0;
      if (home !== this.#home || origin !== this.#origin) {
        this.#home = home;
        this.#origin = origin;
        this.#lists.enter(this.#plan, { home, origin, reach });
        this.work.origins += 1;
      }
      this.#roadRow = origin * index.places.length;
      this.work.profiles += 1;
    }
    this.#bits = columns.bits[row] ?? 0;
    this.#age = columns.age[row] ?? 0;
    this.#wageFloor = columns.wageFloor[row] ?? 0;
    this.#limit = columns.limitTenths[row] ?? 0;
    this.#gateRow = (columns.certificates[row] ?? 0) * index.records.gates.length;
    this.#groupRow = (columns.groups[row] ?? 0) * index.reservedGroups.length;
    this.#laborer += 1;
    if ((this.#bits & REFUSED_BIT) !== 0) this.#markRefused(row);
    return (this.#bits & DATES_BIT) === 0 || this.#enterDays(row);
  }

  #enterDays(row: number): boolean {
    const { columns, dayLane, index } = this.#plan;
    const from = columns.availableFrom[row] ?? -1;
    const until = columns.availableUntil[row] ?? -1;
    this.#freeFrom = from < 0 ? FREE_FROM_ALWAYS : (dayLane[from] ?? 0);
    this.#freeUntil = until < 0 ? FREE_UNTIL_ALWAYS : (dayLane[until] ?? 0);
    // Nobody starts before the run date.
    return index.records.runDay <= this.#freeUntil;
  }

  #markRefused(row: number): void {
    const { columns, refusedStart, refusedOccupation, refusalRow, refusalOpening } = this.#plan;
    const refused = columns.refusedOccupations[row] ?? 0;
    const end = refusedStart[refused + 1] ?? 0;
    for (let at = refusedStart[refused] ?? 0; at < end; at += 1) {
      this.#occupationRefusedBy[refusedOccupation[at] ?? 0] = this.#laborer;
    }
    for (let at = firstFrom(refusalRow, row); refusalRow[at] === row; at += 1) {
      this.#openingRefusedBy[refusalOpening[at] ?? 0] = this.#laborer;
    }
  }

  /** Patterns in which she is better than her class, best skill first, as long as one could still enter the list. */
  #walkExceptions(skillProfile: number): void {
    const { skills, index } = this.#plan;
    const { start, pattern, points } = skills;
    const { most, mostWithOpening } = this.#scores;
    const best = index.runs.best;
    const top = this.#top;
    const end = start[skillProfile + 1] ?? 0;
    for (let at = start[skillProfile] ?? 0; at < end; at += 1) {
      const skill = points[at] ?? 0;
      if (mostWithOpening + skill < top.threshold) return;
      const stream = FIRST_PATTERN + (pattern[at] ?? 0);
      if (most + (best[stream] ?? 0) + skill >= top.threshold) this.#walk(stream, skill);
    }
  }

  /** Offers the openings of a stream that she can get: those in areas that she named, then those in tiers that she wants. */
  #walk(stream: number, skill: number): void {
    this.#walkAreas(stream, skill);
    const { tierPoints } = this.#scores;
    for (let tier = 0; tier < TIER_COUNT; tier += 1) {
      const location = tierPoints[tier] ?? -1;
      if (location >= 0) this.#walkTier(this.#lists.listOf(stream, tier), location + skill);
    }
  }

  /** The runs of a stream in the places of her areas, most wanted area first. */
  #walkAreas(stream: number, skill: number): void {
    const { index, places } = this.#plan;
    const { runs } = index;
    const { points } = this.#scores;
    const top = this.#top;
    const row = stream * (index.places.length + 1);
    const lastArea = places.areaStart[this.#profile + 1] ?? 0;
    for (let at = places.areaStart[this.#profile] ?? 0; at < lastArea; at += 1) {
      const area = places.area[at] ?? 0;
      const end = runs.runFrom[row + (this.#areas.end[area] ?? 0)] ?? 0;
      for (let run = runs.runFrom[row + (this.#areas.first[area] ?? 0)] ?? 0; run < end; run += 1) {
        const ofPlace = points[runs.place[run] ?? 0] ?? -1;
        if (ofPlace < 0 || ofPlace + (runs.first[run] ?? 0) + skill < top.threshold) continue;
        const first = runs.start[run] ?? 0;
        const last = runs.start[run + 1] ?? 0;
        const stop = this.#offer(runs.entries, runs.entryDoubles, first, last, ofPlace + skill);
        this.work.named += stop - first;
      }
    }
  }

  /**
   * A list from its top. Invariant: it gives openings by descending score, so from the first below the threshold on none can
   * enter; equal scores go on, since ties are decided by hash.
   */
  #walkTier(list: number, added: number): void {
    const lists = this.#lists;
    const top = this.#top;
    const best = lists.bestOf(list);
    if (best < 0 || best + added < top.threshold) return;
    const { entries, entryDoubles } = lists;
    const first = lists.firstOf(list);
    let end = first + lists.sizeOf(list);
    let stop = this.#offer(entries, entryDoubles, first, end, added);
    while (stop === end) {
      const next = lists.nextOf(list);
      if (next < 0 || next + added < top.threshold) break;
      const merged = end;
      end = first + lists.extend(list);
      this.work.merged += end - merged;
      if (end === merged) {
        this.#scan(list, added);
        break;
      }
      stop = this.#offer(entries, entryDoubles, merged, end, added);
    }
    this.work.checked += stop - first;
  }

  /** What is behind the merged part of a list, run by run. */
  #scan(list: number, added: number): void {
    const { headPoints, headRun, nextEntry } = this.#lists;
    const { entries, entryDoubles, start } = this.#plan.index.runs;
    const top = this.#top;
    const end = this.#lists.endHeadOf(list);
    for (let head = this.#lists.firstHeadOf(list); head < end; head += 1) {
      const best = (headPoints[head] ?? 0) + added;
      if (best < top.threshold) continue;
      const run = headRun[head] ?? 0;
      const first = nextEntry[run] ?? 0;
      const ofPlace = best - (entries[first * INTS + POINTS] ?? 0);
      const stop = this.#offer(entries, entryDoubles, first, start[run + 1] ?? 0, ofPlace);
      this.work.scanned += stop - first;
    }
  }

  /**
   * Offers those of the entries `from`..`to` that she can get, with their points + `added`. Entries are sorted, so none can
   * enter the list from the first below the threshold on; returns where that is, or `to`.
   */
  #offer(entries: Int32Array, doubles: Float64Array, from: number, to: number, added: number): number {
    const top = this.#top;
    const gateFails = this.#gateFails;
    const bits = this.#bits;
    const age = this.#age;
    const wageFloor = this.#wageFloor;
    const gateRow = this.#gateRow;
    let least = top.threshold - added;
    for (let entry = from; entry < to; entry += 1) {
      const at = entry * INTS;
      const points = entries[at + POINTS] ?? 0;
      if (points < least) return entry;
      const conflict = (entries[at + BITS] ?? 0) & bits;
      if ((conflict & HARD) !== 0) continue;
      const ages = entries[at + AGES] ?? 0;
      if (age < (ages & 0xffff) || age > ages >>> 16) continue;
      if ((doubles[entry * DOUBLES + WAGE] ?? 0) < wageFloor) continue;
      if (gateFails[gateRow + (entries[at + GATES] ?? 0)] === 1) continue;
      const opening = entries[at + OPENING] ?? 0;
      if (conflict !== 0 && this.#isDropped(opening, conflict)) continue;
      top.offer(opening, points + added, entries[at + EMPLOYER] ?? 0);
      least = top.threshold - added;
    }
    return to;
  }

  /** The rules behind the bits that do not drop alone. */
  #isDropped(opening: number, conflict: number): boolean {
    const { index, places, reservedFails } = this.#plan;
    const { ints } = index.records;
    const record = opening * RECORD;
    if ((conflict & ROAD_BITS) !== 0) {
      const road = places.road[this.#roadRow + (ints[record + PLACE_AT] ?? 0)] ?? 0;
      if (road > this.#limit || ((conflict & NIGHTLY_BIT) !== 0 && road > NIGHTLY_ROAD_TENTHS)) return true;
    }
    if ((conflict & DATES_BIT) !== 0) {
      if (
        (ints[record + SOONEST_DAY_AT] ?? 0) < this.#freeFrom ||
        (ints[record + LATEST_DAY_AT] ?? 0) > this.#freeUntil
      )
        return true;
    }
    if ((conflict & RESERVED_BIT) !== 0) {
      if (reservedFails[this.#groupRow + (ints[record + RESERVED_AT] ?? 0)] === 1) return true;
    }
    if ((conflict & REFUSED_BIT) === 0) return false;
    const occupation = ints[record + OCCUPATION_AT] ?? 0;
    return (
      this.#occupationRefusedBy[occupation] === this.#laborer ||
      this.#openingRefusedBy[opening] === this.#laborer
    );
  }

  #write(row: number, list: number, out: PackedLists): void {
    const { index } = this.#plan;
    const { ints } = index.records;
    const { locationPoints, distancePoints } = this.#scores;
    const top = this.#top;
    const count = top.size;
    out.count[list] = count;
    for (let rank = 0; rank < count; rank += 1) {
      const at = list * out.k + rank;
      const opening = top.opening[rank] ?? 0;
      const score = top.score[rank] ?? 0;
      const record = opening * RECORD;
      const place = ints[record + PLACE_AT] ?? 0;
      const location = locationPoints[place] ?? 0;
      const distance = distancePoints[place] ?? 0;
      const stability = ints[record + STABILITY_AT] ?? 0;
      const terms = ints[record + TERMS_AT] ?? 0;
      const skill = score - location - distance - stability - terms;
      out.opening[at] = opening;
      out.score[at] = score;
      splitPoints(out.parts, at * PARTS, skill, location, distance, stability, terms);
    }
    if (count < out.k) this.#reasons.count(row, out.reasons, list * EXCLUSION_CODES.length);
  }
}
