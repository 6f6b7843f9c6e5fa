import { peakRssMb } from '../machine.ts';
import { BENCH_SEED, type BenchProfile } from '../profiles.ts';
import { progress } from '../report.ts';
import { duckdbPeer } from '../peers/duckdb.ts';
import { measurePeer, type PeerFigures } from '../peers/measure-peer.ts';
import { mlDistancePeer } from '../peers/ml-distance.ts';
import type { Peer } from '../peers/peer.ts';
import { postgresPeer } from '../peers/postgres.ts';
import { scanPeer } from '../peers/scan.ts';
import { startThreads } from './bench-threads.ts';
import { checkReference, type ReferenceCheck } from './check-reference.ts';
import { encodeProvince, type EncodedProvince } from './encode-province.ts';
import { engineInput, type EngineInput } from './engine-input.ts';
import { ENGINE_SIZES, type EngineSizes } from './engine-sizes.ts';
import { growthWithLaborers, growthWithOpenings, type GrowthPoint } from './measure-growth.ts';
import { measureLive } from './measure-live.ts';
import { rankProvince, type RankedProvince } from './rank-province.ts';
import { spread } from './spread.ts';

/** Everything that the engine's bench measured. */
export interface EngineBench {
  readonly profile: BenchProfile;
  readonly encodeSeconds: number;
  /** Of the process when the province had been ranked, before peers; MB. */
  readonly rssMb: number;
  readonly ranked: Omit<RankedProvince, 'world' | 'plan' | 'rows'>;
  readonly check: ReferenceCheck;
  readonly byLaborers: readonly GrowthPoint[];
  readonly byOpenings: readonly GrowthPoint[];
  readonly live: { readonly recommendP99Ms: number; readonly shortlistP99Ms: number };
  readonly peers: readonly PeerFigures[];
}

/** Makes a province, ranks it, holds it to the reference, and lets the peers rank a part of it. */
export async function runEngineBench(profile: BenchProfile): Promise<EngineBench> {
  const sizes = ENGINE_SIZES[profile.name];
  progress(`making ${profile.openings} openings and ${profile.laborers} laborers of seed ${BENCH_SEED}`);
  const input = engineInput({ seed: BENCH_SEED, ...profile });
  const encoded = encodeProvince(input, profile.laborers);
  const { ranked, check, live, rssMb } = await withThreads(input, encoded, sizes);
  progress('growing');
  const byLaborers = await growthWithLaborers(ranked.world, encoded.shares, sizes.repeatSeconds);
  const few = encoded.shares.at(sizes.growthShare === 1 ? -1 : 0) ?? encoded.columns;
  const byOpenings = await growthWithOpenings(input, few, sizes.repeatSeconds);
  const peers = await measurePeers(ranked, sizes);
  const { world: _world, plan: _plan, rows: _rows, ...figures } = ranked;
  const { encodeSeconds } = encoded;
  return { profile, encodeSeconds, rssMb, ranked: figures, check, byLaborers, byOpenings, live, peers };
}

/** What needs two threads, which end with it: the peers get both cores. */
async function withThreads(
  input: EngineInput,
  { columns }: EncodedProvince,
  sizes: EngineSizes,
): Promise<Pick<EngineBench, 'check' | 'live' | 'rssMb'> & { ranked: RankedProvince }> {
  const [one, two] = await startThreads(2);
  if (one === undefined || two === undefined) throw new Error('Two threads were not started');
  try {
    progress('ranking the province');
    const ranked = await rankProvince([one, two], { input, columns, repeatSeconds: sizes.repeatSeconds });
    const rssMb = peakRssMb();
    progress('asking for live lists');
    const live = await measureLive(one, { input, ranked, sizes });
    progress('holding lists to the reference');
    const check = await checkReference([one, two], { input, ranked, sizes });
    return { ranked, check, live, rssMb };
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

async function measurePeers(
  { world, plan }: RankedProvince,
  sizes: EngineSizes,
): Promise<readonly PeerFigures[]> {
  const rows = spread(plan.columns.count, sizes.peerLaborers);
  const slice = { pilot: sizes.peerPilot, seconds: sizes.peerSeconds };
  const starts: readonly (() => Peer | Promise<Peer>)[] = [
    scanPeer,
    duckdbPeer,
    postgresPeer,
    () => mlDistancePeer(world, plan.index),
  ];
  const figures: PeerFigures[] = [];
  for (const start of starts) {
    const peer = await start();
    progress(`peer ${peer.name}`);
    try {
      figures.push(await measurePeer(peer, plan, rows, slice));
    } finally {
      await peer.close();
    }
  }
  return figures;
}
