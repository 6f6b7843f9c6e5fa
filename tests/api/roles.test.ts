import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_ENDPOINTS } from '../../src/api/contract/all-endpoints.ts';
import type { Endpoint } from '../../src/api/contract/endpoint.ts';
import { ROLES, type Role } from '../../src/domain/broker.ts';
import { isPermitted, PERMISSIONS, type Action } from '../../src/flows/authorize.ts';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
const keys = new Map<Role, string>();

beforeAll(async () => {
  world = await openApiWorld();
  for (const role of ROLES) keys.set(role, await world.key(role));
});

const guarded = ALL_ENDPOINTS.flatMap((endpoint) =>
  endpoint.action === null
    ? []
    : [{ endpoint, action: endpoint.action, name: `${endpoint.method} ${endpoint.path}` }],
);

/** An id of each kind that nobody has. */
const UNKNOWN: Readonly<Record<string, string>> = {
  laborerId: 'L999999',
  reconciliationId: 'Q999999',
  openingId: 'O999999',
  employerId: 'E999999',
  referralId: 'F999999',
  notificationId: 'N999999',
  fairId: 'J999999',
  runId: 'R999999',
  keyId: 'K999999',
  brokerId: 'B999999',
  messageId: 'M999999',
  kind: 'webhook',
  conflictId: 'C999999',
};

function pathOf(endpoint: Endpoint): string {
  return endpoint.path.replaceAll(/\{(\w+)\}/g, (_text, name: string) => UNKNOWN[name]!);
}

describe('roles and actions', () => {
  it.each(guarded)('$name asks for a key', async ({ endpoint }) => {
    expect((await world.ask(endpoint.method, pathOf(endpoint))).status).toBe(401);
  });

  it.each(guarded.flatMap((one) => ROLES.map((role) => ({ ...one, role }))))(
    '$name as $role is as the table says',
    async ({ endpoint, action, role }) => {
      const response = await world.ask(endpoint.method, pathOf(endpoint), { key: keys.get(role)! });
      const isRefused = response.status === 403 && problemOf(response).code === 'FORBIDDEN';
      expect(isRefused).toBe(!isPermitted(role, action));
      expect(response.status).toBeLessThan(500);
    },
  );

  it('every action is used by an endpoint, or is asked for inside one', () => {
    const used = new Set<Action>([...guarded.map((one) => one.action), 'fair.export_unmasked']);
    expect([...used].toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
  });

  it('docs/roles.md holds the very table', () => {
    const lines = readFileSync('docs/roles.md', 'utf8').split('\n');
    const rows = lines
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const documented = rows.map(([, action, ...cells]) => [
      action?.replaceAll('`', ''),
      ROLES.filter((_role, index) => cells[index] === '✓'),
    ]);
    const inCode = Object.entries(PERMISSIONS).map(([action, roles]) => [
      action,
      ROLES.filter((role) => (roles as readonly Role[]).includes(role)),
    ]);
    expect(documented).toEqual(inCode);
  });
});
