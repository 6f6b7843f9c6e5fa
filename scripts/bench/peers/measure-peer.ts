import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import { packedLists } from '../../../src/matching/fast/packed-lists.ts';
import type { RankingPlan } from '../../../src/matching/fast/ranking-plan.ts';
import { LIST_LENGTH } from '../profiles.ts';
import type { Peer, PeerAnswer } from './peer.ts';
import { peerTables } from './peer-tables.ts';

/** A peer's speed, and in how many lists it differed from the engine. */
export interface PeerFigures {
  readonly name: Peer['name'];
  readonly cores: number;
  readonly laborers: number;
  readonly seconds: number;
  /** Millions of pairs a second: laborers × all openings, however many of them it had to look at. */
  readonly mpairs: number;
  readonly mismatches: number;
}

/** How long a peer may run. */
export interface PeerSlice {
  /** Laborers of the first run, which also warms the peer up. */
  readonly pilot: number;
  readonly seconds: number;
}

/** Runs a peer on a few laborers, then on as many of the rows as fit into its time. */
export async function measurePeer(
  peer: Peer,
  plan: RankingPlan,
  rows: Int32Array,
  slice: PeerSlice,
): Promise<PeerFigures> {
  const pilot = await peer.answer(peerTables(plan, rows.subarray(0, slice.pilot)));
  const fitting = Math.floor((slice.pilot * slice.seconds) / pilot.seconds);
  const some = rows.subarray(0, Math.max(slice.pilot, fitting));
  const answer = await peer.answer(peerTables(plan, some));
  return {
    name: peer.name,
    cores: peer.cores,
    laborers: some.length,
    seconds: answer.seconds,
    mpairs: (some.length * plan.index.count) / answer.seconds / 1_000_000,
    mismatches: mismatchesOf(plan, some, answer),
  };
}

/** Lists whose openings or whose order differ from the engine's. */
function mismatchesOf(plan: RankingPlan, rows: Int32Array, { lists }: PeerAnswer): number {
  const out = packedLists(rows.length, LIST_LENGTH);
  new OpeningRanker(plan).rankRows({ rows, from: 0, to: rows.length }, out);
  let mismatches = 0;
  rows.forEach((_row, list) => {
    const from = list * LIST_LENGTH;
    const ours = out.opening.subarray(from, from + (out.count[list] ?? 0));
    const theirs = lists[list] ?? [];
    const isSame = ours.length === theirs.length && ours.every((opening, rank) => opening === theirs[rank]);
    if (!isSame) mismatches += 1;
  });
  return mismatches;
}
