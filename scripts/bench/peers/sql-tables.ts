import type { PeerTables } from './peer-tables.ts';

/** A column to load. */
export type SqlColumn =
  | { readonly name: string; readonly type: 'integer' | 'double'; readonly values: ArrayLike<number> }
  | { readonly name: string; readonly type: 'bigint'; readonly values: readonly bigint[] }
  | { readonly name: string; readonly type: 'integers'; readonly values: readonly (readonly number[])[] };

/** A table to load: the peer tables as a database holds them. */
export interface SqlTable {
  readonly name: 'openings' | 'laborers' | 'place_points' | 'skill_points';
  readonly columns: readonly SqlColumn[];
}

/** Stands for no wage and no limit: above every wage and road, and exact as a double. */
const UNBOUNDED = 2 ** 31;
/** The code of the digit 0. */
const ZERO = 48;
/** Sets of a bit mask in a 64-bit integer; the sign is left alone. */
const MOST_SETS = 62;

/**
 * The tables of a peer as relations. Only what can be is a row: places that a profile goes to, patterns whose musts it
 * meets, laborers who can get anything. Sets of gates and of reserved groups that fail are bits of a mask, so that no
 * join is needed for them.
 */
export function sqlTables(tables: PeerTables): readonly SqlTable[] {
  return [
    { name: 'openings', columns: openingColumns(tables) },
    { name: 'laborers', columns: laborerColumns(tables) },
    { name: 'place_points', columns: placeColumns(tables) },
    { name: 'skill_points', columns: skillColumns(tables) },
  ];
}

function openingColumns({ openings }: PeerTables): readonly SqlColumn[] {
  const integer = (name: string, values: Int32Array): SqlColumn => ({ name, type: 'integer', values });
  return [
    integer(
      'id',
      Int32Array.from({ length: openings.count }, (_opening, at) => at),
    ),
    integer('place', openings.place),
    integer('pattern', openings.pattern),
    integer('base', openings.base),
    integer('bits', openings.bits),
    integer('age_min', openings.ageMin),
    integer('age_max', openings.ageMax),
    { name: 'wage', type: 'double', values: openings.wage.map(bounded) },
    integer('gates', openings.gates),
    integer('reserved', openings.reserved),
    integer('occupation', openings.occupation),
    integer('soonest', openings.soonestDay),
    integer('latest', openings.latestDay),
    { name: 'tie', type: 'bigint', values: Array.from(openings.tieHash, (hash) => BigInt(hash >>> 0)) },
  ];
}

function laborerColumns(tables: PeerTables): readonly SqlColumn[] {
  const { laborers, gateFails, gateSets, reservedFails, reservedSets, refusedFails, occupations } = tables;
  const ids = Array.from(laborers.isBarred.keys()).filter((id) => laborers.isBarred[id] === 0);
  const pick = (column: ArrayLike<number>): number[] => ids.map((id) => column[id] ?? 0);
  const integer = (name: string, column: Int32Array): SqlColumn => ({
    name,
    type: 'integer',
    values: pick(column),
  });
  const bigint = (name: string, values: readonly bigint[]): SqlColumn => ({ name, type: 'bigint', values });
  const buckets = pick(laborers.bucket);
  return [
    { name: 'id', type: 'integer', values: ids },
    integer('place', laborers.place),
    integer('skills', laborers.skills),
    integer('bits', laborers.bits),
    integer('age', laborers.age),
    { name: 'wage_floor', type: 'double', values: pick(laborers.wageFloor).map(bounded) },
    { name: 'road_limit', type: 'double', values: pick(laborers.limitTenths).map(bounded) },
    bigint(
      'gate_mask',
      pick(laborers.certificates).map((set) => maskOf(gateFails, set, gateSets)),
    ),
    bigint(
      'reserved_mask',
      pick(laborers.groups).map((set) => maskOf(reservedFails, set, reservedSets)),
    ),
    {
      name: 'refused',
      type: 'integers',
      values: pick(laborers.refusedOccupations).map((set) => membersOf(refusedFails, set, occupations)),
    },
    integer('free_from', laborers.freeFrom),
    integer('free_until', laborers.freeUntil),
    // The digits of her bucket as bytes of the tie hash; the second is 0 where there is one digit only.
    bigint(
      'digit',
      buckets.map((bucket) => BigInt(ZERO + (bucket < 10 ? bucket : Math.floor(bucket / 10)))),
    ),
    bigint(
      'second_digit',
      buckets.map((bucket) => BigInt(bucket < 10 ? 0 : ZERO + (bucket % 10))),
    ),
  ];
}

function placeColumns({ placePoints, roads, places }: PeerTables): readonly SqlColumn[] {
  const cells = possibleCells(placePoints);
  return [
    { name: 'profile', type: 'integer', values: cells.map((cell) => Math.floor(cell / places)) },
    { name: 'place', type: 'integer', values: cells.map((cell) => cell % places) },
    { name: 'points', type: 'integer', values: cells.map((cell) => placePoints[cell] ?? 0) },
    { name: 'road', type: 'integer', values: cells.map((cell) => roads[cell] ?? 0) },
  ];
}

function skillColumns({ skillPoints, patterns }: PeerTables): readonly SqlColumn[] {
  const cells = possibleCells(skillPoints);
  return [
    { name: 'profile', type: 'integer', values: cells.map((cell) => Math.floor(cell / patterns)) },
    { name: 'pattern', type: 'integer', values: cells.map((cell) => cell % patterns) },
    { name: 'points', type: 'integer', values: cells.map((cell) => skillPoints[cell] ?? 0) },
  ];
}

function possibleCells(points: Int32Array): number[] {
  const cells: number[] = [];
  points.forEach((value, cell) => {
    if (value >= 0) cells.push(cell);
  });
  return cells;
}

function bounded(value: number): number {
  return Math.max(-UNBOUNDED, Math.min(UNBOUNDED, value));
}

function membersOf(fails: Uint8Array, set: number, count: number): number[] {
  return Array.from(fails.subarray(set * count, (set + 1) * count).keys()).filter(
    (member) => fails[set * count + member] === 1,
  );
}

function maskOf(fails: Uint8Array, set: number, count: number): bigint {
  if (count > MOST_SETS) throw new Error(`${count} sets do not fit into a mask`);
  return membersOf(fails, set, count).reduce((mask, member) => mask | (1n << BigInt(member)), 0n);
}
