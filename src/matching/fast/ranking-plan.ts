import { TIERS, WILLING_TIERS, willingTierOf } from '../../domain/area.ts';
import type { Code } from '../../domain/occupation.ts';
import { gatesVerdict } from '../eligibility/certificate-missing.ts';
import { doesStand } from '../eligibility/refused-before.ts';
import { compareBytes } from '../tie-order.ts';
import type { World } from '../world.ts';
import { byteColumn, inHeap, int32Column, type Allocate } from './allocate.ts';
import type { LaborerColumns, RowRefusal } from './laborer-columns.ts';
import { openingIdAt, type OpeningIndex } from './opening-index.ts';
import { dayLane, NO_DAY } from './opening-records.ts';
import { placeTables, type PlaceTables } from './place-tables.ts';
import { skillTables, type SkillTables } from './skill-tables.ts';

/**
 * Laborers and openings put together: whatever a pair needs of both is a table by dictionary number. Data only: it can be
 * posted to workers, which share what is in shared memory.
 */
export interface RankingPlan {
  readonly index: OpeningIndex;
  readonly columns: LaborerColumns;
  readonly places: PlaceTables;
  readonly skills: SkillTables;
  /** Certificate set × gate sets + gate set: 1 where a legal gate is unmet. */
  readonly gateFails: Uint8Array;
  /** Group set × reserved sets + reserved set: 1 where she is in none of the groups. */
  readonly reservedFails: Uint8Array;
  /** By set of refused occupations: where its occupations of the index start; one more at the end. */
  readonly refusedStart: Int32Array;
  readonly refusedOccupation: Int32Array;
  /** By number of the laborers' days: its lane. */
  readonly dayLane: Int32Array;
  /** Standing refusals: rows ascending, and the openings of each. */
  readonly refusalRow: Int32Array;
  readonly refusalOpening: Int32Array;
  /** By number of a tier: its bit among the willing tiers. */
  readonly willingBit: Uint8Array;
  /** By number of a tier: policy, 0..100,000. */
  readonly tierPolicy: Int32Array;
}

/** The lane of the run's laborers who have no day: free from always, or until always. */
export const FREE_FROM_ALWAYS = -1;
export const FREE_UNTIL_ALWAYS = NO_DAY;

/** Prepares a ranking of these laborers. `world` is the one that the index was built from. */
export function planRanking(
  world: World,
  index: OpeningIndex,
  columns: LaborerColumns,
  allocate: Allocate = inHeap,
): RankingPlan {
  const { dictionaries } = columns;
  const occupations = occupationNumbers(index);
  const refused = dictionaries.refusedOccupations.map((codes) =>
    [...new Set(codes)].flatMap((code) => occupations.get(code) ?? []),
  );
  const refusedStart = [0];
  for (const list of refused) refusedStart.push((refusedStart.at(-1) ?? 0) + list.length);
  const standing = standingRefusals(world, index, columns.refusals);
  return {
    index,
    columns,
    places: placeTables(world, index, dictionaries.places, allocate),
    skills: skillTables(world, index, dictionaries.skills, allocate),
    gateFails: byteColumn(allocate, gateFails(index, columns)),
    reservedFails: byteColumn(allocate, reservedFails(index, columns)),
    refusedStart: int32Column(allocate, refusedStart),
    refusedOccupation: int32Column(allocate, refused.flat()),
    dayLane: int32Column(
      allocate,
      dictionaries.dates.map((day) => dayLane(index.records.days, day)),
    ),
    refusalRow: int32Column(
      allocate,
      standing.map(([row]) => row),
    ),
    refusalOpening: int32Column(
      allocate,
      standing.map(([, opening]) => opening),
    ),
    willingBit: byteColumn(
      allocate,
      TIERS.map((tier) => 1 << WILLING_TIERS.indexOf(willingTierOf(tier))),
    ),
    tierPolicy: int32Column(
      allocate,
      TIERS.map((tier) => world.settings.profile.tierPolicy[tier]),
    ),
  };
}

const numbersByIndex = new WeakMap<OpeningIndex, ReadonlyMap<Code, number>>();

/** Numbers of an index's occupations, kept with it. */
function occupationNumbers(index: OpeningIndex): ReadonlyMap<Code, number> {
  const known = numbersByIndex.get(index);
  if (known !== undefined) return known;
  const numbers = new Map(index.occupations.map((code, number) => [code, number]));
  numbersByIndex.set(index, numbers);
  return numbers;
}

function gateFails({ records }: OpeningIndex, { dictionaries }: LaborerColumns): number[] {
  return dictionaries.certificates.flatMap((held) =>
    records.gates.map((gates) => Number(gatesVerdict(gates, held ?? undefined) === 'failed')),
  );
}

function reservedFails({ reservedGroups }: OpeningIndex, { dictionaries }: LaborerColumns): number[] {
  return dictionaries.groups.flatMap((groups) =>
    reservedGroups.map((reserved) =>
      Number(reserved.length > 0 && !groups.some((group) => reserved.includes(group))),
    ),
  );
}

/** Rows and openings, each once, by row and then opening. */
function standingRefusals(
  world: World,
  index: OpeningIndex,
  refusals: readonly RowRefusal[],
): readonly (readonly [number, number])[] {
  if (refusals.length === 0) return [];
  const found = new Map<string, readonly [number, number]>();
  for (const { row, refusal } of refusals) {
    const opening = world.openingsById.get(refusal.openingId);
    if (opening === undefined || !doesStand(refusal, opening.input, world.settings.runDate)) continue;
    const number = numberOf(index, refusal.openingId);
    found.set(`${row},${number}`, [row, number]);
  }
  return [...found.values()].toSorted(([row, one], [otherRow, other]) => row - otherRow || one - other);
}

/** The number of an opening that the index has. */
export function numberOf(index: OpeningIndex, openingId: string): number {
  let low = 0;
  let high = index.count - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareBytes(openingIdAt(index, middle), openingId) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
