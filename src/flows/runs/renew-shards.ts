import { setImmediate as breathe } from 'node:timers/promises';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { laborerEncoder } from '../../matching/fast/encode-laborers.ts';
import { joinMemories } from '../../matching/memory/join-memories.ts';
import { unpackMemory, type ListMemory } from '../../matching/memory/list-memory.ts';
import { rowCopier } from '../../matching/memory/row-copier.ts';
import { RANK, READ, whomToRank } from '../../matching/memory/whom-to-rank.ts';
import type { FlowContext } from '../context.ts';
import type { RankingInput, Renewal } from '../ports/night-crew.ts';
import type { Lease, PackedResults } from '../ports/run-store.ts';
import { rankColumns } from './rank-columns.ts';
import type { StoreShards } from './rank-shards.ts';

/** Whom to rank of a shard, and whose list of the base is void. */
interface ShardPart {
  readonly lease: Lease;
  /** Rows of what is ranked. */
  readonly rows: number[];
  readonly gone: readonly number[];
}

/** What the base remembers of shards, and what becomes of each row of it; see `whomToRank`. */
interface Remembered {
  readonly memory: ListMemory;
  readonly marks: Uint8Array;
  /** By number of a shard: its rows, `to` exclusive; a shard that the base did not have has none. */
  readonly rows: ReadonlyMap<number, { readonly from: number; readonly to: number }>;
}

/**
 * The shards of an incremental run: finds out whose list may differ from that of the base run, ranks for these alone, and hands over
 * all shards together. Whoever is not ranked keeps her list of the base, which ranking again would give to the last byte
 * (`whomToRank` says why). Of those who did not change themselves, most are ranked as the base remembers them: no row is read.
 */
export async function renewShards(
  context: FlowContext,
  run: MatchRun,
  input: RankingInput & { readonly renewal: Renewal },
  leases: readonly Lease[],
  store: StoreShards,
): Promise<void> {
  const remembered = await remember(context, run, input, leases);
  const encoder = laborerEncoder(input.world.settings);
  const copyRow = rowCopier(remembered.memory.columns, encoder);
  const people = changesOf(input.renewal);
  const parts: ShardPart[] = [];
  const readers = new Map<LaborerId, ShardPart>();
  for (const lease of leases) {
    const { part, read } = partOf({ lease, remembered, people, copyRow });
    parts.push(part);
    for (const key of read) readers.set(makeId('L', key), part);
  }
  await breathe();
  let row = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  await context.db.stores.laborers.streamForMatching([...readers.keys()], run.runDate, (laborer) => {
    encoder.addLaborer(laborer);
    readers.get(laborer.id)?.rows.push(row);
    row += 1;
  });
  await rankColumns(input, encoder.finish(), run.topK, async (results) => {
    await store(
      parts.map(({ lease, rows, gone }) => ({ lease, results: pickLists(results, rows), trace: { gone } })),
    );
  });
}

async function remember(
  context: FlowContext,
  run: MatchRun,
  { world, renewal }: RankingInput & { readonly renewal: Renewal },
  leases: readonly Lease[],
): Promise<Remembered> {
  if (run.baseRunId === null) throw new Error(`run ${run.id} has no base run`);
  const numbers = leases.map(({ shard }) => shard.number);
  const memories: ListMemory[] = [];
  const rows = new Map<number, { readonly from: number; readonly to: number }>();
  let from = 0;
  for (const [number, bytes] of await context.db.stores.runs.memoriesOf(run.baseRunId, numbers)) {
    const memory = unpackMemory(bytes);
    memories.push(memory);
    rows.set(number, { from, to: from + memory.columns.count });
    from += memory.columns.count;
    await breathe();
  }
  const memory = joinMemories(world.settings, memories);
  const { changed, changedWorld, runDate } = renewal;
  return {
    memory,
    rows,
    marks: whomToRank(memory, { changed, world: changedWorld, from: runDate, to: run.runDate }),
  };
}

/** Copies whom the memory of a shard knows well enough; `read`: keys of those whose rows are needed. */
function partOf({
  lease,
  remembered: { memory, marks, rows: rowsByShard },
  people,
  copyRow,
}: {
  readonly lease: Lease;
  readonly remembered: Remembered;
  readonly people: PeopleChanges;
  readonly copyRow: (row: number) => number;
}): { readonly part: ShardPart; readonly read: readonly number[] } {
  const { shard } = lease;
  const read = people
    .willingIn(shard.countyCode)
    .filter((key) => key >= shard.firstLaborerKey && key <= shard.lastLaborerKey);
  const gone: number[] = [];
  const rows: number[] = [];
  const { from, to } = rowsByShard.get(shard.number) ?? { from: 0, to: 0 };
  for (let row = from; row < to; row += 1) {
    const key = memory.columns.key[row] ?? 0;
    const person = people.byKey.get(key);
    if (person !== undefined) {
      // Willing ones are ranked by the shard of the county that they live in now.
      if (!person.isWilling || !people.hasShard(person.county)) gone.push(key);
    } else if (marks[row] === READ) read.push(key);
    else if (marks[row] === RANK) rows.push(copyRow(row));
  }
  return { part: { lease, rows, gone }, read };
}

/** The lists of some rows, by key. */
function pickLists(results: PackedResults, given: readonly number[]): PackedResults {
  const { laborerKey, list } = results;
  const rows = given.toSorted((one, other) => (laborerKey[one] ?? 0) - (laborerKey[other] ?? 0));
  return {
    ...results,
    laborerKey: Int32Array.from(rows, (row) => laborerKey[row] ?? 0),
    list: Int32Array.from(rows, (row) => list[row] ?? 0),
  };
}

/** Who changed, as shards ask. */
interface PeopleChanges {
  readonly byKey: ReadonlyMap<number, Renewal['people'][number]>;
  /** Keys of the willing among them, ascending. */
  willingIn(county: string): readonly number[];
  hasShard(county: string | null): boolean;
}

const known = new WeakMap<Renewal, PeopleChanges>();

function changesOf(renewal: Renewal): PeopleChanges {
  const found = known.get(renewal);
  if (found !== undefined) return found;
  const willing = new Map<string, number[]>();
  for (const { key, county, isWilling } of renewal.people) {
    if (!isWilling || county === null) continue;
    const keys = willing.get(county) ?? [];
    keys.push(key);
    willing.set(county, keys);
  }
  const made: PeopleChanges = {
    byKey: new Map(renewal.people.map((one) => [one.key, one])),
    willingIn: (county) => willing.get(county) ?? [],
    hasShard: (county) => county !== null && renewal.counties.has(county),
  };
  known.set(renewal, made);
  return made;
}
