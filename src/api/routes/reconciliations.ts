import type { FlowContext } from '../../flows/context.ts';
import type { SheetExporters } from '../../flows/ports/sheets.ts';
import { applyReconciliation } from '../../flows/reconciliation/apply-reconciliation.ts';
import { enterFindings } from '../../flows/reconciliation/enter-findings.ts';
import { exportWorkList } from '../../flows/reconciliation/export-work-list.ts';
import { readCases } from '../../flows/reconciliation/read-cases.ts';
import {
  findReconciliation,
  openReconciliation,
  runReconciliation,
} from '../../flows/reconciliation/reconcile.ts';
import { stageRoster } from '../../flows/reconciliation/stage-roster.ts';
import { RECONCILED_WORDS, type Reconciled } from '../../lists/reconciliation.ts';
import { reconciliationEndpoints as endpoints } from '../contract/reconciliations.ts';
import { placeName } from '../presentation/place-name.ts';
import { route, type Route } from '../route.ts';
import type { GivenFile } from '../../flows/ports/files.ts';
import { withUpload } from '../upload/receive-upload.ts';
import type { UploadLimits } from '../upload/upload-limits.ts';

/** 比对排查: open, files, run, cases, visits, apply. */
export function reconciliationRoutes(
  context: FlowContext,
  { limits, exporters }: { readonly limits: UploadLimits; readonly exporters: SheetExporters },
): Route[] {
  return [
    route(endpoints.open, async ({ principal, body }) => {
      const { area, lastYear, surveyedOn } = body;
      const opened = await openReconciliation(context, { principal, area, lastYear, surveyedOn });
      return { body: opened, location: `/reconciliations/${opened.id}` };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: await findReconciliation(
        context,
        { principal, id: params.reconciliationId },
        'reconciliation.read',
      ),
    })),
    route(endpoints.upload, async ({ principal, params, query, request }) => {
      const stageIt = async (file: GivenFile) =>
        await stageRoster(context, { principal, id: params.reconciliationId, role: query.role, file });
      return { body: await withUpload(request, limits, stageIt) };
    }),
    route(endpoints.run, async ({ principal, params }) => ({
      body: await runReconciliation(context, { principal, id: params.reconciliationId }),
    })),
    route(endpoints.cases, async ({ principal, params, query }) => {
      const page = await readCases(context, { principal, id: params.reconciliationId, ...query });
      const items = page.items.map((one) => ({
        ...one,
        // A case's class is a word of the list it was stored by.
        words: RECONCILED_WORDS[one.reconciled as Reconciled],
        homeName: placeName(context.reference, one.homeCode),
      }));
      return { body: { items, next: page.next } };
    }),
    route(endpoints.workList, async ({ principal, params, query }) => {
      const input = { principal, id: params.reconciliationId, area: query.area, exporter: exporters.xlsx };
      const file = await exportWorkList(context, input);
      return { file: { mediaType: file.mediaType, name: file.fileName, bytes: file.bytes } };
    }),
    route(endpoints.find, async ({ principal, params, body }) => ({
      body: await enterFindings(context, { principal, id: params.reconciliationId, findings: body.findings }),
    })),
    route(endpoints.apply, async ({ principal, params }) => ({
      body: await applyReconciliation(context, { principal, id: params.reconciliationId }),
    })),
  ];
}
