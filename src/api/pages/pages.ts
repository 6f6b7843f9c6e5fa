import { Router, type RequestHandler, type Response } from 'express';
import swaggerUi from 'swagger-ui-express';
import { API_BASE } from '../send-reply.ts';
import { docsHeaders } from '../middleware/security-headers.ts';
import { notesOf } from '../middleware/locals.ts';
import { startPage } from './start-page.ts';
import { START_MARK, START_STYLE } from './start-style.ts';

/** Start page and Swagger UI, all from this server. */
export function pages(): Router {
  const router = Router({ strict: true });
  router.get('/', (request, response) => {
    // The port that was asked, not a name from the request's headers: those are the caller's words.
    sendText(response, { route: '/', type: 'html', body: startPage(request.socket.localPort ?? 0) });
  });
  router.get('/start.css', text('/start.css', 'css', START_STYLE));
  router.get('/start.svg', text('/start.svg', 'image/svg+xml', START_MARK));
  // Swagger's page names its files relative to the folder, so the slash matters.
  router.get('/docs', (_request, response) => {
    response.redirect(308, '/docs/');
  });
  router.use(
    '/docs/',
    docsHeaders(),
    ...swaggerUi.serveFiles(undefined, SWAGGER),
    swaggerUi.setup(undefined, SWAGGER),
  );
  return router;
}

const SWAGGER: swaggerUi.SwaggerUiOptions = {
  customSiteTitle: '陇桥接口文档 / Longqiao API',
  swaggerOptions: {
    url: `${API_BASE}/openapi.json`,
    // No badge from validator.swagger.io: nothing leaves the intranet.
    validatorUrl: null,
    persistAuthorization: false,
  },
};

function text(route: string, type: string, body: string): RequestHandler {
  return (_request, response) => {
    sendText(response, { route, type, body });
  };
}

interface PageText {
  readonly route: string;
  readonly type: string;
  readonly body: string;
}

function sendText(response: Response, { route, type, body }: PageText): void {
  notesOf(response).route = route;
  response.set('Cache-Control', 'public, max-age=300').type(type).send(body);
}
