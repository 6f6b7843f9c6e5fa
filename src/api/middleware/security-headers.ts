import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing but the server's own files; no inline script or style. */
const STRICT = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Headers for everything. TLS ends at the proxy, which also sets HSTS; on a plain intranet HSTS would be wrong. */
export function securityHeaders(): RequestHandler {
  return helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: { useDefaults: false, directives: STRICT },
  });
}

/** For Swagger UI alone: its page carries one inline style block. Scripts stay the server's own. */
export function docsHeaders(): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...STRICT, styleSrc: ["'self'", "'unsafe-inline'"] },
  });
}
