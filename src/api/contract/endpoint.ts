import { z } from 'zod';
import type { Bilingual } from '../../domain/bilingual.ts';
import type { Action } from '../../flows/authorize.ts';

/** What an endpoint takes and gives: the route parses by it, and the OpenAPI document is made from it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with parameters in braces: `/laborers/{laborerId}`. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: Bilingual;
  /** What the role must be allowed to do; `null`: open to all, without a key. */
  readonly action: Action | null;
  readonly params: Params;
  readonly query: Query;
  /** `none`: no body is read; `upload`: the route reads the stream itself. */
  readonly bodyKind: 'none' | 'json' | 'upload';
  readonly body: Body;
  /** Shown in the document where the route takes a looser body than callers should send. */
  readonly documentedBody?: z.ZodType;
  /** The answer; `null`: no body. */
  readonly answer: z.ZodType | null;
  readonly status: 200 | 201 | 202 | 204;
  /** Set where the answer is no JSON. */
  readonly mediaTypes?: readonly string[];
  /** Whether a change must name the version that it changes. */
  readonly needsIfMatch?: boolean;
  /** Statuses besides those that every endpoint can give. */
  readonly refusals?: readonly number[];
}

/** No parameters, no query. */
export const nothing = z.strictObject({});

type Given<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Omit<
  Endpoint<Params, Query, Body>,
  'params' | 'query' | 'body' | 'bodyKind' | 'status'
> & {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly bodyKind?: Endpoint['bodyKind'];
  readonly status?: Endpoint['status'];
};

/** An endpoint with what goes without saying: no parameters, no query, no body, 200. A `body` is JSON unless it says otherwise. */
export function endpoint<
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(given: Given<Params, Query, Body>): Endpoint<Params, Query, Body> {
  return {
    ...given,
    // Where a part is not given its type parameter is that of `nothing`.
    params: given.params ?? (nothing as unknown as Params),
    query: given.query ?? (nothing as unknown as Query),
    body: given.body ?? (nothing as unknown as Body),
    bodyKind: given.bodyKind ?? (given.body === undefined ? 'none' : 'json'),
    status: given.status ?? 200,
  };
}
