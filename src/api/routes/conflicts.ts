import { FIELD_RULES, type IdentityConflict } from '../../domain/identity-conflict.ts';
import { LABORER_FIELD_WORDS } from '../../domain/laborer-change.ts';
import { listConflicts } from '../../flows/conflicts/list-conflicts.ts';
import { readConflict } from '../../flows/conflicts/read-conflict.ts';
import { resolveConflict } from '../../flows/conflicts/resolve-conflict.ts';
import type { FlowContext } from '../../flows/context.ts';
import { conflictEndpoints as endpoints } from '../contract/conflicts.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Route } from '../route.ts';

/** The review list: look, decide. */
export function conflictRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const { state, laborerId } = query;
      const page = await listConflicts(context, { principal, state, laborerId, page: pageRequest(query) });
      return { body: { items: page.items.map(present), next: page.next } };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: present(await readConflict(context, { principal, ...params })),
    })),
    route(endpoints.resolve, async ({ principal, params, body }) => ({
      body: present(await resolveConflict(context, { principal, ...params, decision: body })),
    })),
  ];
}

function present(conflict: IdentityConflict): object {
  const { field } = conflict;
  return { ...conflict, label: LABORER_FIELD_WORDS[field], why: FIELD_RULES[field].why };
}
