import { NIGHTLY_ROAD_TENTHS } from '../eligibility/home-nightly.ts';
import { HARD_BITS, LIMIT_BIT, NIGHTLY_BIT, REFUSED_BIT, RESERVED_BIT } from './conflict-bits.ts';
import {
  AGES_AT,
  BITS_AT,
  GATES_AT,
  LATEST_DAY_AT,
  OCCUPATION_AT,
  RECORD_DOUBLES,
  RECORD_INTS,
  RESERVED_AT,
  SOONEST_DAY_AT,
  WAGE_AT,
} from './opening-records.ts';
import { FREE_FROM_ALWAYS, FREE_UNTIL_ALWAYS, type RankingPlan } from './ranking-plan.ts';
import { rangeOf } from './sorted-rows.ts';

/**
 * Rule by rule, whether an opening drops a row: for the laborers of one opening. Each answer is what the rule of the reference
 * says where neither side has a problem of its own.
 */
export class PairCheck {
  readonly bits: number;
  readonly #plan: RankingPlan;
  readonly #opening: number;
  readonly #youngest: number;
  readonly #oldest: number;
  readonly #wage: number;
  readonly #gates: number;
  readonly #reserved: number;
  readonly #occupation: number;
  readonly #soonestDay: number;
  readonly #latestDay: number;

  constructor(plan: RankingPlan, opening: number) {
    const { ints, doubles } = plan.index.records;
    const field = (at: number): number => ints[opening * RECORD_INTS + at] ?? 0;
    this.#plan = plan;
    this.#opening = opening;
    this.bits = field(BITS_AT);
    this.#youngest = field(AGES_AT) & 0xffff;
    this.#oldest = field(AGES_AT) >>> 16;
    this.#wage = doubles[opening * RECORD_DOUBLES + WAGE_AT] ?? 0;
    this.#gates = field(GATES_AT);
    this.#reserved = field(RESERVED_AT);
    this.#occupation = field(OCCUPATION_AT);
    this.#soonestDay = field(SOONEST_DAY_AT);
    this.#latestDay = field(LATEST_DAY_AT);
  }

  /** Whether a rule drops a row that has no bar and is willing to go to the place; `road` in tenths. Skills are not asked. */
  isDropped(row: number, road: number): boolean {
    const conflict = (this.#plan.columns.bits[row] ?? 0) & this.bits;
    if ((conflict & HARD_BITS) !== 0) return true;
    return (
      this.isOutOfAge(row) ||
      this.isBelowFloor(row) ||
      this.lacksCertificate(row) ||
      ((conflict & LIMIT_BIT) !== 0 && this.isTooFar(row, road)) ||
      ((conflict & NIGHTLY_BIT) !== 0 && road > NIGHTLY_ROAD_TENTHS) ||
      this.isOutsideDates(row) ||
      ((conflict & RESERVED_BIT) !== 0 && this.isReserved(row)) ||
      ((conflict & REFUSED_BIT) !== 0 && (this.isRefusedOccupation(row) || this.isRefusedBefore(row)))
    );
  }

  isOutOfAge(row: number): boolean {
    const age = this.#plan.columns.age[row] ?? -1;
    return age >= 0 && (age < this.#youngest || age > this.#oldest);
  }

  isBelowFloor(row: number): boolean {
    return this.#wage < (this.#plan.columns.wageFloor[row] ?? 0);
  }

  lacksCertificate(row: number): boolean {
    const { columns, gateFails, index } = this.#plan;
    return gateFails[(columns.certificates[row] ?? 0) * index.records.gates.length + this.#gates] === 1;
  }

  isTooFar(row: number, road: number): boolean {
    return road > (this.#plan.columns.limitTenths[row] ?? 0);
  }

  isReserved(row: number): boolean {
    const { columns, reservedFails, index } = this.#plan;
    return reservedFails[(columns.groups[row] ?? 0) * index.reservedGroups.length + this.#reserved] === 1;
  }

  /** Whether the opening starts or ends outside her dates. */
  isOutsideDates(row: number): boolean {
    const { columns, dayLane } = this.#plan;
    const from = columns.availableFrom[row] ?? -1;
    const until = columns.availableUntil[row] ?? -1;
    return (
      this.#soonestDay < (from < 0 ? FREE_FROM_ALWAYS : (dayLane[from] ?? 0)) ||
      this.#latestDay > (until < 0 ? FREE_UNTIL_ALWAYS : (dayLane[until] ?? 0))
    );
  }

  isRefusedOccupation(row: number): boolean {
    const { columns, refusedStart, refusedOccupation } = this.#plan;
    const set = columns.refusedOccupations[row] ?? 0;
    const end = refusedStart[set + 1] ?? 0;
    for (let at = refusedStart[set] ?? 0; at < end; at += 1) {
      if (refusedOccupation[at] === this.#occupation) return true;
    }
    return false;
  }

  isRefusedBefore(row: number): boolean {
    const { refusalRow, refusalOpening } = this.#plan;
    const [from, to] = rangeOf(refusalRow, row);
    for (let at = from; at < to; at += 1) if (refusalOpening[at] === this.#opening) return true;
    return false;
  }
}
