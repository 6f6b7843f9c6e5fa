import type { Response } from 'express';
import type { Principal } from '../../domain/broker.ts';
import type { AsOf } from '../../flows/ports/freshness-store.ts';

/** What middleware notes about a request for those behind it. */
interface Notes {
  requestId?: string;
  principal?: Principal;
  /** What was committed when the key was found good: after the request came. */
  asOf?: AsOf;
  /** The pattern of the endpoint, `/laborers/{laborerId}`: what logs and metrics may say of a URL. */
  route?: string;
}

/** The notes of a request. Express types locals as any; only this room writes them. */
export function notesOf(response: Response): Notes {
  return response.locals as Notes;
}
