import type { AreaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import type { FlowContext } from '../context.ts';

/** Runs among which one that is under way is looked for. */
const LATEST = 50;

/** Refuses a run for another day than today by PostgreSQL's clock. @throws AppError `RUN_DATE_NOT_TODAY`. */
export async function assertToday(context: FlowContext, date: IsoDate): Promise<void> {
  const today = await context.db.today();
  if (date === today) return;
  throw new AppError({
    kind: 'invalid_input',
    code: 'RUN_DATE_NOT_TODAY',
    message: say(
      `批次只能按今天（${today}）的数据计算，不能计算 ${date} 的`,
      `A run ranks the data of today (${today}); it cannot be made for ${date}`,
    ),
    remedy: say(
      '不写日期即为今天；过去某天的结果用 longqiao run list 和 run report 查看，缺的一夜不必补算，今天的批次已包含',
      'Leave the date out for today; see past runs with longqiao run list and run report. A missed night need not be made up for: today’s run covers it',
    ),
  });
}

/**
 * Refuses a second run over an area while one over the same area is under way: both would publish there. The same request is no second
 * run. @throws AppError `RUN_UNDER_WAY`.
 */
export async function assertNoneUnderWay(
  context: FlowContext,
  asked: { readonly scope: AreaPrefix; readonly requestId: string | null },
): Promise<void> {
  const { items } = await context.db.stores.runs.list({ after: null, limit: LATEST });
  const same = items.some((run) => run.kind === 'manual' && run.requestId === asked.requestId);
  const other = items.find((run) => isUnderWay(run) && run.scope === asked.scope && !run.isDryRun);
  if (same || other === undefined) return;
  const where = other.scope === '' ? say('全省', 'the whole province') : say(other.scope, other.scope);
  throw new AppError({
    kind: 'conflict',
    code: 'RUN_UNDER_WAY',
    message: say(
      `${where.zh}已有批次 ${other.id} 在计算（${other.shardsDone}/${other.shardCount} 个分片）`,
      `Run ${other.id} over ${where.en} is under way (${other.shardsDone} of ${other.shardCount} shards)`,
    ),
    remedy: say(
      `等它发布（longqiao run show ${other.id}），或先 longqiao run stop ${other.id}；只想看结果用 --dry-run`,
      `Wait until it is published (longqiao run show ${other.id}), or stop it with longqiao run stop ${other.id}; --dry-run only shows`,
    ),
  });
}

function isUnderWay({ state }: MatchRun): boolean {
  return state === 'planned' || state === 'running';
}
