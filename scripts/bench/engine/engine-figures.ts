import type { PeerFigures } from '../peers/measure-peer.ts';
import { growthOf } from './measure-growth.ts';
import type { EngineBench } from './run-engine-bench.ts';

/** The figures of the engine's bench by key. Only what was measured. */
export function engineFigures(bench: EngineBench): Readonly<Record<string, number>> {
  const { ranked, check, live, peers } = bench;
  const mpairs = (name: PeerFigures['name']): number => peers.find((peer) => peer.name === name)?.mpairs ?? 0;
  return {
    mismatches: check.mismatches,
    checkedLaborers: check.laborers,
    checkedOpenings: check.openings,
    peerMismatches: peers.reduce((sum, peer) => sum + peer.mismatches, 0),
    speedupVsScan: speedup(bench, 'scan'),
    scanMpairs: mpairs('scan'),
    speedupVsDuckdb: speedup(bench, 'duckdb'),
    duckdbMpairs: mpairs('duckdb'),
    postgresMpairs: mpairs('postgres'),
    mlDistanceMpairs: mpairs('mlDistance'),
    provinceSeconds: ranked.provinceSeconds,
    indexSeconds: ranked.indexSeconds,
    oneThreadSeconds: ranked.oneThreadSeconds,
    twoThreadSeconds: ranked.twoThreadSeconds,
    encodeSeconds: bench.encodeSeconds,
    threadScaling: ranked.oneThreadSeconds / ranked.twoThreadSeconds,
    spinScaling: ranked.spinScaling,
    growthLaborers: growthOf(bench.byLaborers),
    growthOpenings: growthOf(bench.byOpenings),
    recommendP99Ms: live.recommendP99Ms,
    shortlistP99Ms: live.shortlistP99Ms,
    engineRssMb: bench.rssMb,
  };
}

/**
 * A peer's seconds a laborer over ours, with the peer's number of cores. Ours have the index over openings in them, as
 * built by one thread; what the peer loaded and indexed beforehand is not in its seconds.
 */
export function speedup({ profile, ranked, peers }: EngineBench, name: PeerFigures['name']): number {
  const peer = peers.find((each) => each.name === name);
  if (peer === undefined) return 0;
  const ranking = peer.cores === 1 ? ranked.oneThreadSeconds : ranked.twoThreadSeconds;
  const ours = (ranked.indexSeconds + ranking) / profile.laborers;
  return peer.seconds / peer.laborers / ours;
}
