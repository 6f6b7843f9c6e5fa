import { DEFAULT_EMPLOYER_CAP } from '../../../src/matching/rank-openings.ts';
import { LIST_LENGTH } from '../profiles.ts';
import type { PeerTables } from './peer-tables.ts';

/** Top lists are asked for this long first, then longer for those whom the employer cap left short. */
const LENGTHS = [30, 300] as const;

/** Asks a database for top lists of a length, of all laborers or of some; openings best first, by laborer. */
export type AskTopLists = (
  length: number,
  laborers: readonly number[] | null,
) => Promise<ReadonlyMap<number, readonly number[]>>;

/**
 * The lists under the employer cap. A database gives the top of each laborer without the cap, somewhat longer than the
 * list; at most three of an employer are taken from it. Who then has less than a list, though the top list was full, is
 * asked for again with a longer one.
 */
export async function cutLists(tables: PeerTables, ask: AskTopLists): Promise<(readonly number[])[]> {
  const lists = Array.from({ length: tables.laborers.count }, (): readonly number[] => []);
  let asked: readonly number[] | null = null;
  for (const length of [...LENGTHS, tables.openings.count]) {
    const short: number[] = [];
    for (const [laborer, openings] of await ask(length, asked)) {
      lists[laborer] = capped(tables, openings);
      if ((lists[laborer]?.length ?? 0) < LIST_LENGTH && openings.length === length) short.push(laborer);
    }
    if (short.length === 0) break;
    asked = short;
  }
  return lists;
}

function capped({ openings: table }: PeerTables, openings: readonly number[]): number[] {
  const ofEmployer = new Map<number, number>();
  const list: number[] = [];
  for (const opening of openings) {
    if (list.length === LIST_LENGTH) break;
    const employer = table.employer[opening] ?? 0;
    const count = ofEmployer.get(employer) ?? 0;
    if (count === DEFAULT_EMPLOYER_CAP) continue;
    ofEmployer.set(employer, count + 1);
    list.push(table.number[opening] ?? 0);
  }
  return list;
}
