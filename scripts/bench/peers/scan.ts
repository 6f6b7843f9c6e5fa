import { timed } from '../timing.ts';
import { CappedList } from './capped-list.ts';
import { pairRules, type AllowOpening } from './pair-rules.ts';
import type { Peer } from './peer.ts';
import type { PeerTables } from './peer-tables.ts';

/**
 * A plain scan over typed arrays on one core: looks at every pair. What drops most pairs is in the points as a number so
 * low that one comparison with the threshold refuses it; the other rules are asked only of pairs that could enter the list.
 */
export function scanPeer(): Peer {
  return {
    name: 'scan',
    cores: 1,
    answer: async (tables) => {
      const { result, seconds } = timed(() => scan(tables));
      return await Promise.resolve({ lists: result, seconds });
    },
    close: async () => await Promise.resolve(),
  };
}

function scan(tables: PeerTables): number[][] {
  const { openings, laborers, places, patterns } = tables;
  const list = new CappedList(tables);
  const lists: number[][] = [];
  for (let laborer = 0; laborer < laborers.count; laborer += 1) {
    list.start(laborer);
    if (laborers.isBarred[laborer] === 0) {
      const placeRow = (laborers.place[laborer] ?? 0) * places;
      const skillRow = (laborers.skills[laborer] ?? 0) * patterns;
      scanOpenings({
        count: openings.count,
        place: openings.place,
        pattern: openings.pattern,
        base: openings.base,
        placePoints: tables.placePoints.subarray(placeRow, placeRow + places),
        skillPoints: tables.skillPoints.subarray(skillRow, skillRow + patterns),
        allow: pairRules(tables, laborer),
        list,
      });
    }
    lists.push(list.numbers());
  }
  return lists;
}

interface ScanInput {
  readonly count: number;
  readonly place: Int32Array;
  readonly pattern: Int32Array;
  readonly base: Int32Array;
  /** Of the laborer, by place and by pattern. */
  readonly placePoints: Int32Array;
  readonly skillPoints: Int32Array;
  readonly allow: AllowOpening;
  readonly list: CappedList;
}

/** Invariant: whatever could still enter the list scores at least the threshold, which never falls. */
function scanOpenings(input: ScanInput): void {
  const { count, place, pattern, base, placePoints, skillPoints, allow, list } = input;
  let { threshold } = list;
  for (let opening = 0; opening < count; opening += 1) {
    const score =
      (placePoints[place[opening] ?? 0] ?? 0) +
      (skillPoints[pattern[opening] ?? 0] ?? 0) +
      (base[opening] ?? 0);
    if (score < threshold || !allow(opening)) continue;
    list.offer(opening, score);
    threshold = list.threshold;
  }
}
