import type { FlowContext } from '../../flows/context.ts';
import { exportNotification } from '../../flows/inbox/export-notification.ts';
import { listInbox } from '../../flows/inbox/list-inbox.ts';
import { markRead } from '../../flows/inbox/mark-read.ts';
import { readNotification } from '../../flows/inbox/read-notification.ts';
import type { DigestExporter } from '../../flows/ports/files.ts';
import { inboxEndpoints as endpoints } from '../contract/inbox.ts';
import { pageRequest } from '../page-request.ts';
import { presentDetails, presentNotification } from '../presentation/present-notification.ts';
import { route, type Route } from '../route.ts';

/** A broker's inbox: list, read, download, mark read. */
export function inboxRoutes(context: FlowContext, exporter: DigestExporter): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const unreadOnly = query.unread === true;
      const page = await listInbox(context, { principal, unreadOnly, page: pageRequest(query) });
      return { body: { items: page.items.map(presentNotification), next: page.next } };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: presentDetails(context.reference, await readNotification(context, { principal, ...params })),
    })),
    route(endpoints.exportXlsx, async ({ principal, params }) => {
      const file = await exportNotification(context, { principal, ...params, exporter });
      return { file: { mediaType: file.mediaType, name: file.fileName, bytes: file.bytes } };
    }),
    route(endpoints.markRead, async ({ principal, params }) => {
      await markRead(context, { principal, ...params });
      return {};
    }),
  ];
}
