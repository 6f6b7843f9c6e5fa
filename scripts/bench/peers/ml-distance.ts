import { distance } from 'ml-distance';
import { affinityOf, skillProfileOf } from '../../../src/matching/skill-affinity.ts';
import type { OpeningIndex } from '../../../src/matching/fast/opening-index.ts';
import type { World } from '../../../src/matching/world.ts';
import { secondsSince } from '../timing.ts';
import { CappedList } from './capped-list.ts';
import { pairRules } from './pair-rules.ts';
import type { Peer } from './peer.ts';
import { IMPOSSIBLE, type PeerTables } from './peer-tables.ts';

/** What a pattern of requirements asks for: numbers of keys and their weights, thousandths. */
interface AskedVector {
  readonly keys: readonly number[];
  readonly weights: number[];
}

/** A loop over pairs that takes the skill of each eligible pair as an inner product by ml-distance, on one core. */
export function mlDistancePeer(world: World, index: OpeningIndex): Peer {
  const vectors = askedVectors(index);
  return {
    name: 'mlDistance',
    cores: 1,
    answer: async (tables) => {
      const affinities = affinityRows(world, index, tables);
      const start = performance.now();
      const lists = rank(tables, { vectors, affinities, skillWeight: index.weights.skill });
      return await Promise.resolve({ lists, seconds: secondsSince(start) });
    },
    close: async () => await Promise.resolve(),
  };
}

interface Vectors {
  /** By pattern. */
  readonly vectors: readonly AskedVector[];
  /** By skill profile: affinity by key, hundredths. */
  readonly affinities: readonly Int32Array[];
  /** Per mille. */
  readonly skillWeight: number;
}

function rank(tables: PeerTables, { vectors, affinities, skillWeight }: Vectors): number[][] {
  const { openings, laborers, places, patterns, placePoints, skillPoints } = tables;
  const list = new CappedList(tables);
  const lists: number[][] = [];
  for (let laborer = 0; laborer < laborers.count; laborer += 1) {
    list.start(laborer);
    const allow = pairRules(tables, laborer);
    const placeRow = (laborers.place[laborer] ?? 0) * places;
    const skills = laborers.skills[laborer] ?? 0;
    const held = affinities[skills] ?? new Int32Array();
    for (let opening = 0; opening < openings.count && laborers.isBarred[laborer] === 0; opening += 1) {
      const atPlace = placePoints[placeRow + (openings.place[opening] ?? 0)] ?? IMPOSSIBLE;
      const pattern = openings.pattern[opening] ?? 0;
      if (atPlace < 0 || (skillPoints[skills * patterns + pattern] ?? 0) < 0 || !allow(opening)) continue;
      const skill = innerProduct(vectors[pattern], held);
      const score = skillWeight * skill + atPlace + (openings.base[opening] ?? 0);
      if (score >= list.threshold) list.offer(opening, score);
    }
    lists.push(list.numbers());
  }
  return lists;
}

function innerProduct(asked: AskedVector | undefined, held: Int32Array): number {
  if (asked === undefined) return 0;
  return distance.innerProduct(
    asked.keys.map((key) => held[key] ?? 0),
    asked.weights,
  );
}

function askedVectors({ patterns }: OpeningIndex): readonly AskedVector[] {
  const vectors = Array.from(patterns.openings, () => ({ keys: [] as number[], weights: [] as number[] }));
  patterns.keys.forEach((_key, key) => {
    for (let at = patterns.postingStart[key] ?? 0; at < (patterns.postingStart[key + 1] ?? 0); at += 1) {
      const vector = vectors[patterns.postingPattern[at] ?? 0];
      vector?.keys.push(key);
      vector?.weights.push(patterns.postingWeight[at] ?? 0);
    }
  });
  return vectors;
}

/** What each skill profile of the sample brings to each asked key, from the reference. */
function affinityRows(
  { settings: { ontology } }: World,
  { patterns }: OpeningIndex,
  { holdings }: PeerTables,
): readonly Int32Array[] {
  return holdings.map(({ holdings: held, wishedOccupations }) => {
    const profile = skillProfileOf(ontology, held ?? [], wishedOccupations);
    return Int32Array.from(patterns.keys, (key) => affinityOf(ontology, profile, key).hundredths);
  });
}
