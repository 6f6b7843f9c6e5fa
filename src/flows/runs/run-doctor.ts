import { say, type Bilingual } from '../../domain/bilingual.ts';
import { addDays } from '../../domain/dates.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { HeardBeat } from '../../domain/worker-beat.ts';
import { ENGINE_VERSION } from '../../matching/engine-version.ts';
import type { FlowContext } from '../context.ts';
import { weightsDigest } from './same-engine.ts';

/** A worker that beats every few seconds and was not heard for so long is gone, or cut off. */
const SILENT_SECONDS = 60;
/** Runs that are looked at. */
const LATEST = 20;

/** One thing about the nights that somebody should look at. */
export interface RunFinding {
  readonly code:
    | 'NIGHT_MISSING'
    | 'RUN_HELD'
    | 'RUN_STOPPED'
    | 'RUN_FAILED'
    | 'COUNTY_QUARANTINED'
    | 'SHARDS_WAITING'
    | 'OTHER_ENGINE'
    | 'WEIGHTS_CHANGED'
    | 'NO_WORKER'
    | 'NO_KEEPER'
    | 'WORKER_SILENT'
    | 'WORKER_OTHER_ENGINE'
    | 'NO_TIMETABLE';
  readonly finding: Bilingual;
  readonly remedy: Bilingual;
}

/** What is not as it should be with the nights: an empty list is a healthy system. Only reads. */
export async function runDoctor(context: FlowContext): Promise<readonly RunFinding[]> {
  const { runs, verification, watch } = context.db.stores;
  const [today, page, lost, timetable, workers] = await Promise.all([
    context.db.today(),
    runs.list({ after: null, limit: LATEST }),
    runs.lost(),
    context.queue.timetable(),
    watch.workers(),
  ]);
  const latest = page.items.find((run) => run.state === 'published');
  const quarantined =
    latest === undefined
      ? []
      : (await verification.verdicts(latest.id)).filter((one) => one.verdict === 'quarantined');
  const changed = await withChangedWeights(context, page.items);
  const hasNightly = timetable.some((row) => row.message.kind === 'nightly');
  return [
    ...(isNightMissing(page.items, today) ? [nightMissing(today)] : []),
    ...page.items.flatMap(findingOf),
    ...changed.map(weightsChanged),
    ...quarantined.map((one) => quarantinedFinding(latest, one.countyCode)),
    ...(lost.length > 0 ? [shardsWaiting(lost.length)] : []),
    ...(hasNightly ? [] : [noTimetable()]),
    ...workerFindings(workers),
  ];
}

/** The night before yesterday's is too old a list to call by. */
function isNightMissing(runs: readonly MatchRun[], today: string): boolean {
  const yesterday = addDays(today, -1);
  return !runs.some((run) => run.state === 'published' && run.scope === '' && run.runDate >= yesterday);
}

function findingOf(run: MatchRun): RunFinding[] {
  if (isOpen(run) && run.engineVersion !== ENGINE_VERSION) return [otherEngine(run)];
  if (run.state === 'held') return [held(run)];
  if (run.state === 'stopped') return [stopped(run)];
  return run.state === 'failed' ? [failed(run)] : [];
}

function isOpen({ state }: MatchRun): boolean {
  return state === 'running' || state === 'planned';
}

/** Open runs whose profile's version does not have the weights any more with which they were started: workers leave them alone. */
async function withChangedWeights(context: FlowContext, runs: readonly MatchRun[]): Promise<MatchRun[]> {
  const changed: MatchRun[] = [];
  for (const run of runs.filter(isOpen)) {
    const profile = await context.db.stores.settings.profile(run.profileName, run.profileVersion);
    const now = profile === null ? null : weightsDigest(profile);
    if (run.weightsSha256 !== null && now !== run.weightsSha256) changed.push(run);
  }
  return changed;
}

function weightsChanged(run: MatchRun): RunFinding {
  const { id, profileName: name, profileVersion: version } = run;
  return {
    code: 'WEIGHTS_CHANGED',
    finding: say(
      `批次 ${id} 开始后，政策口径 ${name} 第 ${version} 版的权重被改动，工作进程不再计算它`,
      `The weights of ${name} version ${version} were changed after run ${id} was started; workers leave it alone`,
    ),
    remedy: say(
      `改回原来的权重，或 longqiao run stop ${id} 后 longqiao run start；新的权重请另存为新版本`,
      `Put the weights back, or longqiao run stop ${id} and longqiao run start; save new weights as a new version`,
    ),
  };
}

function nightMissing(today: string): RunFinding {
  return {
    code: 'NIGHT_MISSING',
    finding: say(
      `${today} 及前一天都没有全省批次发布`,
      `No run of the whole province was published today or yesterday (${today})`,
    ),
    remedy: say(
      '确认有 longqiao worker 在运行，或手动 longqiao run start --nightly',
      'See that a longqiao worker runs, or longqiao run start --nightly',
    ),
  };
}

function held(run: MatchRun): RunFinding {
  return {
    code: 'RUN_HELD',
    finding: say(`批次 ${run.id} 变动过大，等待人工确认`, `Run ${run.id} drifted and waits for a person`),
    remedy: say(
      `longqiao run report ${run.id} 查看原因，再 approve 或 reject`,
      `See why with longqiao run report ${run.id}, then approve or reject it`,
    ),
  };
}

function stopped(run: MatchRun): RunFinding {
  return {
    code: 'RUN_STOPPED',
    finding: say(`批次 ${run.id} 已暂停`, `Run ${run.id} is stopped`),
    remedy: say(`longqiao run resume ${run.id}`, `longqiao run resume ${run.id}`),
  };
}

function failed(run: MatchRun): RunFinding {
  return {
    code: 'RUN_FAILED',
    finding: say(`批次 ${run.id} 失败：${run.error ?? ''}`, `Run ${run.id} failed: ${run.error ?? ''}`),
    remedy: say(
      `排除原因后 longqiao run retry ${run.id}`,
      `Remove the cause, then longqiao run retry ${run.id}`,
    ),
  };
}

function otherEngine(run: MatchRun): RunFinding {
  return {
    code: 'OTHER_ENGINE',
    finding: say(
      `批次 ${run.id} 属于第 ${run.engineVersion} 版引擎，这里是第 ${ENGINE_VERSION} 版`,
      `Run ${run.id} is of engine ${run.engineVersion}; here it is ${ENGINE_VERSION}`,
    ),
    remedy: say('让所有工作进程运行同一版本', 'Run one version on all workers'),
  };
}

function quarantinedFinding(run: MatchRun | undefined, county: string): RunFinding {
  const id = run?.id ?? '';
  return {
    code: 'COUNTY_QUARANTINED',
    finding: say(
      `${county} 在批次 ${id} 未通过核验，仍显示上一次的清单`,
      `${county} did not pass in run ${id} and shows its lists of before`,
    ),
    remedy: say(
      `longqiao run report ${id} 查看原因，再 longqiao run retry ${id}`,
      `See why with longqiao run report ${id}, then longqiao run retry ${id}`,
    ),
  };
}

function shardsWaiting(count: number): RunFinding {
  return {
    code: 'SHARDS_WAITING',
    finding: say(`${count} 个分片等待计算或核验`, `${count} shards wait to be ranked or checked`),
    remedy: say('启动更多 longqiao worker', 'Start more of longqiao worker'),
  };
}

function noTimetable(): RunFinding {
  return {
    code: 'NO_TIMETABLE',
    finding: say('队列里没有夜间批次的时间表', 'The queue holds no timetable of the night'),
    remedy: say(
      '启动一个 longqiao worker，它会在一分钟内补上',
      'Start a longqiao worker: it asserts it within a minute',
    ),
  };
}

function workerFindings(workers: readonly HeardBeat[]): RunFinding[] {
  const alive = workers.filter((one) => one.silentSeconds < SILENT_SECONDS);
  if (alive.length === 0) return [noWorker()];
  const silent = workers.filter((one) => one.silentSeconds >= SILENT_SECONDS);
  const others = alive.filter((one) => one.engineVersion !== ENGINE_VERSION);
  return [
    ...(alive.some((one) => one.isLeading) ? [] : [noKeeper()]),
    ...silent.map(workerSilent),
    ...others.map(workerOfOtherEngine),
  ];
}

function noWorker(): RunFinding {
  return {
    code: 'NO_WORKER',
    finding: say('没有工作进程在运行', 'No worker runs'),
    remedy: say(
      '启动 longqiao worker（systemctl start longqiao-worker）',
      'Start a longqiao worker (systemctl start longqiao-worker)',
    ),
  };
}

function noKeeper(): RunFinding {
  return {
    code: 'NO_KEEPER',
    finding: say('没有工作进程值守夜间批次', 'No worker keeps the nights'),
    remedy: say(
      '半分钟后再看；仍是如此就检查各工作进程能否连上 Redis 和数据库',
      'Look again in half a minute; if it stays so, see that the workers reach Redis and the database',
    ),
  };
}

function workerSilent({ name, silentSeconds }: HeardBeat): RunFinding {
  const minutes = Math.floor(silentSeconds / 60);
  return {
    code: 'WORKER_SILENT',
    finding: say(
      `工作进程 ${name} 已 ${minutes} 分钟没有动静`,
      `Worker ${name} is silent for ${minutes} min`,
    ),
    remedy: say(
      '它的分片已由别的进程接手；查看那台主机的网络和 journalctl -u longqiao-worker。一天后不再提示',
      'Others took its shards; see the network of its host and journalctl -u longqiao-worker. Not told after a day',
    ),
  };
}

function workerOfOtherEngine({ name, version, engineVersion }: HeardBeat): RunFinding {
  return {
    code: 'WORKER_OTHER_ENGINE',
    finding: say(
      `工作进程 ${name}（${version}）是第 ${engineVersion} 版引擎，这里是第 ${ENGINE_VERSION} 版`,
      `Worker ${name} (${version}) has engine ${engineVersion}; here it is ${ENGINE_VERSION}`,
    ),
    remedy: say(
      '它不参与本版批次；换成同一版本后重启',
      'It takes no part in runs of this one; install the same version and restart it',
    ),
  };
}
