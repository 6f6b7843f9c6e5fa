import type { FlowContext } from '../../flows/context.ts';
import { readListHistory, readLists } from '../../flows/lists/read-lists.ts';
import { recordListEvent } from '../../flows/lists/record-list-event.ts';
import { listEndpoints as endpoints } from '../contract/lists.ts';
import { pageRequest } from '../page-request.ts';
import { presentListed, presentStay } from '../presentation/present-stay.ts';
import { route, type Route } from '../route.ts';

/** The two lists: of any day, of one person, and what moves people between them. */
export function listRoutes(context: FlowContext): Route[] {
  const { reference } = context;
  return [
    route(endpoints.on, async ({ principal, query }) => {
      const { date, kind, area } = query;
      const found = await readLists(context, { principal, date, kind, area, page: pageRequest(query) });
      return { body: { ...found, items: found.items.map((one) => presentListed(reference, one)) } };
    }),
    route(endpoints.history, async ({ principal, params }) => {
      const stays = await readListHistory(context, { principal, ...params });
      return { body: { items: stays.map((stay) => presentStay(reference, stay)) } };
    }),
    route(endpoints.record, async ({ principal, params, body }) => {
      const { event, date, ...told } = body;
      const work = Object.values(told).some((fact) => fact !== undefined) ? told : undefined;
      const stays = await recordListEvent(context, { principal, ...params, event, date, work });
      return { body: { items: stays.map((stay) => presentStay(reference, stay)) } };
    }),
  ];
}
