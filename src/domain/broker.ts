import type { AreaPrefix } from './area.ts';
import type { BrokerId, KeyId, StationId } from './ids.ts';

/** What a key may do; the role × action table is in `docs/roles.md`. */
export const ROLES = ['admin', 'officer', 'broker', 'organizer', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** The roles in Chinese. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: '管理员',
  officer: '经办人员',
  broker: '劳务经纪人',
  organizer: '招聘会组织者',
  reader: '只读',
};

/** 劳务经纪人. */
export interface LaborBroker {
  readonly id: BrokerId;
  readonly name: string;
  readonly stationId: StationId | null;
  /** Area prefixes; an area is in scope when it starts with one of them. */
  readonly scope: readonly AreaPrefix[];
  readonly email: string | null;
  readonly isActive: boolean;
}

/** 劳务工作站. */
export interface LaborStation {
  readonly id: StationId;
  readonly name: string;
  readonly areaCode: string;
}

/** Who asks: made from an API key, or the operator at the command line. */
export interface Principal {
  /** Shown in the audit, such as `key:K3` or `cli:operator`. */
  readonly name: string;
  readonly role: Role;
  /** Area prefixes; `['']` is everywhere. */
  readonly scope: readonly AreaPrefix[];
  /** The broker that the key belongs to. */
  readonly brokerId: BrokerId | null;
}

/** A key as it may be listed; the secret is shown once, when it is made. */
export interface ApiKey {
  readonly id: KeyId;
  readonly label: string;
  readonly role: Role;
  readonly scope: readonly AreaPrefix[];
  readonly brokerId: BrokerId | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** Whether an area lies inside a scope. */
export function isInScope(scope: readonly AreaPrefix[], areaCode: string): boolean {
  return scope.some((prefix) => areaCode.startsWith(prefix));
}
