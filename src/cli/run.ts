import { randomUUID } from 'node:crypto';
import { SingleBar } from 'cli-progress';
import { Option, type Command } from 'commander';
import type { RunId } from '../domain/ids.ts';
import type { MatchRun } from '../domain/match-run.ts';
import type { FlowContext } from '../flows/context.ts';
import { readRunNotices } from '../flows/notices/run-notices.ts';
import { assertToday } from '../flows/runs/refuse-run.ts';
import { readRun, requestRun } from '../flows/runs/request-run.ts';
import { DEFAULT_TOP_K, startRun } from '../flows/runs/start-run.ts';
import { waitForRun } from '../flows/runs/wait-for-run.ts';
import { areaArgument, countArgument, dayArgument, runIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { noticeLines } from './outbox.ts';
import { isWatched, printResult } from './output.ts';
import { registerRunControl } from './run-control.ts';
import { runLine } from './text/run-line.ts';

/** How long a run may stand still before we say that no worker is there. */
const PATIENCE_MS = 60_000;
/** Runs of a listing. */
const RUNS_SHOWN = 20;

interface StartOptions {
  readonly nightly?: boolean;
  readonly scope: string;
  readonly profile?: string;
  readonly top: number;
  readonly request?: string;
  readonly refreshIdf?: boolean;
  readonly whole?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly date?: string;
}

/** `longqiao run start|list|show`, and what `run-control.ts` adds: matching runs. */
export function registerRun(program: Command, host: CliHost): void {
  const run = program.command('run').description('匹配批次 / matching runs');
  registerStart(run, host);
  registerList(run, host);
  registerShow(run, host);
  registerRunControl(run, host);
}

function registerStart(run: Command, host: CliHost): void {
  run
    .command('start')
    .description(
      '开始一个批次，并在本进程参与计算直到发布 / start a run, work on it here, wait until it is published',
    )
    .option('--nightly', '作为当天的夜间批次（每天每个范围一次）/ as the nightly run of today')
    .option('--scope <prefix>', '只算该区划 / only this area', areaArgument, '')
    .option('--profile <name>', '政策口径 / policy profile')
    .option('-k, --top <number>', '每人几条 / length of a list', countArgument, DEFAULT_TOP_K)
    .option('--date <day>', '哪一天的批次；只能是今天 / for which day; only today can be ranked', dayArgument)
    .option('--request <id>', '请求编号：同号不重复开始 / the same request is the same run')
    .option('--refresh-idf', '先重算词频表 / recompute the idf table first')
    .option('--whole', '全部重算，不以本周已发布的批次为底 / rank everybody, not only what changed this week')
    .option('--dry-run', '只计算和核验，不发布 / compute and check, publish nothing')
    .addOption(
      new Option('--detach', '只开始，不等待，由 longqiao worker 计算 / only start; workers do the rest'),
    )
    .addHelpText('after', '\n示例 / Examples:\n  longqiao run start\n  longqiao run start --nightly --detach')
    .action(async (options: StartOptions, command: Command) => {
      await host.withContext(async (context) => {
        const started = await startAsAsked(context, options);
        const shown =
          options.detach === true
            ? started.run
            : await workUntilPublished(host, context, started.run, command);
        printResult(command, shown, [runLine(shown)]);
      });
    });
}

async function startAsAsked(
  context: FlowContext,
  options: StartOptions,
): Promise<{ readonly run: MatchRun; readonly isNew: boolean }> {
  const input = {
    scope: options.scope,
    profileName: options.profile,
    topK: options.top,
    refreshIdf: options.refreshIdf === true,
    isWhole: options.whole === true,
    isDryRun: options.dryRun === true,
  };
  if (options.date !== undefined) await assertToday(context, options.date);
  if (options.nightly === true)
    return await startRun(context, { ...input, kind: 'nightly', requestId: null, startedBy: OPERATOR.name });
  const requestId = options.request ?? randomUUID();
  return await requestRun(context, { ...input, principal: OPERATOR, requestId });
}

/** Takes part in the work of this process's queue and follows the run with a progress bar. */
async function workUntilPublished(
  host: CliHost,
  context: FlowContext,
  run: MatchRun,
  command: Command,
): Promise<MatchRun> {
  await host.takePart(context);
  const bar = isWatched(command)
    ? new SingleBar({ format: '匹配与核验 {bar} {percentage}% · 剩余 {eta_formatted}' })
    : null;
  // Each shard is ranked, then checked.
  bar?.start(2 * run.shardCount, run.shardsDone + run.shardsChecked);
  try {
    return await waitForRun(context, {
      runId: run.id,
      patienceMs: PATIENCE_MS,
      onProgress: (now) => bar?.update(now.shardsDone + now.shardsChecked),
    });
  } finally {
    bar?.stop();
  }
}

function registerList(run: Command, host: CliHost): void {
  run
    .command('list')
    .description('列出批次 / list runs')
    .addHelpText('after', '\n示例 / Examples:\n  longqiao run list\n  longqiao run list --json')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const page = await context.db.stores.runs.list({ after: null, limit: RUNS_SHOWN });
        printResult(command, page.items, page.items.length === 0 ? ['还没有批次'] : page.items.map(runLine));
      });
    });
}

function registerShow(run: Command, host: CliHost): void {
  run
    .command('show')
    .description('一个批次的进度 / progress of one run')
    .argument('<runId>', '批次编号，如 R3', runIdArgument)
    .addHelpText('after', '\n示例 / Examples:\n  longqiao run show R3\n  longqiao run show R3 --json')
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const found = await readRun(context, { principal: OPERATOR, runId });
        const notices = await readRunNotices(context, { principal: OPERATOR, runId });
        printResult(command, found, [runLine(found), ...noticeLines(notices)]);
      });
    });
}
