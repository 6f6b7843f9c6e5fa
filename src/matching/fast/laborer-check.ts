import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { DATES_BIT, LIMIT_BIT, NIGHTLY_BIT, REFUSED_BIT, RESERVED_BIT } from './conflict-bits.ts';
import type { LaborerBatch } from './laborer-batch.ts';
import { LATEST_DAY_AT, RECORD_INTS, RESERVED_AT, SOONEST_DAY_AT } from './opening-records.ts';
import { FREE_FROM_ALWAYS, FREE_UNTIL_ALWAYS, type RankingPlan } from './ranking-plan.ts';
import { SITE_OCCUPATION_SHIFT, SITE_PLACE } from './runs.ts';
import { firstFrom } from './sorted-rows.ts';
import { ageBits, floorBits } from './step-bits.ts';

/** The layout of records as a constant of this file: an imported name is read from memory each time. */
const RECORD = RECORD_INTS;
/** The bits behind which the record decides. */
const RECORD_BITS = DATES_BIT | RESERVED_BIT;

/**
 * The laborer at hand, as the rules see her: what a walk compares with every opening, and the rules behind the bits that do not
 * drop a pair alone.
 */
export class LaborerCheck {
  /** Conflict bits and step bits; not the one of her limit, which decides for whole places. */
  bits = 0;
  age = 0;
  /** How many of the index's wages are below her floor: an opening of a lower rank is below it. */
  floorRank = 0;
  /** Her row of `plan.gateFails`. */
  gateRow = 0;
  /** The longest road that she takes, tenths of a kilometer; Infinity: no limit. Who walks leaves places beyond it out. */
  limit = 0;
  #plan: RankingPlan;
  #groupRow = 0;
  #roadRow = 0;
  #freeFrom = 0;
  #freeUntil = 0;
  #laborer = 0;
  /** Whether she refused openings, not occupations alone. */
  #refusedOpenings = false;
  /** By occupation and by opening: the laborer who refused it last. */
  readonly #occupationRefusedBy: Int32Array;
  readonly #openingRefusedBy: Int32Array;

  constructor(plan: RankingPlan) {
    this.#plan = plan;
    this.#occupationRefusedBy = new Int32Array(plan.index.occupations.length);
    this.#openingRefusedBy = new Int32Array(plan.index.count);
  }

  /** Goes on with another plan over the same index. */
  usePlan(plan: RankingPlan): void {
    this.#plan = plan;
  }

  /** Takes up the laborer at a position of a batch; false: no opening can be hers. */
  enter(batch: LaborerBatch, at: number): boolean {
    const { index, places } = this.#plan;
    const conflictBits = batch.bits[at] ?? 0;
    const floor = batch.wageFloor[at] ?? 0;
    const row = batch.row[at] ?? 0;
    this.age = batch.age[at] ?? 0;
    this.limit = batch.limitTenths[at] ?? 0;
    this.bits = (conflictBits & ~LIMIT_BIT) | ageBits(this.age) | floorBits(floor, index.runs.wageSteps);
    this.floorRank = firstFrom(index.runs.wages, floor);
    this.gateRow = (batch.certificates[at] ?? 0) * index.records.gates.length;
    this.#groupRow = (batch.groups[at] ?? 0) * index.reservedGroups.length;
    this.#roadRow = (places.origin[batch.place[at] ?? 0] ?? 0) * index.places.length;
    this.#laborer += 1;
    if ((conflictBits & REFUSED_BIT) !== 0) this.#markRefused(row);
    return (conflictBits & DATES_BIT) === 0 || this.#enterDays(row);
  }

  /** The rules behind the bits that do not drop alone; `site`: of the entry, `conflict`: the bits that both have. */
  isDropped(opening: number, site: number, conflict: number): boolean {
    const { index, places, reservedFails } = this.#plan;
    if ((conflict & NIGHTLY_BIT) !== 0) {
      const road = places.road[this.#roadRow + (site & SITE_PLACE)] ?? 0;
      if (road > NIGHTLY_ROAD_TENTHS) return true;
    }
    if ((conflict & REFUSED_BIT) !== 0) {
      if (this.#occupationRefusedBy[site >>> SITE_OCCUPATION_SHIFT] === this.#laborer) return true;
      if (this.#refusedOpenings && this.#openingRefusedBy[opening] === this.#laborer) return true;
    }
    if ((conflict & RECORD_BITS) === 0) return false;
    const { ints } = index.records;
    const record = opening * RECORD;
    if ((conflict & DATES_BIT) !== 0) {
      if (
        (ints[record + SOONEST_DAY_AT] ?? 0) < this.#freeFrom ||
        (ints[record + LATEST_DAY_AT] ?? 0) > this.#freeUntil
      )
        return true;
    }
    return (
      (conflict & RESERVED_BIT) !== 0 &&
      reservedFails[this.#groupRow + (ints[record + RESERVED_AT] ?? 0)] === 1
    );
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
    this.#refusedOpenings = false;
    for (let at = firstFrom(refusalRow, row); refusalRow[at] === row; at += 1) {
      this.#refusedOpenings = true;
      this.#openingRefusedBy[refusalOpening[at] ?? 0] = this.#laborer;
    }
  }
}
