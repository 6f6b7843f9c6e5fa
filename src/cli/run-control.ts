import type { Command } from 'commander';
import type { Bilingual } from '../domain/bilingual.ts';
import type { RunId } from '../domain/ids.ts';
import { decideRun, retryRun } from '../flows/runs/decide-run.ts';
import { diffRun } from '../flows/runs/diff-run.ts';
import { reportRun, runEvents, type RunReport } from '../flows/runs/report-run.ts';
import { runDoctor } from '../flows/runs/run-doctor.ts';
import { LIST_FAULT_WORDS } from '../domain/list-fault.ts';
import { runIdArgument } from './arguments.ts';
import { EXIT_FAILED } from './exit-codes.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { runLine } from './text/run-line.ts';

const DECISIONS = {
  stop: '暂停，已完成的分片保留 / stop it; what is done is kept',
  resume: '继续已暂停的批次 / go on with a stopped run',
  approve: '放行待人工确认的批次 / publish a held run',
  reject: '否决待人工确认的批次 / never publish a held run',
} as const;

/** `longqiao run stop|resume|approve|reject|retry|report|diff|doctor`: what a person in charge does and asks. */
export function registerRunControl(run: Command, host: CliHost): void {
  registerDecisions(run, host);
  registerRetry(run, host);
  registerReport(run, host);
  registerDiff(run, host);
  registerDoctor(run, host);
}

function registerDecisions(run: Command, host: CliHost): void {
  for (const decision of ['stop', 'resume', 'approve', 'reject'] as const) {
    run
      .command(decision)
      .description(DECISIONS[decision])
      .argument('<runId>', '批次编号，如 R3', runIdArgument)
      .addHelpText('after', `\n示例 / Example:\n  longqiao run ${decision} R3`)
      .action(async (runId: RunId, _options: object, command: Command) => {
        await host.withContext(async (context) => {
          const decided = await decideRun(context, { principal: OPERATOR, runId, decision });
          printResult(command, decided, [runLine(decided)]);
        });
      });
  }
}

function registerRetry(run: Command, host: CliHost): void {
  run
    .command('retry')
    .description('重试失败和未通过核验的分片 / try failed and faulty shards again')
    .argument('<runId>', '批次编号，如 R3', runIdArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao run retry R3')
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const retried = await retryRun(context, { principal: OPERATOR, runId });
        printResult(command, retried, [runLine(retried.run), `重试 ${retried.shards} 个分片`]);
      });
    });
}

function registerReport(run: Command, host: CliHost): void {
  run
    .command('report')
    .description(
      '速度、剩余时间、失败原因、各县结论、事件 / pace, time left, failures by cause, verdicts, events',
    )
    .argument('<runId>', '批次编号，如 R3', runIdArgument)
    .addHelpText('after', '\n示例 / Examples:\n  longqiao run report R3\n  longqiao run report R3 --json')
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const ask = { principal: OPERATOR, runId };
        const [report, events] = await Promise.all([
          reportRun(context, ask),
          runEvents(context, { ...ask, after: 0 }),
        ]);
        const told = events.filter((event) => event.kind !== 'shard_done');
        const lines = told.map(({ at, kind, data }) => `${at} ${kind} ${JSON.stringify(data)}`);
        printResult(command, { ...report, events }, [...reportLines(report), ...lines]);
      });
    });
}

function reportLines({ run, pace, etaSeconds, failures, verdicts, faults, alarms }: RunReport): string[] {
  const rate = pace.laborersPerSecond;
  const quarantined = verdicts.filter((one) => one.verdict === 'quarantined');
  return [
    runLine(run),
    `由 ${run.startedBy} 发起${run.decidedBy === null ? '' : `，${run.decidedBy} 已确认`}`,
    `等待 ${pace.waiting} · 计算中 ${pace.leased} · 待核验 ${pace.unchecked} · 完成 ${pace.settled} · 失败 ${pace.failed}`,
    ...(rate === null ? [] : [`每秒 ${Math.round(rate)} 人`]),
    ...(etaSeconds === null ? [] : [`预计还需 ${etaSeconds} 秒`]),
    ...failures.map((one) => `失败：${one.error}（分片 ${one.shards.join('、')}）`),
    ...quarantined.map(
      (one) =>
        `隔离：${one.countyCode}（失败分片 ${one.failedShards}，问题清单 ${one.faults}），仍用 ${one.keptRunId ?? '无'}`,
    ),
    ...faults.map(
      (one) => `问题：${faultWords(one.code)} ${one.laborerId} ${one.openingId ?? ''} ${one.detail}`,
    ),
    ...alarms.map((one) => `变动：${one.sentence.zh} / ${one.sentence.en}`),
  ];
}

/** The words of a fault; of one that a newer program noted, its code. */
function faultWords(code: string): string {
  return Object.entries(LIST_FAULT_WORDS).find(([known]) => known === code)?.[1].zh ?? code;
}

function registerDiff(run: Command, host: CliHost): void {
  run
    .command('diff')
    .description('与上一批次相比，推荐为什么退出、新增 / why pairs left and came since the run before')
    .argument('<runId>', '批次编号，如 R3', runIdArgument)
    .addHelpText('after', '\n示例 / Examples:\n  longqiao run diff R3\n  longqiao run diff R3 --json')
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const found = await diffRun(context, { principal: OPERATOR, runId });
        printResult(
          command,
          found,
          found.words.map(({ zh, en }) => `${zh} / ${en}`),
        );
      });
    });
}

function registerDoctor(run: Command, host: CliHost): void {
  run
    .command('doctor')
    .description('夜间批次有没有异常，怎么处理 / what is wrong with the nights, and what to do')
    .addHelpText(
      'after',
      '\n有异常时退出码为 1 / exits with 1 where something is wrong\n\n示例 / Example:\n  longqiao run doctor',
    )
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const findings = await runDoctor(context);
        const both = (text: Bilingual): string => `${text.zh} / ${text.en}`;
        const lines = findings.flatMap((one) => [`✗ ${both(one.finding)}`, `  → ${both(one.remedy)}`]);
        printResult(
          command,
          { ok: findings.length === 0, findings },
          lines.length === 0 ? ['✓ 一切正常 / all is well'] : lines,
        );
        if (findings.length > 0) process.exitCode = EXIT_FAILED;
      });
    });
}
