import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { assertEmployerCap, assertK } from '../list-limits.ts';
import { DEFAULT_EMPLOYER_CAP } from '../rank-openings.ts';
import { DATES_BIT, HARD_BITS, LIMIT_BIT, NIGHTLY_BIT, REFUSED_BIT, RESERVED_BIT } from './conflict-bits.ts';
import { MergedStreams } from './merged-streams.ts';
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
import { firstFrom } from './sorted-rows.ts';
import { splitPoints } from './split-points.ts';
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
  /** Openings whose eligibility was checked. */
  checked: number;
  /** Place profiles that were entered. */
  profiles: number;
  /** Openings that were merged into lists. */
  merged: number;
  /** Openings that were read behind merged lists. */
  scanned: number;
}

/**
 * Ranks laborers of a plan, one after the other, into packed lists: the openings, scores, parts and reasons that
 * rankOpenings gives. Holds scratch memory for one thread; keep one a thread.
 */
export class OpeningRanker {
  readonly work: RankerWork = { checked: 0, profiles: 0, merged: 0, scanned: 0 };
  readonly #plan: RankingPlan;
  readonly #scores: PlaceScores;
  readonly #streams: MergedStreams;
  readonly #reasons: OpeningReasons;
  readonly #gateFails: Uint8Array;
  #top: TopList;
  #longest = 0;
  #profile = -1;
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
    this.#streams = new MergedStreams(plan.index.runs);
    this.#reasons = new OpeningReasons(plan);
    this.#top = new TopList(plan.index, 0);
    this.#occupationRefusedBy = new Int32Array(plan.index.occupations.length);
    this.#openingRefusedBy = new Int32Array(plan.index.count);
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
    this.#walkExceptions(skillProfile);
    this.#walkClass(skills.class[skillProfile] ?? 0);
  }

  /** The openings of her class: all of them, or the parts that can have one for her. */
  #walkClass(skillsClass: number): void {
    const whole = skillsClass * CLASS_STREAMS;
    const refused =
      ((this.#bits & DAY_BIT) === 0 ? 0 : DAY_PART) | ((this.#bits & LONG_BIT) === 0 ? 0 : LONG_PART);
    const needed = this.#age >= OLDER_YEARS ? OLDER_PART : 0;
    if ((refused | needed) === 0) {
      if (this.#streams.bestOf(whole) >= 0) this.#walk(whole, 0);
      return;
    }
    for (let part = 0; part < PART_COUNT; part += 1) {
      if ((part & refused) !== 0 || (part & needed) !== needed) continue;
      const stream = whole + 1 + part;
      const best = this.#streams.bestOf(stream);
      if (best >= 0 && best >= this.#top.threshold) this.#walk(stream, 0);
    }
  }

  /** Takes up a laborer; false: no opening can be hers. */
  #enter(row: number): boolean {
    const { columns, index, places } = this.#plan;
    const profile = columns.place[row] ?? 0;
    if (profile !== this.#profile) {
      this.#profile = profile;
      this.#scores.enter(profile);
      this.#streams.enter(this.#scores.points);
      this.#roadRow = (places.origin[profile] ?? 0) * index.places.length;
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
    const streams = this.#streams;
    const top = this.#top;
    const end = start[skillProfile + 1] ?? 0;
    for (let at = start[skillProfile] ?? 0; at < end; at += 1) {
      const skill = points[at] ?? 0;
      if (mostWithOpening + skill < top.threshold) return;
      const stream = FIRST_PATTERN + (pattern[at] ?? 0);
      if (most + (best[stream] ?? 0) + skill < top.threshold) continue;
      const first = streams.bestOf(stream);
      if (first >= 0 && first + skill >= top.threshold) this.#walk(stream, skill);
    }
  }

  /**
   * Offers the openings of an open stream that she can get. Invariant: the stream gives them by descending score, so from the
   * first below the threshold on none can enter the list; equal scores go on, since ties are decided by hash.
   */
  #walk(stream: number, skill: number): void {
    const streams = this.#streams;
    const top = this.#top;
    const { list, listDoubles } = streams;
    const gateFails = this.#gateFails;
    const bits = this.#bits;
    const age = this.#age;
    const wageFloor = this.#wageFloor;
    const gateRow = this.#gateRow;
    const first = streams.firstOf(stream);
    let entry = first;
    let end = first + streams.sizeOf(stream);
    let threshold = top.threshold;
    for (; ; entry += 1) {
      if (entry === end) {
        const next = streams.nextOf(stream);
        if (next < 0 || next + skill < threshold) break;
        const merged = end;
        end = first + streams.extend(stream);
        this.work.merged += end - merged;
        if (end === merged) {
          this.#scan(stream, skill);
          break;
        }
      }
      const at = entry * INTS;
      const score = (list[at + POINTS] ?? 0) + skill;
      if (score < threshold) break;
      const conflict = (list[at + BITS] ?? 0) & bits;
      if ((conflict & HARD) !== 0) continue;
      const ages = list[at + AGES] ?? 0;
      if (age < (ages & 0xffff) || age > ages >>> 16) continue;
      if ((listDoubles[entry * DOUBLES + WAGE] ?? 0) < wageFloor) continue;
      if (gateFails[gateRow + (list[at + GATES] ?? 0)] === 1) continue;
      const opening = list[at + OPENING] ?? 0;
      if (conflict !== 0 && this.#isDropped(opening, conflict)) continue;
      top.offer(opening, score, list[at + EMPLOYER] ?? 0);
      threshold = top.threshold;
    }
    this.work.checked += entry - first;
  }

  /**
   * Offers what a stream has behind its merged list, run by run. Invariant: a run is sorted, so from its first opening below
   * the threshold on none can enter the list.
   */
  #scan(stream: number, skill: number): void {
    const { headPoints, headRun, nextEntry } = this.#streams;
    const { entries, entryDoubles, start } = this.#plan.index.runs;
    const top = this.#top;
    const gateFails = this.#gateFails;
    const bits = this.#bits;
    const age = this.#age;
    const wageFloor = this.#wageFloor;
    const gateRow = this.#gateRow;
    const end = this.#streams.endHeadOf(stream);
    let checked = 0;
    for (let head = this.#streams.firstHeadOf(stream); head < end; head += 1) {
      const best = (headPoints[head] ?? 0) + skill;
      if (best < top.threshold) continue;
      const run = headRun[head] ?? 0;
      const first = nextEntry[run] ?? 0;
      const last = start[run + 1] ?? 0;
      const ofPlace = best - (entries[first * INTS + POINTS] ?? 0);
      let entry = first;
      for (; entry < last; entry += 1) {
        const at = entry * INTS;
        const score = ofPlace + (entries[at + POINTS] ?? 0);
        if (score < top.threshold) break;
        const conflict = (entries[at + BITS] ?? 0) & bits;
        if ((conflict & HARD) !== 0) continue;
        const ages = entries[at + AGES] ?? 0;
        if (age < (ages & 0xffff) || age > ages >>> 16) continue;
        if ((entryDoubles[entry * DOUBLES + WAGE] ?? 0) < wageFloor) continue;
        if (gateFails[gateRow + (entries[at + GATES] ?? 0)] === 1) continue;
        const opening = entries[at + OPENING] ?? 0;
        if (conflict !== 0 && this.#isDropped(opening, conflict)) continue;
        top.offer(opening, score, entries[at + EMPLOYER] ?? 0);
      }
      checked += entry - first;
    }
    this.work.scanned += checked;
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
