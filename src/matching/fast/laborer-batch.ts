import type { RankingPlan } from './ranking-plan.ts';

/** Laborers who are gathered at once: few enough to stay in the fastest cache. */
export const BATCH_ROWS = 256;

/**
 * What a walk reads of some laborers, gathered side by side. In the order of profiles her row lies anywhere in the columns, and
 * every column would cost a wait for memory; in a loop over one column the waits overlap.
 */
export class LaborerBatch {
  readonly bars = new Uint8Array(BATCH_ROWS);
  readonly bucket = new Uint8Array(BATCH_ROWS);
  readonly place = new Int32Array(BATCH_ROWS);
  readonly bits = new Int32Array(BATCH_ROWS);
  readonly age = new Int32Array(BATCH_ROWS);
  readonly wageFloor = new Float64Array(BATCH_ROWS);
  readonly limitTenths = new Float64Array(BATCH_ROWS);
  readonly certificates = new Int32Array(BATCH_ROWS);
  readonly groups = new Int32Array(BATCH_ROWS);
  readonly skillsClass = new Uint8Array(BATCH_ROWS);
  /** Her exceptions in the plan's skill tables. */
  readonly exceptionsFrom = new Int32Array(BATCH_ROWS);
  readonly exceptionsEnd = new Int32Array(BATCH_ROWS);
  readonly row = new Int32Array(BATCH_ROWS);
  readonly #skills = new Int32Array(BATCH_ROWS);

  /** Gathers rows `from`..`to` of `rows` (all rows in their order where not given) to positions 0, 1, …; at most BATCH_ROWS. */
  gather({ columns, skills }: RankingPlan, rows: Int32Array | undefined, from: number, to: number): void {
    const { row } = this;
    const count = to - from;
    for (let at = 0; at < count; at += 1) row[at] = rows === undefined ? from + at : (rows[from + at] ?? 0);
    pick(columns.bars, row, this.bars, count);
    pick(columns.bucket, row, this.bucket, count);
    pick(columns.place, row, this.place, count);
    pick(columns.bits, row, this.bits, count);
    pick(columns.age, row, this.age, count);
    pick(columns.wageFloor, row, this.wageFloor, count);
    pick(columns.limitTenths, row, this.limitTenths, count);
    pick(columns.certificates, row, this.certificates, count);
    pick(columns.groups, row, this.groups, count);
    pick(columns.skills, row, this.#skills, count);
    pick(skills.class, this.#skills, this.skillsClass, count);
    for (let at = 0; at < count; at += 1) {
      const profile = this.#skills[at] ?? 0;
      this.exceptionsFrom[at] = skills.start[profile] ?? 0;
      this.exceptionsEnd[at] = skills.start[profile + 1] ?? 0;
    }
  }
}

type Column = Uint8Array | Int16Array | Int32Array | Float64Array;

/** The values of some rows. */
function pick(column: Column, rows: Int32Array, into: Column, count: number): void {
  for (let at = 0; at < count; at += 1) into[at] = column[rows[at] ?? 0] ?? 0;
}
