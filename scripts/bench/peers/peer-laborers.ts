import { DATES_BIT } from '../../../src/matching/fast/conflict-bits.ts';
import {
  FREE_FROM_ALWAYS,
  FREE_UNTIL_ALWAYS,
  type RankingPlan,
} from '../../../src/matching/fast/ranking-plan.ts';

/** A sample of laborers as columns. */
export interface PeerLaborers {
  readonly count: number;
  /** Row in the engine's columns. */
  readonly row: Int32Array;
  /** 1: no opening can be hers, whatever it offers; her list is empty. */
  readonly isBarred: Uint8Array;
  /** Numbers of the sample's own profiles. */
  readonly place: Int32Array;
  readonly skills: Int32Array;
  /** Conflict word. */
  readonly bits: Int32Array;
  readonly age: Int32Array;
  /** Yuan a month; -Infinity: none. */
  readonly wageFloor: Float64Array;
  /** Tenths of a kilometer; Infinity: no limit. */
  readonly limitTenths: Float64Array;
  readonly certificates: Int32Array;
  readonly groups: Int32Array;
  readonly refusedOccupations: Int32Array;
  /** Day lanes. */
  readonly freeFrom: Int32Array;
  readonly freeUntil: Int32Array;
  /** 0..63, spreads ties. */
  readonly bucket: Int32Array;
}

/** Which profiles of the engine a sample uses, in the order of the sample's numbers. */
export interface SampleProfiles {
  readonly places: readonly number[];
  readonly skills: readonly number[];
}

/** Takes rows out of the engine's columns and numbers their profiles anew, so that tables stay small. */
export function peerLaborers(
  plan: RankingPlan,
  rows: Int32Array,
): { readonly laborers: PeerLaborers; readonly profiles: SampleProfiles } {
  const { columns } = plan;
  const places = numberAnew(rows.map((row) => columns.place[row] ?? 0));
  const skills = numberAnew(rows.map((row) => columns.skills[row] ?? 0));
  const days = freeDays(plan, rows);
  const ints = (column: ArrayLike<number>): Int32Array => rows.map((row) => column[row] ?? 0);
  const doubles = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (row) => column[row] ?? 0);
  return {
    laborers: {
      count: rows.length,
      row: rows,
      isBarred: Uint8Array.from(rows, (row, at) =>
        Number(columns.bars[row] !== 0 || plan.index.records.runDay > (days.freeUntil[at] ?? 0)),
      ),
      place: places.numbers,
      skills: skills.numbers,
      bits: ints(columns.bits),
      age: ints(columns.age),
      wageFloor: doubles(columns.wageFloor),
      limitTenths: doubles(columns.limitTenths),
      certificates: ints(columns.certificates),
      groups: ints(columns.groups),
      refusedOccupations: ints(columns.refusedOccupations),
      freeFrom: days.freeFrom,
      freeUntil: days.freeUntil,
      bucket: ints(columns.bucket),
    },
    profiles: { places: places.used, skills: skills.used },
  };
}

function freeDays(plan: RankingPlan, rows: Int32Array): Pick<PeerLaborers, 'freeFrom' | 'freeUntil'> {
  const { columns, dayLane } = plan;
  const lanes = (column: Int32Array, always: number): Int32Array =>
    rows.map((row) => {
      const day = column[row] ?? -1;
      return day < 0 || ((columns.bits[row] ?? 0) & DATES_BIT) === 0 ? always : (dayLane[day] ?? 0);
    });
  return {
    freeFrom: lanes(columns.availableFrom, FREE_FROM_ALWAYS),
    freeUntil: lanes(columns.availableUntil, FREE_UNTIL_ALWAYS),
  };
}

function numberAnew(values: Int32Array): { numbers: Int32Array; used: readonly number[] } {
  const known = new Map<number, number>();
  const numbers = values.map((value) => {
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    return number;
  });
  return { numbers, used: [...known.keys()] };
}
