import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { endpoint } from './endpoint.ts';
import { areaCode, areaPrefixOrAll, idOf, words } from './primitives.ts';

/** Area prefixes of one broker. */
const SCOPE_MAX = 100;

const broker = z
  .strictObject({
    id: idOf('B'),
    name: z.string(),
    stationId: idOf('S').nullable(),
    scope: z.array(z.string()),
    email: z.string().nullable(),
    isActive: z.boolean(),
  })
  .meta({ id: 'LaborBroker' });

const tag = 'brokers';

/** The endpoints of brokers. */
export const brokerEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/brokers',
    operationId: 'listBrokers',
    tag,
    summary: say('劳务经纪人', 'Labor brokers'),
    action: 'broker.manage',
    answer: z.strictObject({ items: z.array(broker) }),
  }),
  add: endpoint({
    method: 'post',
    path: '/brokers',
    operationId: 'addBroker',
    tag,
    summary: say('添加劳务经纪人（可同时添加劳务工作站）', 'Add a broker, and a station where one is given'),
    action: 'broker.manage',
    body: z.strictObject({
      name: words(60),
      scope: z.array(areaPrefixOrAll).min(1).max(SCOPE_MAX),
      email: z.email().max(200).nullable().default(null),
      isActive: z.boolean().default(true),
      station: z.strictObject({ name: words(120), areaCode }).optional(),
    }),
    answer: broker,
    status: 201,
  }),
};
