import { listChannels } from '../../flows/channels/list-channels.ts';
import { removeChannel } from '../../flows/channels/remove-channel.ts';
import { rotateSecret } from '../../flows/channels/rotate-secret.ts';
import { setChannel } from '../../flows/channels/set-channel.ts';
import { testChannel } from '../../flows/channels/test-channel.ts';
import type { FlowContext } from '../../flows/context.ts';
import { channelEndpoints as endpoints } from '../contract/channels.ts';
import { route, type Route } from '../route.ts';

/** Channels of brokers: list, set, remove, test, change the signing secret. */
export function channelRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, params }) => ({
      body: { items: await listChannels(context, { principal, ...params }) },
    })),
    route(endpoints.set, async ({ principal, params, body }) => ({
      body: await setChannel(context, { principal, ...params, ...body }),
    })),
    route(endpoints.remove, async ({ principal, params }) => {
      await removeChannel(context, { principal, ...params });
      return {};
    }),
    route(endpoints.test, async ({ principal, params }) => ({
      body: await testChannel(context, { principal, ...params }),
    })),
    route(endpoints.rotate, async ({ principal, params, body }) => ({
      body: await rotateSecret(context, { principal, ...params, step: body.step }),
    })),
  ];
}
