import type { FlowContext } from '../../flows/context.ts';
import { listRuns, readRun, requestRun } from '../../flows/runs/request-run.ts';
import { decideRun, retryRun } from '../../flows/runs/decide-run.ts';
import { diffRun } from '../../flows/runs/diff-run.ts';
import { reportRun, runEvents } from '../../flows/runs/report-run.ts';
import type { Principal } from '../../domain/broker.ts';
import type { RunId } from '../../domain/ids.ts';
import type { RunState } from '../../domain/match-run.ts';
import { runEndpoints as endpoints } from '../contract/runs.ts';
import { pageRequest } from '../page-request.ts';
import { presentRun } from '../presentation/present-run.ts';
import { route, type Route } from '../route.ts';
import type { EventSource } from '../send-events.ts';

/** Matching runs: list, start, progress. */
export function runRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const page = await listRuns(context, { principal, page: pageRequest(query) });
      return { body: { items: page.items.map(presentRun), next: page.next } };
    }),
    route(endpoints.start, async ({ principal, body, requestId }) => {
      const {
        scope,
        profile: profileName,
        topK,
        refreshIdf,
        whole: isWhole,
        dryRun: isDryRun,
        runDate,
      } = body;
      // Without an id of its own the request's is taken, so that a repeated X-Request-Id starts one run.
      const key = body.requestId ?? requestId;
      const { run, isNew } = await requestRun(context, {
        principal,
        scope,
        profileName,
        topK,
        refreshIdf,
        isWhole,
        isDryRun,
        runDate,
        requestId: key,
      });
      return { body: presentRun(run), status: isNew ? 202 : 200, location: `/runs/${run.id}` };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: presentRun(await readRun(context, { principal, ...params })),
    })),
    route(endpoints.report, async ({ principal, params }) => {
      const found = await reportRun(context, { principal, ...params });
      return { body: { ...found, run: presentRun(found.run) } };
    }),
    route(endpoints.difference, async ({ principal, params }) => ({
      body: await diffRun(context, { principal, ...params }),
    })),
    route(endpoints.events, async ({ principal, params, query, request }) => {
      const after = Number(request.get('last-event-id') ?? query.after);
      const ask = { principal, ...params };
      if (request.accepts(['json', 'text/event-stream']) === 'text/event-stream') {
        // Asked before the stream begins: a refusal is a refusal, not an empty stream.
        await readRun(context, ask);
        return { events: eventSource(context, ask, Number.isSafeInteger(after) ? after : 0) };
      }
      return { body: { items: await runEvents(context, { ...ask, after: query.after }) } };
    }),
    ...(['stop', 'resume', 'approve', 'reject'] as const).map((decision) =>
      route(endpoints[decision], async ({ principal, params }) => ({
        body: presentRun(await decideRun(context, { principal, ...params, decision })),
      })),
    ),
    route(endpoints.retry, async ({ principal, params }) => ({
      body: presentRun((await retryRun(context, { principal, ...params })).run),
    })),
  ];
}

/** States in which nothing more happens to a run by itself. */
const OVER: ReadonlySet<RunState> = new Set(['published', 'finished', 'rejected', 'failed']);

function eventSource(
  context: FlowContext,
  ask: { readonly principal: Principal; readonly runId: RunId },
  after: number,
): EventSource {
  return {
    after,
    next: async (last) => {
      // The state first: whatever happened before it was over is among the events then.
      const { state } = await readRun(context, ask);
      return { events: await runEvents(context, { ...ask, after: last }), isOver: OVER.has(state) };
    },
  };
}
