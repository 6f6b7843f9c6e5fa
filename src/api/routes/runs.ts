import type { FlowContext } from '../../flows/context.ts';
import { listRuns, readRun, requestRun } from '../../flows/runs/request-run.ts';
import { runEndpoints as endpoints } from '../contract/runs.ts';
import { pageRequest } from '../page-request.ts';
import { presentRun } from '../presentation/present-run.ts';
import { route, type Route } from '../route.ts';

/** Matching runs: list, start, progress. */
export function runRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const page = await listRuns(context, { principal, page: pageRequest(query) });
      return { body: { items: page.items.map(presentRun), next: page.next } };
    }),
    route(endpoints.start, async ({ principal, body, requestId }) => {
      const { scope, profile: profileName, topK, refreshIdf, whole: isWhole } = body;
      // Without an id of its own the request's is taken, so that a repeated X-Request-Id starts one run.
      const key = body.requestId ?? requestId;
      const { run, isNew } = await requestRun(context, {
        principal,
        scope,
        profileName,
        topK,
        refreshIdf,
        isWhole,
        requestId: key,
      });
      return { body: presentRun(run), status: isNew ? 202 : 200, location: `/runs/${run.id}` };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: presentRun(await readRun(context, { principal, ...params })),
    })),
  ];
}
