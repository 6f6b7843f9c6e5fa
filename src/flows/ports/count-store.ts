import type { AreaCode, AreaPrefix, WillingTier } from '../../domain/area.ts';
import type { CountingRule, FloorTarget } from '../../lists/counts/counting-rule.ts';

/** A person in the register. Days are counted from 1970-01-01; words are positions in the domain's lists, the one after the last: unknown. */
interface CountedPersonRow {
  readonly key: number;
  readonly homeCode: AreaCode;
  readonly bornOn: number;
  readonly registeredOn: number;
  /** When she left the register; `null`: she has not. */
  readonly leftOn: number | null;
  readonly sex: number;
  readonly education: number;
  readonly ability: number;
  /** Bits: registeredPoor, outOfPoverty, monitored. */
  readonly flags: number;
  /** The area she named first, if any, and her tiers. */
  readonly wishes: { readonly areas: readonly AreaCode[]; readonly tiers: readonly WillingTier[] };
}

/** A stay on a list. */
interface CountedStayRow {
  readonly isEmployed: boolean;
  readonly from: number;
  /** Exclusive; `null`: open. */
  readonly to: number | null;
  readonly homeCode: AreaCode;
  readonly placeCode: AreaCode | null;
}

/** Where people go that are read for counts. */
export interface CountedSink {
  /** Puts a person, in place of what was known of her, without stays. */
  put(person: CountedPersonRow): void;
  addStay(key: number, stay: CountedStayRow): void;
  forget(key: number): void;
}

/** A state of the database: what was committed then. */
export type CountSnapshot = string;

/** What counts are made from: people and stays as numbers, what changed, and the dated rules. */
export interface CountStore {
  /** Everybody whose home is inside the area, with stays, into the sink. @returns what `follow` goes on from. */
  load(area: AreaPrefix, into: CountedSink): Promise<CountSnapshot>;
  /**
   * Puts whoever changed since a snapshot anew, and forgets whose record is gone: afterwards the sink is as the returned
   * snapshot. `null`: so many changed that loading is quicker.
   */
  follow(since: CountSnapshot, into: CountedSink): Promise<CountSnapshot | null>;
  rules(): Promise<readonly CountingRule[]>;
  floors(): Promise<readonly FloorTarget[]>;
}
