import { NIGHTLY_ROAD_TENTHS } from '../../../src/matching/eligibility/home-nightly.ts';
import { HARD_BITS, NIGHTLY_BIT } from '../../../src/matching/fast/conflict-bits.ts';
import { FNV_PRIME } from '../../../src/matching/fnv1a.ts';

/** What the two databases spell differently. */
export interface SqlDialect {
  readonly xor: (one: string, other: string) => string;
  readonly isIn: (value: string, list: string) => string;
}

/** The low 32 bits. */
const LOW_BITS = 2 ** 32 - 1;

/** Whether no rule drops the pair (l, o) at the place p; what a join already decides is left out. */
export function allowed({ isIn }: SqlDialect): string {
  return `(o.bits & l.bits & ${HARD_BITS}) = 0
    AND l.age BETWEEN o.age_min AND o.age_max
    AND o.wage >= l.wage_floor
    AND o.soonest >= l.free_from AND o.latest <= l.free_until
    AND ((l.gate_mask >> o.gates) & 1) = 0
    AND ((l.reserved_mask >> o.reserved) & 1) = 0
    AND NOT ${isIn('o.occupation', 'l.refused')}
    AND p.road <= l.road_limit
    AND ((o.bits & l.bits & ${NIGHTLY_BIT}) = 0 OR p.road <= ${NIGHTLY_ROAD_TENTHS})`;
}

/**
 * Score and tie hash of a pair in one 64-bit integer whose descending order is that of lists: the score above, what is
 * left of the hash to 32 bits below. Two openings of equal score and hash are told apart when the list is cut.
 */
export function orderKey(dialect: SqlDialect): string {
  const first = `((${dialect.xor('o.tie', 'l.digit')} * ${FNV_PRIME}) & ${LOW_BITS})`;
  const second = `((${dialect.xor(first, 'l.second_digit')} * ${FNV_PRIME}) & ${LOW_BITS})`;
  const hash = `CASE WHEN l.second_digit = 0 THEN ${first} ELSE ${second} END`;
  return `(p.points + s.points + o.base)::bigint * ${LOW_BITS + 1} + (${LOW_BITS} - ${hash})`;
}
