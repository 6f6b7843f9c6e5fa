import { say, type Bilingual } from '../../domain/bilingual.ts';
import { addDays } from '../../domain/dates.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { ENGINE_VERSION } from '../../matching/engine-version.ts';
import type { FlowContext } from '../context.ts';

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
    | 'NO_TIMETABLE';
  readonly finding: Bilingual;
  readonly remedy: Bilingual;
}

/** What is not as it should be with the nights: an empty list is a healthy system. Only reads. */
export async function runDoctor(context: FlowContext): Promise<readonly RunFinding[]> {
  const { runs, verification } = context.db.stores;
  const [today, page, lost, timetable] = await Promise.all([
    context.db.today(),
    runs.list({ after: null, limit: LATEST }),
    runs.lost(),
    context.queue.timetable(),
  ]);
  const latest = page.items.find((run) => run.state === 'published');
  const quarantined =
    latest === undefined
      ? []
      : (await verification.verdicts(latest.id)).filter((one) => one.verdict === 'quarantined');
  const hasNightly = timetable.some((row) => row.message.kind === 'nightly');
  return [
    ...(isNightMissing(page.items, today) ? [nightMissing(today)] : []),
    ...page.items.flatMap(findingOf),
    ...quarantined.map((one) => quarantinedFinding(latest, one.countyCode)),
    ...(lost.length > 0 ? [shardsWaiting(lost.length)] : []),
    ...(hasNightly ? [] : [noTimetable()]),
  ];
}

/** The night before yesterday's is too old a list to call by. */
function isNightMissing(runs: readonly MatchRun[], today: string): boolean {
  const yesterday = addDays(today, -1);
  return !runs.some((run) => run.state === 'published' && run.scope === '' && run.runDate >= yesterday);
}

function findingOf(run: MatchRun): RunFinding[] {
  const isOpen = run.state === 'running' || run.state === 'planned';
  if (isOpen && run.engineVersion !== ENGINE_VERSION) return [otherEngine(run)];
  if (run.state === 'held') return [held(run)];
  if (run.state === 'stopped') return [stopped(run)];
  return run.state === 'failed' ? [failed(run)] : [];
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
