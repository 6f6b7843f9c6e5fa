import type { PageRequest } from '../flows/ports/paging.ts';

/** The page that a query asks for. */
export function pageRequest(query: { readonly after?: string; readonly limit: number }): PageRequest {
  return { after: query.after ?? null, limit: query.limit };
}

/** The version that a route with `needsIfMatch` was given; `mountRoutes` has refused the request without one. */
export function requiredVersion(ifMatch: number | undefined): number {
  if (ifMatch !== undefined) return ifMatch;
  throw new Error('a route without needsIfMatch asks for a version');
}
