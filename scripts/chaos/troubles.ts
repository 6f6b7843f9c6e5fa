import type { ChaosSizes } from './chaos-sizes.ts';
import { crashBetweenSendAndMark } from './crash-between-send-and-mark.ts';
import type { PostgresProcess } from './faults/postgres-process.ts';
import { linksOfNamespaces, linksOfProxies, type HostLinks } from './faults/host-links.ts';
import type { Namespaces } from './faults/namespaces.ts';
import type { RedisProcess } from './faults/redis-process.ts';
import { HOSTS, hosts } from './hosts.ts';
import { killPoints } from './kill-points.ts';
import { lateConsent } from './late-consent.ts';
import { copyProvince, type Province } from './nights/province.ts';
import { postgresRestarts } from './postgres-restarts.ts';
import { redisRestarts } from './redis-restarts.ts';
import { schedulers } from './schedulers.ts';
import { sameShardKills } from './same-shard-kills.ts';
import { watchedNight } from './watched-night.ts';
import { webhookChaos } from './webhook-chaos.ts';

/** Where trouble is made. */
export interface Place {
  readonly postgres: PostgresProcess;
  readonly redis: RedisProcess;
  /** Hosts of their own, where this machine allows them. */
  readonly namespaces: Namespaces | null;
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
  schedulers: async (sizes, { redis, province }) =>
    await schedulers({ ...sizes, province: await province(), redisUrl: redis.url() }),
  hosts: async ({ silenceSeconds, cuts }, place) => {
    const loaded = await place.province();
    const urls = { databaseUrl: await copyProvince(loaded, 'hosts'), redisUrl: place.redis.url() };
    const links = await linksOf(place, urls);
    try {
      return await hosts({ province: loaded, links, ...urls, silenceSeconds, cuts });
    } finally {
      links.close();
    }
  },
  watchedNight: async (sizes, { redis, province }) =>
    await watchedNight({ ...sizes, province: await province(), redisUrl: redis.url() }),
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

async function linksOf(
  { namespaces, redis }: Place,
  urls: { readonly databaseUrl: string; readonly redisUrl: string },
): Promise<HostLinks> {
  if (namespaces === null) return await linksOfProxies(HOSTS, urls);
  const databaseUrl = new URL(urls.databaseUrl);
  databaseUrl.hostname = namespaces.address;
  return linksOfNamespaces(namespaces, {
    databaseUrl: databaseUrl.href,
    redisUrl: redis.url(namespaces.address),
  });
}
