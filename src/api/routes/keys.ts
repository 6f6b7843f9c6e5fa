import type { FlowContext } from '../../flows/context.ts';
import { createKey } from '../../flows/keys/create-key.ts';
import { listKeys } from '../../flows/keys/list-keys.ts';
import { revokeKey } from '../../flows/keys/revoke-key.ts';
import { keyEndpoints as endpoints } from '../contract/keys.ts';
import { route, type Route } from '../route.ts';

/** API keys: list, make, revoke. */
export function keyRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal }) => ({
      body: { items: await listKeys(context, { principal }) },
    })),
    route(endpoints.create, async ({ principal, body }) => ({
      body: await createKey(context, { principal, key: body }),
    })),
    route(endpoints.revoke, async ({ principal, params }) => {
      await revokeKey(context, { principal, ...params });
      return {};
    }),
  ];
}
