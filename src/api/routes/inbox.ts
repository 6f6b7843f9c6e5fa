import type { Notification } from '../../domain/notification.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { FlowContext } from '../../flows/context.ts';
import { listInbox } from '../../flows/inbox/list-inbox.ts';
import { markRead } from '../../flows/inbox/mark-read.ts';
import { inboxEndpoints as endpoints } from '../contract/inbox.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Route } from '../route.ts';

/** A broker's inbox: list, mark read. */
export function inboxRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const unreadOnly = query.unread === true;
      const page = await listInbox(context, { principal, unreadOnly, page: pageRequest(query) });
      return { body: { items: page.items.map(present), next: page.next } };
    }),
    route(endpoints.markRead, async ({ principal, params }) => {
      await markRead(context, { principal, ...params });
      return {};
    }),
  ];
}

function present({ id, titleZh, createdAt, readAt, digest }: Notification) {
  const items = digest.items.map(({ laborerId, openingId, score }) => ({
    laborerId,
    openingId,
    score: shownScore(score),
  }));
  const { runId, newLaborers, newPairs } = digest;
  return { id, runId, titleZh, newLaborers, newPairs, items, createdAt, readAt };
}
