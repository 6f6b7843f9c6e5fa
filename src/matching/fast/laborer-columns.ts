import type { AreaCode, AreaPrefix } from '../../domain/area.ts';
import type { Code, Holding } from '../../domain/occupation.ts';
import type { PastRefusal } from '../../domain/referral.ts';

/**
 * Laborers as columns: row i of every column is one laborer. What many share (where she wants to work, what she can do) is a
 * number of a dictionary. Columns depend on the settings (run date, regions, pairs), never on the openings.
 */
export interface LaborerColumns {
  readonly count: number;
  /** The number of the laborer's id. */
  readonly key: Int32Array;
  /** 0..63, spreads ties. */
  readonly bucket: Uint8Array;
  /** Numbers of `dictionaries.homes`. */
  readonly home: Int32Array;
  /** Numbers of `dictionaries.places`. */
  readonly place: Int32Array;
  /** Numbers of `dictionaries.skills`. */
  readonly skills: Int32Array;
  /** Numbers of `dictionaries.certificates`. */
  readonly certificates: Int32Array;
  /** Numbers of `dictionaries.refusedOccupations`. */
  readonly refusedOccupations: Int32Array;
  /** Numbers of `dictionaries.groups`. */
  readonly groups: Int32Array;
  /** Conflict word (`conflict-bits.ts`). */
  readonly bits: Int32Array;
  /** Why she gets no opening at all (`laborer-bits.ts`). */
  readonly bars: Uint8Array;
  /** Completed years at the run date; -1: unknown. */
  readonly age: Int16Array;
  /** Yuan a month; -Infinity: none. */
  readonly wageFloor: Float64Array;
  /** Longest road, tenths of a kilometer; Infinity: no limit. */
  readonly limitTenths: Float64Array;
  /** Numbers of `dictionaries.dates`; -1: none. */
  readonly availableFrom: Int32Array;
  readonly availableUntil: Int32Array;
  readonly willingSince: Int32Array;
  readonly dictionaries: LaborerDictionaries;
  /** In order of row. */
  readonly refusals: readonly RowRefusal[];
}

/** What the numbers in the columns stand for. */
interface LaborerDictionaries {
  /** Full home codes. */
  readonly homes: readonly AreaCode[];
  readonly places: readonly PlaceProfile[];
  readonly skills: readonly SkillHoldings[];
  /** Sets of certificates; `null`: unknown. */
  readonly certificates: readonly (readonly string[] | null)[];
  readonly refusedOccupations: readonly (readonly Code[])[];
  /** Sets of groups that she is in or may be in. */
  readonly groups: readonly (readonly string[])[];
  /** Days as text; they may be no days where the record is DATA_INVALID. */
  readonly dates: readonly string[];
}

/** Everything that the view of a place depends on besides the place; her longest road is a column of its own. */
export interface PlaceProfile {
  /** One home of those that see the same tiers. */
  readonly homeCode: AreaCode;
  /** Six digits. */
  readonly originCounty: AreaCode;
  readonly areas: readonly AreaPrefix[];
  /** Bits in the order of WILLING_TIERS. */
  readonly tiers: number;
}

/** Everything that skill and must skills depend on besides the opening. */
export interface SkillHoldings {
  /** `null`: unknown. */
  readonly holdings: readonly Holding[] | null;
  readonly wishedOccupations: readonly Code[];
}

/** A past refusal and whose it is. */
export interface RowRefusal {
  readonly row: number;
  readonly refusal: PastRefusal;
}
