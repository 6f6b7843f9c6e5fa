import type { AreaCode } from '../../src/domain/area.ts';
import type { CountyWeight } from './county-weights.ts';
import { surname } from './names.ts';
import { pick, weighted } from './pick.ts';
import { between, chance, randomOf, type Random } from './random.ts';

/** Neighbors: laborers with consecutive indices who live in one village. */
const CLUSTER_SIZE = 12;

/** Working-age members of a household (M). */
const HOUSEHOLD_SIZES = weighted<number>([
  [1, 25],
  [2, 38],
  [3, 25],
  [4, 12],
]);

/**
 * Percent of households, (M): 建档立卡 in 2020 and out of poverty since; of these, watched against falling back.
 */
const OUT_OF_POVERTY_PERCENT = 30;
const MONITORED_PERCENT = 10;
/** Percent of villages that were moved (易地扶贫搬迁), (M). */
const RELOCATED_PERCENT = 7;

/** What the members of a household share. */
export interface Household {
  readonly no: string;
  readonly surname: string;
  readonly outOfPoverty: boolean;
  readonly monitored: boolean;
}

/** What neighbors share, and the household of each. */
export interface Cluster {
  readonly countyCode: AreaCode;
  /** Twelve digits down to the village. */
  readonly homeCode: AreaCode;
  readonly isRelocated: boolean;
  /** One per member, in the order of the indices. */
  readonly households: readonly Household[];
}

/** Where a laborer lives and with whom. */
export interface Home {
  readonly cluster: Cluster;
  readonly household: Household;
}

/**
 * Gives the home of any laborer index; remembers the last cluster, since indices are mostly asked in order.
 */
export function homesOf(seed: number, counties: readonly CountyWeight[]): (index: number) => Home {
  const table = weighted(counties.map((county) => [county, county.villageCommittees] as const));
  let number = -1;
  let cluster: Cluster | null = null;
  return (index) => {
    const wanted = Math.floor(index / CLUSTER_SIZE);
    if (cluster === null || wanted !== number) {
      const random = randomOf(seed, 'cluster', wanted);
      cluster = makeCluster(random, wanted, pick(random, table));
      number = wanted;
    }
    const household = cluster.households[index % CLUSTER_SIZE];
    if (household === undefined) throw new Error('Every member of a cluster has a household.');
    return { cluster, household };
  };
}

function makeCluster(random: Random, number: number, county: CountyWeight): Cluster {
  // A township has some 15 villages; townships count from 100, villages from 200, as in the statistics codes.
  const township = 100 + between(random, 0, Math.floor(county.villageCommittees / 15));
  const village = 200 + between(random, 0, 14);
  const isRelocated = chance(random, RELOCATED_PERCENT);
  const households: Household[] = [];
  for (let nth = 1; households.length < CLUSTER_SIZE; nth++) {
    const size = pick(random, HOUSEHOLD_SIZES);
    const household = makeHousehold(random, `${county.code}${String(number).padStart(6, '0')}${nth + 10}`);
    for (let member = 0; member < size && households.length < CLUSTER_SIZE; member++)
      households.push(household);
  }
  return {
    countyCode: county.code,
    homeCode: `${county.code}${township}${village}`,
    isRelocated,
    households,
  };
}

function makeHousehold(random: Random, no: string): Household {
  const outOfPoverty = chance(random, OUT_OF_POVERTY_PERCENT);
  return {
    no,
    surname: surname(random),
    outOfPoverty,
    monitored: outOfPoverty && chance(random, MONITORED_PERCENT),
  };
}
