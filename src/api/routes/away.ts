import { readDue, recordContact } from '../../flows/away/people-away.ts';
import type { FlowContext } from '../../flows/context.ts';
import { awayEndpoints as endpoints } from '../contract/away.ts';
import { pageRequest } from '../page-request.ts';
import { placeName } from '../presentation/place-name.ts';
import { route, type Route } from '../route.ts';

/** People away: who is due, and contacts. */
export function awayRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.due, async ({ principal, query }) => {
      const { date, area } = query;
      const page = await readDue(context, { principal, date, area, page: pageRequest(query) });
      const items = page.items.map((one) => ({
        ...one,
        homeName: placeName(context.reference, one.homeCode),
      }));
      return { body: { items, next: page.next } };
    }),
    route(endpoints.contact, async ({ principal, params, body }) => ({
      body: await recordContact(context, { principal, ...params, ...body }),
    })),
  ];
}
