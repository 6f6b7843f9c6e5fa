import type { FlowContext } from '../../flows/context.ts';
import { systemEndpoints as endpoints } from '../contract/system.ts';
import { databaseAway } from '../middleware/authenticate.ts';
import { withDeadline } from '../../domain/with-deadline.ts';
import type { Metrics } from '../middleware/metrics.ts';
import { route, type Route } from '../route.ts';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';

/** A probe that waits longer than this finds nobody ready. */
const READY_DEADLINE_MS = 1_500;

/** Health and metrics. `live` asks nobody; `ready` asks database and queue, and is 503 when one is away. */
export function systemRoutes(
  context: FlowContext,
  { metrics, version: ownVersion }: { readonly metrics: Metrics; readonly version: string },
): Route[] {
  return [
    route(endpoints.live, async () => ({ body: { status: 'ok', version: ownVersion } })),
    route(endpoints.ready, async () => {
      const [health, queue] = await Promise.all([
        withDeadline(context.db.health(), READY_DEADLINE_MS, databaseAway),
        withDeadline(context.queue.ping(), READY_DEADLINE_MS, queueAway),
      ]);
      const { version, pendingMigrations } = health;
      if (pendingMigrations > 0) throw notMigrated(pendingMigrations);
      return { body: { status: 'ok', database: `postgresql ${version}`, pendingMigrations, queue } };
    }),
    route(endpoints.metrics, async () => ({
      file: { mediaType: 'text/plain; version=0.0.4', name: null, bytes: await metrics.text() },
    })),
  ];
}

function queueAway(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'QUEUE_UNAVAILABLE',
    message: say('队列（Redis）没有及时响应', 'The queue (Redis) does not answer in time'),
    remedy: say('请启动 Redis，或检查 REDIS_URL', 'Start Redis, or check REDIS_URL'),
  });
}

function notMigrated(pending: number): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'MIGRATIONS_PENDING',
    message: say(`数据库还有 ${pending} 个迁移未执行`, `${pending} migrations have not run yet`),
    remedy: say('运行 longqiao migrate', 'Run longqiao migrate'),
  });
}
