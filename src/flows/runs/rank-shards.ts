import { countyOf } from '../../domain/area.ts';
import { keyOf } from '../../domain/ids.ts';
import type { MatchLaborer } from '../../domain/match-input.ts';
import type { MatchRun, RunShard } from '../../domain/match-run.ts';
import { laborerEncoder } from '../../matching/fast/encode-laborers.ts';
import { packMemory } from '../../matching/memory/list-memory.ts';
import { dayNumber } from '../../matching/memory/whom-to-rank.ts';
import type { FlowContext } from '../context.ts';
import type { RankingInput } from '../ports/night-crew.ts';
import type { Lease, PackedResults, RankedShard } from '../ports/run-store.ts';
import { rankColumns } from './rank-columns.ts';

/** Stores the lists of shards in one transaction, or finds that a lease was lost. */
export type StoreShards = (ranked: readonly RankedShard[]) => Promise<void>;

/**
 * Ranks the openings for every willing laborer of neighboring shards, all together, and hands over one shard after the other, with
 * what an incremental run will want to remember of it.
 */
export async function rankShards(
  context: FlowContext,
  run: MatchRun,
  input: RankingInput,
  leases: readonly Lease[],
  store: StoreShards,
): Promise<void> {
  const encoder = laborerEncoder(input.world.settings);
  const births: number[] = [];
  // Rows come by county and key, as shards are numbered: a shard's rows end where the next one's begin.
  const ends: number[] = [];
  let at = 0;
  const shards = leases.map((lease) => lease.shard);
  await context.db.stores.laborers.streamForMatching(shards, run.runDate, (laborer) => {
    while (!isIn(shards[at], laborer)) {
      ends.push(births.length);
      at += 1;
    }
    encoder.addLaborer(laborer);
    births.push(birthOf(laborer.birthDate));
  });
  while (ends.length < leases.length) ends.push(births.length);
  const columns = encoder.finish();
  const birth = Int32Array.from(births);
  const hasRefused = new Uint8Array(columns.count);
  for (const { row } of columns.refusals) hasRefused[row] = 1;
  await rankColumns(input, columns, run.topK, async (results) => {
    const memory = { ...results, columns, birth, hasRefused };
    let from = 0;
    for (const [nth, lease] of leases.entries()) {
      const to = ends[nth] ?? births.length;
      const trace = { world: input.worldName, memory: packMemory(memory, from, to) };
      await store([{ lease, results: rowsOf(results, from, to), trace }]);
      from = to;
    }
  });
}

/** The lists of some rows. */
function rowsOf(results: PackedResults, from: number, to: number): PackedResults {
  const { laborerKey, list } = results;
  return { ...results, laborerKey: laborerKey.subarray(from, to), list: list.subarray(from, to) };
}

/** Whether a laborer is of a shard. @throws Error past the last shard. */
function isIn(shard: RunShard | undefined, { id, homeCode }: MatchLaborer): boolean {
  if (shard === undefined) throw new Error(`laborer ${id} is of no shard that was asked for`);
  return countyOf(homeCode) === shard.countyCode && keyOf(id) <= shard.lastLaborerKey;
}

/** Days as numbers; people of all ages have some 40,000 birthdays between them. */
const birthNumbers = new Map<string, number>();
const MOST_BIRTHS = 100_000;

function birthOf(day: string): number {
  const known = birthNumbers.get(day);
  if (known !== undefined) return known;
  if (birthNumbers.size === MOST_BIRTHS) birthNumbers.clear();
  const number = dayNumber(day);
  birthNumbers.set(day, number);
  return number;
}
