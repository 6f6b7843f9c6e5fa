import type { FlowContext } from '../../flows/context.ts';
import { readKeyRotation } from '../../flows/key-rotation/read-key-rotation.ts';
import { startKeyRotation } from '../../flows/key-rotation/start-key-rotation.ts';
import { keyRotationEndpoints as endpoints } from '../contract/key-rotation.ts';
import { route, type Route } from '../route.ts';

/** Rotation of encryption keys: progress and start. */
export function keyRotationRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.status, async ({ principal }) => ({
      body: await readKeyRotation(context, { principal }),
    })),
    route(endpoints.start, async ({ principal, body }) => ({
      body: await startKeyRotation(context, { principal, ...body, ring: true }),
    })),
  ];
}
