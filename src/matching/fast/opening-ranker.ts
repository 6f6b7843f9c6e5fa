import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import { assertEmployerCap, assertK } from '../list-limits.ts';
import { BIT_ROWS } from './bit-rows.ts';
import { DEFAULT_EMPLOYER_CAP } from '../rank-openings.ts';
import { HARD_BITS, HEAVY_BIT, LODGING_BIT, SHIFT_BIT, TERM_BIT } from './conflict-bits.ts';
import { BATCH_ROWS, LaborerBatch } from './laborer-batch.ts';
import { LaborerCheck } from './laborer-check.ts';
import { OpeningReasons } from './opening-reasons.ts';
import { PLACE_IN_WRITTEN, STABILITY_IN_WRITTEN, TERMS_IN_WRITTEN, WRITTEN_INTS } from './opening-records.ts';
import type { PackedLists } from './packed-lists.ts';
import { CLASS_COUNT } from './patterns.ts';
import { PlaceScores } from './place-scores.ts';
import type { RankingPlan } from './ranking-plan.ts';
import {
  AGES_IN_ENTRY,
  BITS_IN_ENTRY,
  EMPLOYER_IN_ENTRY,
  ENTRY_INTS,
  GATES_IN_ENTRY,
  OPENING_IN_ENTRY,
  POINTS_IN_ENTRY,
  SITE_IN_ENTRY,
  WAGE_IN_ENTRY,
} from './runs.ts';
import { END_IN_HEAD, FROM_IN_HEAD, HEAD_INTS, POINTS_IN_HEAD, ROAD_IN_HEAD, RunHeads } from './run-heads.ts';
import { KINDS, ScoreGuess } from './score-guess.ts';
import { splitPoints } from './split-points.ts';
import { STEP_BITS } from './step-bits.ts';
import { TopList } from './top-list.ts';

/** The layout of entries and records as constants of this file: an imported name is read from memory each time. */
const INTS = ENTRY_INTS;
const POINTS = POINTS_IN_ENTRY;
const OPENING = OPENING_IN_ENTRY;
const BITS = BITS_IN_ENTRY;
const AGES = AGES_IN_ENTRY;
const GATES = GATES_IN_ENTRY;
const EMPLOYER = EMPLOYER_IN_ENTRY;
const WAGE = WAGE_IN_ENTRY;
const SITE = SITE_IN_ENTRY;
const HARD = HARD_BITS | STEP_BITS;
const WRITTEN = WRITTEN_INTS;
const FIRST_PATTERN = CLASS_COUNT;
const BLOCK = BIT_ROWS;
const HEAD = HEAD_INTS;
const HEAD_POINTS = POINTS_IN_HEAD;
const HEAD_FROM = FROM_IN_HEAD;
const HEAD_END = END_IN_HEAD;
const HEAD_ROAD = ROAD_IN_HEAD;
/** A run of fewer openings is looked at one by one: that is as quick as reading bit rows. */
const FEW = 4;
/** Who is so old is taken by few. */
const OLDER_YEARS = 56;
const DAY_BIT = SHIFT_BIT << SHIFTS.indexOf('day');
const LONG_BIT = TERM_BIT << TERM_KINDS.indexOf('long');
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

/**
 * Ranks laborers of a plan, one after the other, into packed lists: the openings, scores, parts and reasons that
 * rankOpenings gives. Holds scratch memory for one thread; keep one a thread.
 */
export class OpeningRanker {
  #plan: RankingPlan;
  readonly #scores: PlaceScores;
  readonly #heads: RunHeads;
  readonly #reasons: OpeningReasons;
  #top: TopList;
  #longest = 0;
  #profile = -1;
  /** Counts the profiles that were entered. */
  #turn = 0;
  readonly #guess = new ScoreGuess();
  /** By kind: the turn of the last profile in which one of the kind had a short list. */
  readonly #shortFor = new Int32Array(KINDS);
  /** Who is at hand. */
  readonly #batch = new LaborerBatch();
  readonly #laborer: LaborerCheck;
  /** Rows of bits that drop her, and how many. */
  readonly #dropRows = new Uint8Array(BIT_ROWS);
  #dropRowCount = 0;

  constructor(plan: RankingPlan) {
    this.#plan = plan;
    this.#scores = new PlaceScores(plan);
    this.#heads = new RunHeads(plan.index.runs);
    this.#reasons = new OpeningReasons(plan);
    this.#top = new TopList(plan.index, 0);
    this.#laborer = new LaborerCheck(plan);
  }

  /** Goes on with another plan over the same index: the large memory depends on the index alone. */
  usePlan(plan: RankingPlan): void {
    this.#plan = plan;
    this.#scores.usePlan(plan);
    this.#reasons.usePlan(plan);
    this.#laborer.usePlan(plan);
    // Numbers of the plan before mean something else now.
    this.#profile = -1;
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
    for (let first = from; first < to; first += BATCH_ROWS) {
      const end = Math.min(first + BATCH_ROWS, to);
      this.#batch.gather(this.#plan, rows, first, end);
      for (let at = first; at < end; at += 1) {
        this.#rank(at - first, out.k, employerCap);
        this.#write(this.#batch.row[at - first] ?? 0, at - from, out);
      }
    }
  }

  /** Ranks the laborer at a position of the batch. */
  #rank(at: number, k: number, cap: number): void {
    const batch = this.#batch;
    this.#top.start(k, cap, batch.bucket[at] ?? 0);
    if (batch.bars[at] !== 0 || !this.#enter(at)) return;
    const kind = this.#kind(batch.skillsClass[at] ?? 0);
    const most = this.#scores.mostWithOpening;
    // Where one of her kind and her places had no full list, she will hardly have one either.
    const isGuessed = this.#shortFor[kind] !== this.#turn;
    if (isGuessed) this.#top.floor(most - this.#guess.gapOf(kind));
    this.#walk(at);
    if (isGuessed && this.#top.size < k) {
      // The guess was too high, or she has no full list: what was found stays, and everything below is offered too.
      this.#top.floor(-1);
      this.#walk(at);
    }
    if (this.#top.size === k) this.#guess.learn(kind, most - this.#top.threshold);
    else this.#shortFor[kind] = this.#turn;
  }

  get #isAlone(): boolean {
    return this.#plan.columns.count === 1;
  }

  #walk(at: number): void {
    // They were cut at the threshold of the walk before.
    if (this.#isAlone) this.#heads.clear();
    const { exceptionsFrom, exceptionsEnd, skillsClass } = this.#batch;
    this.#walkExceptions(exceptionsFrom[at] ?? 0, exceptionsEnd[at] ?? 0);
    this.#walkStream(skillsClass[at] ?? 0, 0);
  }

  /** Laborers of a kind find about as much: her class, whether she is older, and what most openings ask that she cannot take. */
  #kind(skillsClass: number): number {
    const { bits, age } = this.#laborer;
    const older = age >= OLDER_YEARS ? 1 : 0;
    const day = (bits & DAY_BIT) === 0 ? 0 : 2;
    const long = (bits & LONG_BIT) === 0 ? 0 : 4;
    const lodging = (bits & LODGING_BIT) === 0 ? 0 : 8;
    const heavy = (bits & HEAVY_BIT) === 0 ? 0 : 16;
    return 32 * skillsClass + (older | day | long | lodging | heavy);
  }

  /** Takes up a laborer; false: no opening can be hers. */
  #enter(at: number): boolean {
    const profile = this.#batch.place[at] ?? 0;
    if (profile !== this.#profile) {
      this.#profile = profile;
      // Who is ranked alone shares her places with nobody: those beyond her limit need no opening.
      this.#scores.enter(profile, this.#isAlone ? this.#plan.columns.limitTenths[0] : undefined);
      this.#heads.clear();
      this.#turn += 1;
    }
    const canGetAny = this.#laborer.enter(this.#batch, at);
    this.#dropRowCount = 0;
    for (let left = this.#laborer.bits & HARD; left !== 0; left &= left - 1) {
      this.#dropRows[this.#dropRowCount] = 31 - Math.clz32(left & -left);
      this.#dropRowCount += 1;
    }
    return canGetAny;
  }

  /** Patterns in which she is better than her class, best skill first, as long as one could still enter the list. */
  #walkExceptions(from: number, end: number): void {
    const { pattern, points } = this.#plan.skills;
    const { mostWithOpening } = this.#scores;
    const top = this.#top;
    for (let at = from; at < end; at += 1) {
      const skill = points[at] ?? 0;
      if (mostWithOpening + skill < top.threshold) return;
      this.#walkStream(FIRST_PATTERN + (pattern[at] ?? 0), skill);
    }
  }

  /**
   * Offers the openings of a stream, run by run, best head first, as long as a head could still enter. Invariant: heads come by
   * descending points, so from the first below the threshold on none can enter; equal scores go on, since ties are decided by
   * hash.
   */
  #walkStream(stream: number, skill: number): void {
    const heads = this.#heads;
    const top = this.#top;
    if (!heads.isSorted(stream)) {
      const { index, places } = this.#plan;
      if ((index.runs.best[stream] ?? -1) + this.#scores.most + skill < top.threshold) return;
      heads.sort(stream, {
        scores: this.#scores,
        plan: this.#plan,
        origin: places.origin[this.#profile] ?? 0,
        // Who is ranked alone shares the heads with nobody.
        least: this.#isAlone ? top.threshold - skill : 0,
      });
    }
    const { limit } = this.#laborer;
    const all = heads.heads;
    const end = heads.endOf(stream);
    for (let at = heads.fromOf(stream); at < end; at += HEAD) {
      const points = (all[at + HEAD_POINTS] ?? 0) + skill;
      if (points < top.threshold) return;
      if ((all[at + HEAD_ROAD] ?? 0) <= limit)
        this.#offerRun(all[at + HEAD_FROM] ?? 0, all[at + HEAD_END] ?? 0, points);
    }
  }

  /**
   * Offers the openings of a run that she can get, whose first has so many points, until one is below the threshold, and so is
   * what follows. One OR of the rows of her bits tells for 32 openings at once which of them drop out, and only the others are
   * looked at.
   */
  #offerRun(from: number, end: number, points: number): void {
    const { entries, bitRows } = this.#plan.index.runs;
    const { gateFails } = this.#plan;
    const { bits, age, floorRank, gateRow } = this.#laborer;
    const top = this.#top;
    const dropRows = this.#dropRows;
    const dropRowCount = end - from < FEW ? 0 : this.#dropRowCount;
    const added = points - (entries[from * INTS + POINTS] ?? 0);
    let least = top.threshold - added;
    for (let block = from & -BLOCK; block < end; block += BLOCK) {
      if (block > from && (entries[block * INTS + POINTS] ?? 0) < least) return;
      let dropped = 0;
      for (let each = 0; each < dropRowCount; each += 1)
        dropped |= bitRows[block + (dropRows[each] ?? 0)] ?? 0;
      let left = ~dropped;
      if (block < from) left &= -1 << (from - block);
      if (end - block < BLOCK) left &= (1 << (end - block)) - 1;
      for (; left !== 0; left &= left - 1) {
        const at = (block + 31 - Math.clz32(left & -left)) * INTS;
        const own = entries[at + POINTS] ?? 0;
        if (own < least) return;
        const conflict = (entries[at + BITS] ?? 0) & bits;
        if ((conflict & HARD) !== 0) continue;
        const ages = entries[at + AGES] ?? 0;
        if (age < (ages & 0xffff) || age > ages >>> 16) continue;
        if ((entries[at + WAGE] ?? 0) < floorRank) continue;
        if (gateFails[gateRow + (entries[at + GATES] ?? 0)] === 1) continue;
        const opening = entries[at + OPENING] ?? 0;
        if (conflict !== 0 && this.#laborer.isDropped(opening, entries[at + SITE] ?? 0, conflict)) continue;
        top.offer(opening, own + added, entries[at + EMPLOYER] ?? 0);
        least = top.threshold - added;
      }
    }
  }

  #write(row: number, list: number, out: PackedLists): void {
    const { index } = this.#plan;
    const { written } = index.records;
    const { locationPoints, distancePoints } = this.#scores;
    const top = this.#top;
    const count = top.size;
    out.count[list] = count;
    for (let rank = 0; rank < count; rank += 1) {
      const at = list * out.k + rank;
      const opening = top.opening[rank] ?? 0;
      const score = top.score[rank] ?? 0;
      const record = opening * WRITTEN;
      const place = written[record + PLACE_IN_WRITTEN] ?? 0;
      const location = locationPoints[place] ?? 0;
      const distance = distancePoints[place] ?? 0;
      const stability = written[record + STABILITY_IN_WRITTEN] ?? 0;
      const terms = written[record + TERMS_IN_WRITTEN] ?? 0;
      const skill = score - location - distance - stability - terms;
      out.opening[at] = opening;
      out.score[at] = score;
      splitPoints(out.parts, at * PARTS, skill, location, distance, stability, terms);
    }
    if (count < out.k) this.#reasons.count(row, out.reasons, list * EXCLUSION_CODES.length);
  }
}
