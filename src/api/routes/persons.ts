import type { FlowContext } from '../../flows/context.ts';
import type { PersonFile } from '../../domain/person-file.ts';
import { deletePerson } from '../../flows/persons/delete-person.ts';
import { exportPerson } from '../../flows/persons/export-person.ts';
import { listServiceRecords } from '../../flows/persons/list-service-records.ts';
import { runRetention } from '../../flows/persons/run-retention.ts';
import { personEndpoints as endpoints } from '../contract/persons.ts';
import { route, type Route } from '../route.ts';

/** A person's rights: export, deletion; and what is kept how long. */
export function personRoutes(
  context: FlowContext,
  personWorkbook: (file: PersonFile) => Promise<Uint8Array>,
): Route[] {
  return [
    route(endpoints.export, async ({ principal, body }) => ({
      body: await exportPerson(context, { principal, ...body }),
    })),
    route(endpoints.workbook, async ({ principal, body }) => {
      const file = await exportPerson(context, { principal, ...body });
      const [mediaType = ''] = endpoints.workbook.mediaTypes ?? [];
      return { file: { mediaType, name: `person-${file.id}.xlsx`, bytes: await personWorkbook(file) } };
    }),
    route(endpoints.deletion, async ({ principal, body }) => ({
      body: await deletePerson(context, { principal, ...body }),
    })),
    route(endpoints.services, async ({ principal, query }) => ({
      body: { items: await listServiceRecords(context, { principal, limit: query.limit }) },
    })),
    route(endpoints.retention, async ({ principal, body }) => ({
      body: { items: await runRetention(context, { principal, mode: body.mode }) },
    })),
  ];
}
