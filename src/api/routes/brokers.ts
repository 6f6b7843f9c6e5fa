import { addBroker } from '../../flows/brokers/add-broker.ts';
import { listBrokers } from '../../flows/brokers/list-brokers.ts';
import type { FlowContext } from '../../flows/context.ts';
import { brokerEndpoints as endpoints } from '../contract/brokers.ts';
import { route, type Route } from '../route.ts';

/** Brokers: list, add. */
export function brokerRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal }) => ({
      body: { items: await listBrokers(context, { principal }) },
    })),
    route(endpoints.add, async ({ principal, body }) => {
      const { station, ...broker } = body;
      return { body: await addBroker(context, { principal, broker, station }) };
    }),
  ];
}
