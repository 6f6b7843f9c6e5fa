import type { Request } from 'express';
import type { z } from 'zod';
import type { Principal } from '../domain/broker.ts';
import type { AsOf } from '../flows/ports/freshness-store.ts';
import type { Endpoint } from './contract/endpoint.ts';
import type { EventSource } from './send-events.ts';

/** A request that was authenticated and parsed by its contract. */
export interface Ask<Params, Query, Body> {
  readonly principal: Principal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The version that `If-Match` names. */
  readonly ifMatch: number | undefined;
  readonly requestId: string;
  /** What was committed when the key was found good: after the request came. */
  readonly asOf?: AsOf | undefined;
  /** For uploads only: the stream. */
  readonly request: Request;
}

/** What a handler gives back. */
export interface Reply {
  /** Becomes JSON, in the shape of the endpoint's answer. */
  readonly body?: unknown;
  /** The bytes of a finished JSON answer, instead of a body. */
  readonly json?: Buffer;
  /** The record's version: makes the ETag. */
  readonly version?: number;
  /** When it is not the endpoint's own. */
  readonly status?: number;
  /** Where the new thing is, below `/api/v1`. */
  readonly location?: string;
  /** Events as they come, instead of JSON; the connection stays open until the source is over. */
  readonly events?: EventSource;
  /** A file instead of JSON. */
  readonly file?: {
    readonly mediaType: string;
    readonly name: string | null;
    readonly bytes: Uint8Array | string;
  };
}

/** An endpoint and what answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (ask: Ask<unknown, unknown, unknown>) => Promise<Reply>;
}

/** Joins an endpoint and its handler, so that the handler's input has the types of the contract. */
export function route<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  endpoint: Endpoint<Params, Query, Body>,
  handle: (ask: Ask<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Reply>,
): Route {
  // `mountRoutes` parses with this endpoint's schemas before it calls, so the input is of these types.
  return { endpoint, handle: handle as Route['handle'] };
}
