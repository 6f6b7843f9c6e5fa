import { Gauge, type Registry } from 'prom-client';
import type { HeardBeat } from '../../domain/worker-beat.ts';
import type { NightFigures, WatchStore } from '../../flows/ports/watch-store.ts';

/** What each figure of the nights is called outside, and what it says. */
const FIGURES: Readonly<Record<keyof NightFigures, readonly [name: string, help: string]>> = {
  shardsWaiting: ['longqiao_shards_waiting', 'Shards of open runs that nobody ranks yet'],
  shardsLeased: ['longqiao_shards_leased', 'Shards that a worker ranks'],
  shardsUnchecked: ['longqiao_shards_unchecked', 'Shards that are ranked and not yet checked'],
  shardsFailed: ['longqiao_shards_failed', 'Shards of open runs that failed for good'],
  runsHeld: ['longqiao_runs_held', 'Runs that wait for a yes'],
  countiesQuarantined: ['longqiao_counties_quarantined', 'Counties that the newest run did not reach'],
  publishedSecondsAgo: ['longqiao_published_seconds_ago', 'Since the province was published last'],
  noticesWaiting: ['longqiao_notices_waiting', 'Messages in the outbox that are to go out'],
  noticesDead: ['longqiao_notices_dead', 'Messages that were given up'],
};

type OfWorker = 'silentSeconds' | 'messagesDone' | 'messagesFailed' | 'loopLagP99Ms' | 'rssMb';

const OF_WORKERS: Readonly<Record<OfWorker, readonly [name: string, help: string]>> = {
  silentSeconds: ['longqiao_worker_silent_seconds', 'Since a worker gave a sign of life'],
  messagesDone: ['longqiao_worker_messages_done', 'Messages that it handled since it started'],
  messagesFailed: ['longqiao_worker_messages_failed', 'Messages that failed in it since it started'],
  loopLagP99Ms: [
    'longqiao_worker_loop_lag_p99_milliseconds',
    'Pauses of its event loop, of the last seconds',
  ],
  rssMb: ['longqiao_worker_rss_megabytes', 'Its resident memory'],
};

/**
 * Gauges of the workers and of the nights, filled from PostgreSQL at each scrape; without samples while it is away.
 * @returns how to fill them.
 */
export function nightGauges(registry: Registry, watch: WatchStore): () => Promise<void> {
  const gauges = new Map(
    Object.entries({ ...FIGURES, ...OF_WORKERS }).map(([key, [name, help]]) => [
      key,
      new Gauge({ name, help, labelNames: key in OF_WORKERS ? ['worker'] : [], registers: [registry] }),
    ]),
  );
  const leading = new Gauge({
    name: 'longqiao_worker_leading',
    help: '1: keeps the nights',
    labelNames: ['worker', 'version', 'engine'],
    registers: [registry],
  });
  return async () => {
    const found = await Promise.all([watch.figures(), watch.workers()]).catch(() => null);
    for (const gauge of [...gauges.values(), leading]) gauge.reset();
    // A gauge without labels stands at 0 after a reset: it is taken out where nothing is known.
    if (found === null) {
      removeUnlabeled(gauges);
      return;
    }
    const [figures, workers] = found;
    for (const [key, value] of Object.entries(figures)) setFigure(gauges.get(key), value);
    for (const worker of workers) tellWorker(gauges, leading, worker);
  };
}

function tellWorker(gauges: ReadonlyMap<string, Gauge>, leading: Gauge, worker: HeardBeat): void {
  const { name, version, engineVersion: engine } = worker;
  for (const key of Object.keys(OF_WORKERS)) {
    const value = Object.entries(worker).find(([one]) => one === key)?.[1];
    if (typeof value === 'number') gauges.get(key)?.set({ worker: name }, value);
  }
  leading.set({ worker: name, version, engine }, Number(worker.isLeading));
}

function setFigure(gauge: Gauge | undefined, value: number | null): void {
  if (value === null) gauge?.remove();
  else gauge?.set(value);
}

function removeUnlabeled(gauges: ReadonlyMap<string, Gauge>): void {
  for (const key of Object.keys(FIGURES)) gauges.get(key)?.remove();
}
