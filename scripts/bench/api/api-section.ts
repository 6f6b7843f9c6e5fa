import { GOALS, reached } from '../goals.ts';
import { machineLine } from '../machine.ts';
import { BENCH_SEED } from '../profiles.ts';
import { rounded } from '../report.ts';
import { median } from '../timing.ts';
import type { DocsSection } from '../write-section.ts';
import { CONNECTIONS, type Driven } from './drive.ts';
import type { ApiBench } from './run-api-bench.ts';

/** The figures of the API's bench by key: medians of the rounds. */
export function apiFigures({ api, bare, ...bench }: ApiBench): Readonly<Record<string, number>> {
  const middle = (rounds: readonly Driven[], key: keyof Driven): number =>
    median(rounds.map((round) => round[key]));
  const { changing } = bench;
  return {
    apiVsBareExpress: median(api.map((one, round) => one.perSecond / (bare[round]?.perSecond ?? 1))),
    apiPerSecond: middle(api, 'perSecond'),
    barePerSecond: middle(bare, 'perSecond'),
    apiP50Ms: middle(api, 'p50Ms'),
    apiP99Ms: middle(api, 'p99Ms'),
    bareP50Ms: middle(bare, 'p50Ms'),
    bareP99Ms: middle(bare, 'p99Ms'),
    differentIds: bench.ids,
    firstPerSecond: bench.firstPerSecond,
    changes: changing.changes,
    changingP50Ms: changing.p50Ms,
    changingP99Ms: changing.p99Ms,
    changingLoopLagP99Ms: changing.lag.p99Ms,
    changingLoopLagMaxMs: changing.lag.maxMs,
  };
}

/** The section of docs/BENCHMARKS.md about a run. */
export function apiSection(bench: ApiBench): DocsSection {
  const { profile, ids } = bench;
  const rows = Object.entries(apiFigures(bench)).map(([key, value]) => {
    const goal = GOALS[key];
    const wanted = goal === undefined ? ' | | ' : `${goal.must} | ${goal.aim} | ${reached(key, value)}`;
    return `| \`${key}\` | ${rounded(value).toLocaleString('en-US', { maximumFractionDigits: 6 })} | ${wanted} |`;
  });
  const markdown = [
    `Published lists of ${profile.laborers.toLocaleString('en-US')} laborers × ` +
      `${profile.openings.toLocaleString('en-US')} openings, ${ids.toLocaleString('en-US')} different ids, ` +
      `${CONNECTIONS} connections, seed ${BENCH_SEED}; ${machineLine()}, which PostgreSQL and the load share.`,
    ['| figure | measured | must | aim | reached |', '| --- | --: | --: | --: | --- |', ...rows].join('\n'),
  ].join('\n\n');
  return { markdown, pictures: {} };
}
