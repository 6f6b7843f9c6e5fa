import type { Employer } from '../../domain/employer.ts';
import type { FlowContext } from '../../flows/context.ts';
import { createEmployer } from '../../flows/employers/create-employer.ts';
import { listEmployers } from '../../flows/employers/list-employers.ts';
import { readEmployer } from '../../flows/employers/read-employer.ts';
import { removeEmployer } from '../../flows/employers/remove-employer.ts';
import { replaceEmployer } from '../../flows/employers/replace-employer.ts';
import { setDistress } from '../../flows/employers/set-distress.ts';
import { upsertEmployers } from '../../flows/employers/upsert-employers.ts';
import { employerBody, employerEndpoints as endpoints } from '../contract/employers.ts';
import { pageRequest, requiredVersion } from '../page-request.ts';
import { inOrder, parseItems } from '../parse-items.ts';
import { presentBulk } from '../presentation/present-bulk.ts';
import { route, type Reply, type Route } from '../route.ts';

/** Employers: list, add, change, remove, distress. */
export function employerRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const page = await listEmployers(context, { principal, kind: query.kind, page: pageRequest(query) });
      return { body: page };
    }),
    route(endpoints.create, async ({ principal, body }) => {
      const employer = await createEmployer(context, { principal, record: body });
      return { ...one(employer), location: `/employers/${employer.id}` };
    }),
    route(endpoints.bulk, async ({ principal, body }) => {
      const { good, bad } = parseItems(employerBody, body.items);
      const written = await upsertEmployers(context, { principal, items: good });
      return { body: presentBulk(inOrder(written, bad)) };
    }),
    route(endpoints.read, async ({ principal, params }) =>
      one(await readEmployer(context, { principal, ...params })),
    ),
    route(endpoints.replace, async ({ principal, params, body, ifMatch }) => {
      const version = requiredVersion(ifMatch);
      return one(await replaceEmployer(context, { principal, ...params, record: body, version }));
    }),
    route(endpoints.remove, async ({ principal, params }) => {
      await removeEmployer(context, { principal, ...params });
      return {};
    }),
    route(endpoints.distress, async ({ principal, params, body }) =>
      one(await setDistress(context, { principal, ...params, ...body })),
    ),
  ];
}

function one(employer: Employer): Reply {
  return { body: employer, version: employer.version };
}
