import type { z } from 'zod';
import type { Opening } from '../../domain/opening.ts';
import type { FlowContext } from '../../flows/context.ts';
import { createOpening } from '../../flows/openings/create-opening.ts';
import { listOpenings } from '../../flows/openings/list-openings.ts';
import { readOpening } from '../../flows/openings/read-opening.ts';
import { replaceOpening } from '../../flows/openings/replace-opening.ts';
import type { SubmittedOpening } from '../../flows/openings/submitted-opening.ts';
import { upsertOpenings } from '../../flows/openings/upsert-openings.ts';
import { withdrawOpening } from '../../flows/openings/withdraw-opening.ts';
import { openingBody, openingEndpoints as endpoints } from '../contract/openings.ts';
import { pageRequest, requiredVersion } from '../page-request.ts';
import { inOrder, parseItems } from '../parse-items.ts';
import { employerNames } from '../presentation/employer-names.ts';
import { presentBulk } from '../presentation/present-bulk.ts';
import { presentOpening } from '../presentation/present-opening.ts';
import { route, type Reply, type Route } from '../route.ts';

/** Openings: list, add, change, withdraw. */
export function openingRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const { area, occupation, employerId, open: isOpen } = query;
      const page = await listOpenings(context, {
        principal,
        area,
        occupation,
        employerId,
        isOpen,
        page: pageRequest(query),
      });
      const names = await employerNames(context, page.items);
      const items = page.items.map((opening) => presentOpening(context.reference, names, opening));
      return { body: { items, next: page.next } };
    }),
    route(endpoints.create, async ({ principal, body }) => {
      const opening = await createOpening(context, { principal, opening: submitted(body) });
      return { ...(await one(context, opening)), location: `/openings/${opening.id}` };
    }),
    route(endpoints.bulk, async ({ principal, body }) => {
      const { good, bad } = parseItems(openingBody, body.items);
      const items = good.map(({ index, item }) => ({ index, item: submitted(item) }));
      const written = await upsertOpenings(context, { principal, items });
      return { body: presentBulk(inOrder(written, bad)) };
    }),
    route(
      endpoints.read,
      async ({ principal, params }) =>
        await one(context, await readOpening(context, { principal, ...params })),
    ),
    route(endpoints.replace, async ({ principal, params, body, ifMatch }) => {
      const version = requiredVersion(ifMatch);
      const opening = await replaceOpening(context, { principal, ...params, draft: body, version });
      return await one(context, opening);
    }),
    route(endpoints.withdraw, async ({ principal, params }) => {
      await withdrawOpening(context, { principal, ...params });
      return {};
    }),
  ];
}

async function one(context: FlowContext, opening: Opening): Promise<Reply> {
  const names = await employerNames(context, [opening]);
  return { body: presentOpening(context.reference, names, opening), version: opening.version };
}

function submitted(body: z.output<typeof openingBody>): SubmittedOpening {
  const { employerCreditCode, worksiteCreditCode = employerCreditCode, ...draft } = body;
  return { draft, employerCreditCode, worksiteCreditCode };
}
