import type { FlowContext } from '../../flows/context.ts';
import { importFile } from '../../flows/import-file.ts';
import { applyImport } from '../../flows/imports/apply-import.ts';
import { writeErrorWorkbook, writeTemplate } from '../../flows/imports/error-workbook.ts';
import { listImports, readImport, readImportRows } from '../../flows/imports/read-import.ts';
import { discardImport, reviewImport } from '../../flows/imports/review-import.ts';
import { stageImport } from '../../flows/imports/stage-import.ts';
import { undoImport } from '../../flows/imports/undo-import.ts';
import type { GivenFile, ImportSheets } from '../../flows/ports/files.ts';
import { importEndpoints as endpoints } from '../contract/imports.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Route } from '../route.ts';
import { withUpload } from '../upload/receive-upload.ts';
import type { UploadLimits } from '../upload/upload-limits.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Uploads: received whole on the disk, then written at once or staged. */
export function importRoutes(context: FlowContext, limits: UploadLimits, sheets: ImportSheets): Route[] {
  return [
    route(endpoints.upload, async ({ principal, query, request }) => {
      const importIt = async (file: GivenFile) =>
        await importFile(context, { principal, file, kind: query.kind });
      return { body: await withUpload(request, limits, importIt) };
    }),
    route(endpoints.stage, async ({ principal, query, request }) => {
      const stageIt = async (file: GivenFile) =>
        await stageImport(context, { principal, file, kind: query.kind });
      const batch = await withUpload(request, limits, stageIt);
      return { body: batch, location: `/import-batches/${batch.id}` };
    }),
    route(endpoints.list, async ({ principal, query }) => ({
      body: await listImports(context, { principal, page: pageRequest(query) }),
    })),
    route(endpoints.read, async ({ principal, params }) => ({
      body: await readImport(context, { principal, ...params }),
    })),
    route(endpoints.rows, async ({ principal, params, query }) => ({
      body: await readImportRows(context, {
        principal,
        ...params,
        outcome: query.outcome ?? null,
        page: pageRequest(query),
      }),
    })),
    route(endpoints.errors, async ({ principal, params }) => ({
      file: { mediaType: XLSX, ...(await writeErrorWorkbook(context, { principal, ...params, sheets })) },
    })),
    route(endpoints.review, async ({ principal, params }) => ({
      body: await reviewImport(context, { principal, ...params }),
    })),
    route(endpoints.apply, async ({ principal, params }) => ({
      body: await applyImport(context, { principal, ...params }),
    })),
    route(endpoints.undo, async ({ principal, params }) => ({
      body: await undoImport(context, { principal, ...params }),
    })),
    route(endpoints.discard, async ({ principal, params }) => ({
      body: await discardImport(context, { principal, ...params }),
    })),
    route(endpoints.template, async ({ principal, params }) => ({
      file: {
        mediaType: XLSX,
        name: `${TEMPLATE_NAMES[params.kind]}.xlsx`,
        bytes: await writeTemplate({ principal, kind: params.kind, sheets }),
      },
    })),
  ];
}

const TEMPLATE_NAMES = { laborers: '劳动力模板', employers: '企业模板', openings: '岗位模板' } as const;
