import { GOALS, reached } from '../goals.ts';
import { linePlots } from '../line-plot.ts';
import { machineLine } from '../machine.ts';
import type { PeerFigures } from '../peers/measure-peer.ts';
import { BENCH_SEED, LIST_LENGTH } from '../profiles.ts';
import { rounded } from '../report.ts';
import type { DocsSection } from '../write-section.ts';
import { engineFigures, speedup } from './engine-figures.ts';
import type { GrowthPoint } from './measure-growth.ts';
import type { EngineBench } from './run-engine-bench.ts';

const PEER_NAMES: Readonly<Record<PeerFigures['name'], string>> = {
  scan: 'typed-array scan',
  duckdb: 'DuckDB',
  postgres: 'PostgreSQL',
  mlDistance: 'loop over ml-distance',
};

/** The section of docs/BENCHMARKS.md about a run. */
export function engineSection(bench: EngineBench): DocsSection {
  const { profile } = bench;
  const picture = `engine-${profile.name}.svg`;
  const markdown = [
    `${amount(profile.laborers)} laborers × ${amount(profile.openings)} openings, top ${LIST_LENGTH}, seed ${BENCH_SEED}; ` +
      `${machineLine()}. Held to the reference: ${amount(bench.check.laborers)} lists and ` +
      `${amount(bench.check.openings)} shortlists.`,
    figuresTable(bench),
    peersTable(bench),
    `![Time against laborers and against openings](benchmarks/${picture})`,
  ].join('\n\n');
  return { markdown, pictures: { [picture]: growthPlots(bench) } };
}

function figuresTable(bench: EngineBench): string {
  const rows = Object.entries(engineFigures(bench)).map(([key, value]) => {
    const goal = GOALS[key];
    const wanted = goal === undefined ? ' | | ' : `${goal.must} | ${goal.aim} | ${reached(key, value)}`;
    return `| \`${key}\` | ${amount(rounded(value))} | ${wanted} |`;
  });
  return ['| figure | measured | must | aim | reached |', '| --- | --: | --: | --: | --- |', ...rows].join(
    '\n',
  );
}

function peersTable(bench: EngineBench): string {
  const rows = bench.peers.map((peer) =>
    [
      '',
      PEER_NAMES[peer.name],
      peer.cores,
      amount(peer.laborers),
      rounded(peer.seconds),
      amount(rounded(peer.mpairs)),
      amount(rounded(speedup(bench, peer.name))),
      peer.mismatches,
      '',
    ].join(' | '),
  );
  return [
    '| peer | cores | laborers | seconds | M pairs/s | the engine is so many times as fast | lists that differ |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...rows.map((row) => row.trim()),
  ].join('\n');
}

function growthPlots({ byLaborers, byOpenings }: EngineBench): string {
  const laborers = byOpenings[0]?.laborers ?? 0;
  const openings = byLaborers[0]?.openings ?? 0;
  const points = (of: readonly GrowthPoint[], x: 'laborers' | 'openings') =>
    of.map((point) => ({ x: point[x], y: point.seconds }));
  return linePlots([
    {
      title: `${amount(openings)} openings, one thread`,
      xLabel: 'laborers',
      yLabel: 'seconds',
      points: points(byLaborers, 'laborers'),
    },
    {
      title: `${amount(laborers)} laborers, one thread`,
      xLabel: 'openings',
      yLabel: 'seconds',
      points: points(byOpenings, 'openings'),
    },
  ]);
}

function amount(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
