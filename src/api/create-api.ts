import express, { Router, type Express } from 'express';
import type { Logger } from 'pino';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { PersonFile } from '../domain/person-file.ts';
import type { FlowContext } from '../flows/context.ts';
import type { SheetExporters } from '../flows/ports/sheets.ts';
import type { DigestExporter } from '../flows/ports/files.ts';
import { openapiDocument } from './contract/openapi-document.ts';
import { errors } from './middleware/errors.ts';
import { httpLog } from './middleware/http-log.ts';
import { createMetrics } from './middleware/metrics.ts';
import { notesOf } from './middleware/locals.ts';
import { perKeyLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { mountRoutes } from './mount-routes.ts';
import { pages } from './pages/pages.ts';
import type { Route } from './route.ts';
import { awayRoutes } from './routes/away.ts';
import { brokerRoutes } from './routes/brokers.ts';
import { channelRoutes } from './routes/channels.ts';
import { conflictRoutes } from './routes/conflicts.ts';
import { employerRoutes } from './routes/employers.ts';
import { fairRoutes, type FairExporters } from './routes/fairs.ts';
import type { ImportSheets } from '../flows/ports/files.ts';
import { importRoutes } from './routes/imports.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { keyRoutes } from './routes/keys.ts';
import { keyRotationRoutes } from './routes/key-rotation.ts';
import { laborerRoutes } from './routes/laborers.ts';
import { listRoutes } from './routes/lists.ts';
import { matchingRoutes } from './routes/matching.ts';
import { openingRoutes } from './routes/openings.ts';
import { reconciliationRoutes } from './routes/reconciliations.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { personRoutes } from './routes/persons.ts';
import { referralRoutes } from './routes/referrals.ts';
import { runRoutes } from './routes/runs.ts';
import { statsRoutes } from './routes/stats.ts';
import { systemRoutes } from './routes/system.ts';
import { API_BASE } from './send-reply.ts';
import type { UploadLimits } from './upload/upload-limits.ts';

/** Ten a second on average: a console page asks a few, a script that needs more has the bulk endpoints. */
const REQUESTS_PER_MINUTE = 600;

/** What an app needs; nothing is read from anywhere else. */
export interface ApiOptions {
  readonly context: FlowContext;
  /** Of the program, shown by `health/live`. */
  readonly version: string;
  readonly fairExporters: FairExporters;
  readonly sheetExporters: SheetExporters;
  readonly digestExporter: DigestExporter;
  readonly personWorkbook: (file: PersonFile) => Promise<Uint8Array>;
  readonly importSheets: ImportSheets;
  readonly limits: UploadLimits;
  /** Of one key, in this process; 600 by default. */
  readonly requestsPerMinute?: number;
  /** Where request lines go; silent without it. */
  readonly logger?: Logger;
}

/**
 * The web application: `/api/v1`, its OpenAPI document, Swagger UI at `/docs`, a start page, health and metrics. It listens
 * to nothing and holds nothing that must be closed; whoever made the context closes it.
 */
export function createApi(options: ApiOptions): Express {
  const metrics = createMetrics(options.context.db.stores.watch);
  const limit = perKeyLimit(options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple');
  app.use(requestId(), httpLog(options.logger), metrics.observe, securityHeaders());

  const system = systemRoutes(options.context, { metrics, version: options.version });
  const v1 = Router();
  v1.get('/openapi.json', documentHandler());
  mountRoutes(v1, { context: options.context, routes: [...nounRoutes(options), ...system], limit });
  app.use(API_BASE, v1);

  // After what is asked most. Probes and scrapers look at the root.
  app.use(pages());
  const root = Router();
  mountRoutes(root, { context: options.context, routes: system, limit });
  app.use(root);

  app.use((_request, _response, next) => next(noSuchPath()));
  app.use(errors(options.context.log));
  return app;
}

function nounRoutes(options: ApiOptions): Route[] {
  const { context, fairExporters, importSheets, sheetExporters, digestExporter, limits } = options;
  // Express looks through routes in their order: what is asked most comes first.
  return [
    ...matchingRoutes(context),
    ...laborerRoutes(context),
    ...listRoutes(context),
    ...awayRoutes(context),
    ...statsRoutes(context, sheetExporters),
    ...reconciliationRoutes(context, { limits, exporters: sheetExporters }),
    ...conflictRoutes(context),
    ...personRoutes(context, options.personWorkbook),
    ...employerRoutes(context),
    ...openingRoutes(context),
    ...importRoutes(context, limits, importSheets),
    ...runRoutes(context),
    ...referralRoutes(context),
    ...inboxRoutes(context, digestExporter),
    ...channelRoutes(context),
    ...outboxRoutes(context),
    ...fairRoutes(context, fairExporters),
    ...keyRoutes(context),
    ...keyRotationRoutes(context),
    ...brokerRoutes(context),
  ];
}

function documentHandler(): express.RequestHandler {
  const document = JSON.stringify(openapiDocument());
  return (_request, response) => {
    notesOf(response).route = '/openapi.json';
    response.set('Cache-Control', 'public, max-age=300').type('application/json').send(document);
  };
}

function noSuchPath(): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'PATH_UNKNOWN',
    message: say('没有这个地址', 'There is nothing at this path'),
    remedy: say(
      '接口都在 /api/v1 之下，文档在 /docs',
      'The API lives below /api/v1, its documentation at /docs',
    ),
  });
}
