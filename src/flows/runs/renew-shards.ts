import { setImmediate as breathe } from 'node:timers/promises';
import { makeId, type LaborerId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { laborerEncoder, type LaborerEncoder } from '../../matching/fast/encode-laborers.ts';
import { unpackMemory, type ListMemory } from '../../matching/memory/list-memory.ts';
import { rowCopier } from '../../matching/memory/row-copier.ts';
import { RANK, READ, whomToRank, type SinceThen } from '../../matching/memory/whom-to-rank.ts';
import type { FlowContext } from '../context.ts';
import type { RankingInput, Renewal } from '../ports/night-crew.ts';
import type { Lease, PackedResults } from '../ports/run-store.ts';
import { rankColumns } from './rank-columns.ts';
import type { StoreShard } from './rank-shards.ts';

/** Whom to rank of a shard, and whose list of the base is void. */
interface ShardPart {
  readonly lease: Lease;
  /** Rows of what is ranked. */
  readonly rows: number[];
  readonly gone: readonly number[];
}

/**
 * The shards of an incremental run: finds out whose list may differ from that of the base run, ranks for these alone, and hands over
 * one shard after the other. Whoever is not ranked keeps her list of the base, which ranking again would give to the last byte
 * (`whomToRank` says why). Of those who did not change themselves, most are ranked as the base remembers them: no row is read.
 */
export async function renewShards(
  context: FlowContext,
  run: MatchRun,
  input: RankingInput & { readonly renewal: Renewal },
  leases: readonly Lease[],
  store: StoreShard,
): Promise<void> {
  const { renewal } = input;
  const since = {
    changed: renewal.changed,
    world: renewal.changedWorld,
    from: renewal.runDate,
    to: run.runDate,
  };
  const encoder = laborerEncoder(input.world.settings);
  const people = changesOf(renewal);
  const parts: ShardPart[] = [];
  const readers = new Map<LaborerId, ShardPart>();
  for (const lease of leases) {
    const memory = await memoryOf(context, run, lease);
    const { part, read } = partOf({ lease, memory, people, since, encoder });
    parts.push(part);
    for (const key of read) readers.set(makeId('L', key), part);
    await breathe();
  }
  let row = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  await context.db.stores.laborers.streamForMatching([...readers.keys()], run.runDate, (laborer) => {
    encoder.addLaborer(laborer);
    readers.get(laborer.id)?.rows.push(row);
    row += 1;
  });
  await rankColumns(input, encoder.finish(), run.topK, async (results) => {
    for (const { lease, rows, gone } of parts) await store(lease, pickLists(results, rows), { gone });
  });
}

async function memoryOf(context: FlowContext, run: MatchRun, { shard }: Lease): Promise<ListMemory | null> {
  if (run.baseRunId === null) throw new Error(`run ${run.id} has no base run`);
  const memories = await context.db.stores.runs.memoriesOf(run.baseRunId, [shard.number]);
  const memory = memories.get(shard.number);
  return memory === undefined ? null : unpackMemory(memory);
}

/** Encodes whom the memory of a shard knows well enough; `read`: keys of those whose rows are needed. */
function partOf({
  lease,
  memory,
  people,
  since,
  encoder,
}: {
  readonly lease: Lease;
  readonly memory: ListMemory | null;
  readonly people: PeopleChanges;
  readonly since: SinceThen;
  readonly encoder: LaborerEncoder;
}): { readonly part: ShardPart; readonly read: readonly number[] } {
  const { shard } = lease;
  const read = people
    .willingIn(shard.countyCode)
    .filter((key) => key >= shard.firstLaborerKey && key <= shard.lastLaborerKey);
  const gone: number[] = [];
  const rows: number[] = [];
  const part = { lease, rows, gone };
  if (memory === null) return { part, read };
  const marks = whomToRank(memory, since);
  const copyRow = rowCopier(memory.columns, encoder);
  memory.columns.key.forEach((key, row) => {
    const person = people.byKey.get(key);
    if (person !== undefined) {
      // Willing ones are ranked by the shard of the county that they live in now.
      if (!person.isWilling || !people.hasShard(person.county)) gone.push(key);
    } else if (marks[row] === READ) read.push(key);
    else if (marks[row] === RANK) rows.push(copyRow(row));
  });
  return { part, read };
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
