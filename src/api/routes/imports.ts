import type { FlowContext } from '../../flows/context.ts';
import { importFile } from '../../flows/import-file.ts';
import { importEndpoints as endpoints } from '../contract/imports.ts';
import { route, type Route } from '../route.ts';
import { receiveUpload } from '../upload/receive-upload.ts';
import type { UploadLimits } from '../upload/upload-limits.ts';

/** Uploads: received whole, then through the import flow. */
export function importRoutes(context: FlowContext, limits: UploadLimits): Route[] {
  return [
    route(endpoints.upload, async ({ principal, query, request }) => {
      const file = await receiveUpload(request, limits);
      return { body: await importFile(context, { principal, file, kind: query.kind }) };
    }),
  ];
}
