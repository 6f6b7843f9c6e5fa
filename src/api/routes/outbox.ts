import type { FlowContext } from '../../flows/context.ts';
import { listDeadLetters, resendDeadLetter } from '../../flows/notices/dead-letters.ts';
import { previewDigests, type PreviewedDigest } from '../../flows/notices/preview-digests.ts';
import { readRunNotices } from '../../flows/notices/run-notices.ts';
import { outboxEndpoints as endpoints } from '../contract/outbox.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Route } from '../route.ts';

/** Notices on their way: dead letters, sending again, what became of a run's. */
export function outboxRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.dead, async ({ principal, query }) => ({
      body: await listDeadLetters(context, { principal, page: pageRequest(query) }),
    })),
    route(endpoints.resend, async ({ principal, params }) => {
      await resendDeadLetter(context, { principal, ...params });
      return {};
    }),
    route(endpoints.preview, async ({ principal, params }) => {
      const items = await previewDigests(context, { principal, ...params });
      return { body: { items: items.map(present) } };
    }),
    route(endpoints.ofRun, async ({ principal, params }) => ({
      body: await readRunNotices(context, { principal, ...params }),
    })),
  ];
}

function present({ brokerId, brokerName, channels, notice }: PreviewedDigest) {
  const { newLaborers, newPairs, waiting, losses, openings } = notice;
  return { brokerId, brokerName, channels, newLaborers, newPairs, waiting, losses, openings };
}
