import type { MatchRun, RunState } from '../../domain/match-run.ts';

const STATES: Readonly<Record<RunState, string>> = {
  planned: '待开始',
  running: '计算中',
  stopped: '已暂停',
  held: '待人工确认',
  finished: '试算完成（不发布）',
  published: '已发布',
  rejected: '已否决',
  failed: '失败',
};

/** A run in one line. */
export function runLine(run: MatchRun): string {
  const what = run.kind === 'nightly' ? '夜间' : '手动';
  const scope = run.scope === '' ? '全省' : run.scope;
  const checksum = run.checksum === null ? [] : [`校验 ${run.checksum.slice(0, 12)}`];
  const error = run.error === null ? [] : [run.error];
  return [
    `${run.id} ${what} ${run.runDate} ${run.epochWeek} ${scope}`,
    STATES[run.state],
    `分片 ${run.shardsDone}/${run.shardCount}`,
    `劳动力 ${run.laborersDone}/${run.laborers}`,
    `岗位 ${run.openings}`,
    ...(run.baseRunId === null ? [] : [`增量（底批次 ${run.baseRunId}）`]),
    ...checksum,
    ...error,
  ].join(' · ');
}
