import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { SHIFTS, TERM_KINDS } from '../../domain/laborer.ts';
import { assertEmployerCap, assertK } from '../list-limits.ts';
import { BIT_ROWS, EMPTY_ROW } from './bit-rows.ts';
import { DEFAULT_EMPLOYER_CAP } from '../rank-openings.ts';
import { HARD_BITS, HEAVY_BIT, LODGING_BIT, SHIFT_BIT, TERM_BIT } from './conflict-bits.ts';
import { BATCH_ROWS, LaborerBatch } from './laborer-batch.ts';
import { LaborerCheck } from './laborer-check.ts';
import type { MergedLists } from './merged-lists.ts';
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
import { Regions } from './regions.ts';
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
  readonly #regions: Regions;
  readonly #lists: MergedLists;
  readonly #reasons: OpeningReasons;
  #top: TopList;
  #longest = 0;
  #profile = -1;
  /** Counts the profiles that were entered. */
  #turn = 0;
  readonly #guess = new ScoreGuess();
  /** By kind: the turn of the last profile in which one of the kind had a short list. */
  readonly #shortFor = new Int32Array(KINDS);
  #home = -1;
  #origin = -1;
  /** Who is at hand. */
  readonly #batch = new LaborerBatch();
  readonly #laborer: LaborerCheck;
  /** Rows of bits that drop her, and how many. */
  readonly #dropRows = new Uint8Array(BIT_ROWS);
  #dropRowCount = 0;

  constructor(plan: RankingPlan) {
    this.#plan = plan;
    this.#scores = new PlaceScores(plan);
    this.#regions = new Regions(plan);
    this.#lists = this.#regions.lists;
    this.#reasons = new OpeningReasons(plan);
    this.#top = new TopList(plan.index, 0);
    this.#laborer = new LaborerCheck(plan);
  }

  /** Goes on with another plan over the same index: the large memory depends on the index alone. */
  usePlan(plan: RankingPlan): void {
    this.#plan = plan;
    this.#scores.usePlan(plan);
    this.#regions.usePlan(plan);
    this.#reasons.usePlan(plan);
    this.#laborer.usePlan(plan);
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

  #walk(at: number): void {
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
    const { columns, places } = this.#plan;
    const profile = this.#batch.place[at] ?? 0;
    if (profile !== this.#profile) {
      this.#profile = profile;
      // Who is ranked alone shares her places with nobody: those beyond her limit need no opening.
      const reach = columns.count === 1 ? columns.limitTenths[0] : undefined;
      this.#scores.enter(profile, reach);
      this.#turn += 1;
      const home = places.home[profile] ?? 0;
      const origin = places.origin[profile] ?? 0;
      if (home !== this.#home || origin !== this.#origin) {
        this.#home = home;
        this.#origin = origin;
        this.#regions.enter(this.#plan, { home, origin, reach });
      }
      this.#regions.enterProfile(this.#plan, profile, this.#scores.tierPoints);
    }
    const canGetAny = this.#laborer.enter(this.#batch, at);
    this.#dropRows[0] = EMPTY_ROW;
    this.#dropRowCount = 1;
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

  /** Offers the openings of a stream: those in areas that she named, most wanted first, then those in tiers that she wants. */
  #walkStream(stream: number, skill: number): void {
    const regions = this.#regions;
    const { wanted, wantedPoints, wantedCount } = regions;
    const top = this.#top;
    for (let each = 0; each < wantedCount; each += 1) {
      const region = wanted[each] ?? 0;
      const best = regions.bestOf(region, stream);
      const added = (wantedPoints[each] ?? 0) + skill;
      if (best >= 0 && best + added >= top.threshold) this.#walkList(regions.listOf(region, stream), added);
    }
  }

  /**
   * A list from its top, block by block, as long as an opening could still enter. Invariant: it gives openings by descending
   * score, so from the first below the threshold on none can enter; equal scores go on, since ties are decided by hash.
   */
  #walkList(list: number, added: number): void {
    const lists = this.#lists;
    const top = this.#top;
    const hasRows = lists.hasRows(list);
    const first = lists.firstOf(list);
    let size = lists.sizeOf(list);
    let from = 0;
    for (;;) {
      if (from < size && !this.#offerPart(hasRows, first + from, first + size, added)) return;
      const next = lists.nextOf(list);
      if (next < 0 || next + added < top.threshold) return;
      // With rows, a block that was not full is looked at again, which offers nothing twice.
      from = hasRows ? size - (size % BLOCK) : size;
      size = lists.extend(list);
    }
  }

  /** Offers a part of a merged list; false: an entry was below the threshold, and so is what follows. */
  #offerPart(hasRows: boolean, from: number, to: number, added: number): boolean {
    if (hasRows) return this.#offerBlocks(from, to, added);
    return this.#offerEach(from, to, added);
  }

  /**
   * Offers the entries of whole blocks that she can get: one OR of the rows of her bits tells for a block which of its openings
   * drop out, and only the others are looked at. False: an entry was below the threshold, and so is what follows.
   */
  #offerBlocks(from: number, to: number, added: number): boolean {
    const { entries, rows } = this.#lists;
    const { gateFails } = this.#plan;
    const { bits, age, floorRank, gateRow } = this.#laborer;
    const top = this.#top;
    const dropRows = this.#dropRows;
    const dropRowCount = this.#dropRowCount;
    let least = top.threshold - added;
    for (let block = from; block < to; block += BLOCK) {
      if ((entries[block * INTS + POINTS] ?? 0) < least) return false;
      let dropped = 0;
      for (let each = 0; each < dropRowCount; each += 1) dropped |= rows[block + (dropRows[each] ?? 0)] ?? 0;
      for (let left = ~dropped; left !== 0; left &= left - 1) {
        const at = (block + 31 - Math.clz32(left & -left)) * INTS;
        const points = entries[at + POINTS] ?? 0;
        if (points < least) return false;
        const ages = entries[at + AGES] ?? 0;
        if (age < (ages & 0xffff) || age > ages >>> 16) continue;
        if ((entries[at + WAGE] ?? 0) < floorRank) continue;
        if (gateFails[gateRow + (entries[at + GATES] ?? 0)] === 1) continue;
        const opening = entries[at + OPENING] ?? 0;
        const conflict = (entries[at + BITS] ?? 0) & bits;
        if (conflict !== 0 && this.#laborer.isDropped(opening, entries[at + SITE] ?? 0, conflict)) continue;
        top.offer(opening, points + added, entries[at + EMPLOYER] ?? 0);
        least = top.threshold - added;
      }
    }
    return true;
  }

  /**
   * Offers those of the entries `from`..`to` that she can get, with their points + `added`. Entries are sorted, so none can
   * enter the list from the first below the threshold on. False: there was one.
   */
  #offerEach(from: number, to: number, added: number): boolean {
    const { entries } = this.#lists;
    const { gateFails } = this.#plan;
    const { bits, age, floorRank, gateRow } = this.#laborer;
    const top = this.#top;
    let least = top.threshold - added;
    for (let entry = from; entry < to; entry += 1) {
      const at = entry * INTS;
      const points = entries[at + POINTS] ?? 0;
      if (points < least) return false;
      const conflict = (entries[at + BITS] ?? 0) & bits;
      if ((conflict & HARD) !== 0) continue;
      const ages = entries[at + AGES] ?? 0;
      if (age < (ages & 0xffff) || age > ages >>> 16) continue;
      if ((entries[at + WAGE] ?? 0) < floorRank) continue;
      if (gateFails[gateRow + (entries[at + GATES] ?? 0)] === 1) continue;
      const opening = entries[at + OPENING] ?? 0;
      if (conflict !== 0 && this.#laborer.isDropped(opening, entries[at + SITE] ?? 0, conflict)) continue;
      top.offer(opening, points + added, entries[at + EMPLOYER] ?? 0);
      least = top.threshold - added;
    }
    return true;
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
