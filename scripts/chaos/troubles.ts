import type { ChaosSizes } from './chaos-sizes.ts';
import { crashBetweenSendAndMark } from './crash-between-send-and-mark.ts';
import type { PostgresProcess } from './faults/postgres-process.ts';
import type { RedisProcess } from './faults/redis-process.ts';
import { killPoints } from './kill-points.ts';
import { lateConsent } from './late-consent.ts';
import type { Province } from './nights/province.ts';
import { postgresRestarts } from './postgres-restarts.ts';
import { redisRestarts } from './redis-restarts.ts';
import { sameShardKills } from './same-shard-kills.ts';
import { webhookChaos } from './webhook-chaos.ts';

/** Where trouble is made. */
export interface Place {
  readonly postgres: PostgresProcess;
  readonly redis: RedisProcess;
  /** A database of the trouble's own. */
  readonly emptyDatabase: () => Promise<string>;
  /** Loaded once, for all who copy it. */
  readonly province: () => Promise<Province>;
  readonly seed: number;
}

/** Makes one kind of trouble. @returns its figures. */
type Trouble = (sizes: ChaosSizes, place: Place) => Promise<object>;

/** Every kind of trouble, by the name that `--only` takes. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  killPoints: async (sizes, { redis, province }) =>
    await killPoints({ ...sizes, province: await province(), redisUrl: redis.url() }),
  sameShardKills: async (sizes, { redis, province }) =>
    await sameShardKills({ ...sizes, province: await province(), redisUrl: redis.url() }),
  redisRestarts: async (sizes, { redis, province }) =>
    await redisRestarts({ ...sizes, province: await province(), redis }),
  postgresRestarts: async (sizes, { postgres, redis, province }) =>
    await postgresRestarts({ ...sizes, province: await province(), postgres, redisUrl: redis.url() }),
  webhookChaos: async ({ notices }, { emptyDatabase }) => {
    const databaseUrl = await emptyDatabase();
    const { lost, ...figures } = await webhookChaos({ databaseUrl, notices });
    return { ...figures, webhookLost: lost };
  },
  crashBetweenSendAndMark: async ({ sendKills }, { emptyDatabase }) => {
    const databaseUrl = await emptyDatabase();
    const { lost, kills, ids, ...figures } = await crashBetweenSendAndMark({ databaseUrl, kills: sendKills });
    return { ...figures, sendKills: kills, sendIds: ids, sendLost: lost };
  },
  lateConsent: async ({ withdrawals }, { emptyDatabase, seed }) =>
    await lateConsent({ databaseUrl: await emptyDatabase(), times: withdrawals, seed }),
};
