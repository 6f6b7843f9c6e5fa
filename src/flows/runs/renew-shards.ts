import { setImmediate as breathe } from 'node:timers/promises';
import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { keyOf, makeId, type RunId } from '../../domain/ids.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { FACTORS } from '../../domain/weights.ts';
import { laborerEncoder } from '../../matching/fast/encode-laborers.ts';
import { unpackMemory, type ListMemory } from '../../matching/memory/list-memory.ts';
import { whomToRank, type SinceThen } from '../../matching/memory/whom-to-rank.ts';
import type { FlowContext } from '../context.ts';
import type { ChangedLaborer, Lease, PackedResults } from '../ports/run-store.ts';
import { worldOf } from '../world.ts';
import { changedWorld } from './changed-world.ts';
import { rankColumns } from './rank-columns.ts';
import type { StoreShard } from './rank-shards.ts';

/**
 * The shards of an incremental run: finds out whose list may differ from that of the base run, ranks for these alone, and hands over
 * one shard after the other. Whoever is not ranked keeps her list of the base, which ranking again would give to the last byte
 * (`whomToRank` says why).
 */
export async function renewShards(
  context: FlowContext,
  run: MatchRun,
  leases: readonly Lease[],
  store: StoreShard,
): Promise<void> {
  const base = await baseOf(context, run);
  // First the changes, then the world: both are at least as new as the run, and what is newer the next run finds again.
  const people = await changedPeople(context, run);
  const world = await worldOf(context, run);
  const { changed, world: small } = await changedWorld(context, world, base.id);
  const since = {
    changed: new Set([...changed].map(keyOf)),
    world: small,
    from: base.runDate,
    to: run.runDate,
  };
  const memories = await context.db.stores.runs.memoriesOf(
    base.id,
    leases.map(({ shard }) => shard.number),
  );
  const parts: ShardPart[] = [];
  for (const lease of leases) {
    const memory = memories.get(lease.shard.number);
    parts.push(partOf(lease, memory === undefined ? null : unpackMemory(memory), people, since));
    await breathe();
  }
  const results = await rankAnew(context, run, parts);
  for (const [nth, part] of parts.entries()) {
    await store(part.lease, pickLists(results, rowsOf(results, parts, nth)), { gone: part.gone });
  }
}

/** Whom to rank of a shard, and whose list of the base is void. Keys ascending. */
interface ShardPart {
  readonly lease: Lease;
  readonly keys: readonly number[];
  readonly gone: readonly number[];
}

function partOf(lease: Lease, memory: ListMemory | null, people: ChangedPeople, since: SinceThen): ShardPart {
  const { shard } = lease;
  const keys = people
    .willingIn(shard.countyCode)
    .filter((key) => key >= shard.firstLaborerKey && key <= shard.lastLaborerKey);
  const gone: number[] = [];
  if (memory === null) return { lease, keys, gone };
  const marks = whomToRank(memory, since);
  memory.columns.key.forEach((key, row) => {
    const person = people.byKey.get(key);
    if (person !== undefined) {
      // Willing ones are ranked by the shard of the county that they live in now.
      if (!person.isWilling || !people.hasShard(person.county)) gone.push(key);
    } else if (marks[row] === 1) keys.push(key);
  });
  return { lease, keys: keys.toSorted((one, other) => one - other), gone };
}

async function rankAnew(
  context: FlowContext,
  run: MatchRun,
  parts: readonly ShardPart[],
): Promise<PackedResults> {
  const world = await worldOf(context, run);
  const encoder = laborerEncoder(world.settings);
  const ids = parts.flatMap(({ keys }) => keys.map((key) => makeId('L', key)));
  await context.db.stores.laborers.streamForMatching(ids, run.runDate, (laborer) => {
    encoder.addLaborer(laborer);
  });
  return await rankColumns(world, encoder.finish(), run.topK);
}

/** The rows of results that are of a part; those who left the list in between have none. */
function rowsOf({ laborerKey }: PackedResults, parts: readonly ShardPart[], nth: number): number[] {
  const keys = parts[nth]?.keys ?? [];
  const rows: number[] = [];
  let row = 0;
  for (const key of keys) {
    while (row < laborerKey.length && (laborerKey[row] ?? 0) < key) row += 1;
    if (laborerKey[row] === key) rows.push(row);
  }
  return rows;
}

/** Copies of the lists of some rows. */
function pickLists(results: PackedResults, rows: readonly number[]): PackedResults {
  const { k } = results;
  const pick = <Column extends Int32Array | Uint16Array>(
    column: Column,
    width: number,
    into: Column,
  ): Column => {
    rows.forEach((row, nth) => {
      into.set(column.subarray(row * width, (row + 1) * width), nth * width);
    });
    return into;
  };
  const ints = (width: number): Int32Array => new Int32Array(rows.length * width);
  return {
    k,
    laborerKey: pick(results.laborerKey, 1, ints(1)),
    pairs: pick(results.pairs, 1, ints(1)),
    openingKey: pick(results.openingKey, k, ints(k)),
    score: pick(results.score, k, ints(k)),
    parts: pick(results.parts, k * FACTORS.length, new Uint16Array(rows.length * k * FACTORS.length)),
    reasons: pick(results.reasons, EXCLUSION_CODES.length, ints(EXCLUSION_CODES.length)),
  };
}

async function baseOf(context: FlowContext, { id, baseRunId }: MatchRun): Promise<MatchRun> {
  const base = baseRunId === null ? null : await context.db.stores.runs.find(baseRunId);
  if (base === null) throw new Error(`run ${id} has no base run`);
  return base;
}

/** Who changed since the base run began, as this process found it when it first worked on the run. */
interface ChangedPeople {
  readonly byKey: ReadonlyMap<number, ChangedLaborer>;
  /** Keys of the willing among them, ascending. */
  willingIn(county: string): readonly number[];
  hasShard(county: string | null): boolean;
}

/** Runs whose people are remembered: one is worked on at a time, and a manual one beside it. */
const RUNS_KEPT = 2;

const peopleByDatabase = new WeakMap<FlowContext['db'], Map<RunId, Promise<ChangedPeople>>>();

async function changedPeople(context: FlowContext, run: MatchRun): Promise<ChangedPeople> {
  const byRun = peopleByDatabase.get(context.db) ?? new Map<RunId, Promise<ChangedPeople>>();
  peopleByDatabase.set(context.db, byRun);
  const known = byRun.get(run.id);
  if (known !== undefined) return await known;
  const asked = askPeople(context, run.id);
  byRun.set(run.id, asked);
  asked.catch(() => byRun.delete(run.id));
  const oldest = byRun.size > RUNS_KEPT ? byRun.keys().next().value : undefined;
  if (oldest !== undefined) byRun.delete(oldest);
  return await asked;
}

async function askPeople(context: FlowContext, runId: RunId): Promise<ChangedPeople> {
  const { runs } = context.db.stores;
  const [changed, shards] = await Promise.all([runs.changedLaborers(runId), runs.shards(runId)]);
  const counties = new Set(shards.map((shard) => shard.countyCode));
  const willing = new Map<string, number[]>();
  for (const { key, county, isWilling } of changed) {
    if (!isWilling || county === null) continue;
    const keys = willing.get(county) ?? [];
    keys.push(key);
    willing.set(county, keys);
  }
  return {
    byKey: new Map(changed.map((one) => [one.key, one])),
    willingIn: (county) => willing.get(county) ?? [],
    hasShard: (county) => county !== null && counties.has(county),
  };
}
