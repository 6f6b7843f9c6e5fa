import type { AreaPrefix } from '../domain/area.ts';
import { say } from '../domain/bilingual.ts';
import { isInScope, ROLE_WORDS, type Principal, type Role } from '../domain/broker.ts';
import { AppError } from '../domain/errors.ts';
import { ACTION_WORDS } from './action-words.ts';

const EVERYONE: readonly Role[] = ['admin', 'officer', 'broker', 'organizer', 'reader'];
const FIELD: readonly Role[] = ['admin', 'officer', 'broker'];
const OFFICE: readonly Role[] = ['admin', 'officer'];
const FAIR: readonly Role[] = ['admin', 'officer', 'organizer'];
const ADMIN: readonly Role[] = ['admin'];

/**
 * Which roles may do what; the one place that says so, and `docs/roles.md` is tested against it. Whatever touches a person
 * is limited to the principal's area prefixes besides.
 */
export const PERMISSIONS = {
  'laborer.read': EVERYONE,
  'laborer.search': FIELD,
  'laborer.write': FIELD,
  'laborer.remove': OFFICE,
  'laborer.consent': FIELD,
  'contact.reveal': FIELD,
  'list.read': EVERYONE,
  'list.write': FIELD,
  'away.read': FIELD,
  'away.write': FIELD,
  'stats.read': EVERYONE,
  'stats.rows': FIELD,
  'reconciliation.read': FIELD,
  'reconciliation.find': FIELD,
  'reconciliation.run': OFFICE,
  'person.export': OFFICE,
  'person.delete': OFFICE,
  'service_record.read': ADMIN,
  'retention.run': ADMIN,
  'conflict.read': FIELD,
  'conflict.resolve': OFFICE,
  'employer.read': EVERYONE,
  'employer.write': OFFICE,
  'employer.remove': OFFICE,
  'employer.distress': OFFICE,
  'opening.read': EVERYONE,
  'opening.write': OFFICE,
  'opening.withdraw': OFFICE,
  'import.run': OFFICE,
  'recommendation.read': EVERYONE,
  'shortlist.read': EVERYONE,
  'pair.explain': EVERYONE,
  'run.start': OFFICE,
  'run.read': EVERYONE,
  'referral.read': FIELD,
  'referral.write': FIELD,
  'inbox.read': FIELD,
  'fair.read': FAIR,
  'fair.write': FAIR,
  'fair.export': FAIR,
  'fair.export_unmasked': OFFICE,
  'key.manage': ADMIN,
  'key_rotation.manage': ADMIN,
  'broker.manage': ADMIN,
  'channel.manage': OFFICE,
  'outbox.manage': OFFICE,
  'metrics.read': ['admin', 'reader'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Action = keyof typeof PERMISSIONS;

/** Whether a role may do an action at all. */
export function isPermitted(role: Role, action: Action): boolean {
  const roles: readonly Role[] = PERMISSIONS[action];
  return roles.includes(role);
}

/** @throws AppError `FORBIDDEN` when the principal's role lacks the action. */
export function authorize(principal: Principal, action: Action): void {
  if (isPermitted(principal.role, action)) return;
  throw new AppError({
    kind: 'forbidden',
    code: 'FORBIDDEN',
    message: say(
      `${roleZh(principal.role)}无权${ACTION_WORDS[action].zh}（${action}）`,
      `The role ${principal.role} may not ${ACTION_WORDS[action].en} (${action})`,
    ),
    remedy: say(
      `请使用以下角色之一的密钥：${PERMISSIONS[action].map(roleZh).join('、')}`,
      `Use a key with one of these roles: ${PERMISSIONS[action].join(', ')}`,
    ),
  });
}

/** `经办人员（officer）`: the word for people, the code for keys. */
function roleZh(role: Role): string {
  return `${ROLE_WORDS[role]}（${role}）`;
}

/** The refusal for an id that is unknown, or outside the scope: the two cannot be told apart. */
export function notFound(what: string): AppError {
  return new AppError({
    kind: 'not_found',
    code: 'NOT_FOUND',
    message: say(
      `找不到 ${what}，或它不在您的管辖范围内`,
      `${what} does not exist, or lies outside your areas`,
    ),
    remedy: say('请核对编号，或使用管辖范围包含它的密钥', 'Check the id, or use a key whose areas hold it'),
  });
}

/**
 * Whether two areas overlap: one is a prefix of the other. A run over the whole province concerns every county's reader,
 * a run over a county concerns the province's.
 */
export function touchesScope(scope: readonly AreaPrefix[], area: AreaPrefix): boolean {
  return scope.some((prefix) => prefix.startsWith(area) || area.startsWith(prefix));
}

/** Every permitted action of a role must be asked for inside its own areas: the asked prefix must lie in the scope. */
export function assertAreaAllowed(principal: Principal, area: AreaPrefix): void {
  if (isInScope(principal.scope, area)) return;
  throw new AppError({
    kind: 'forbidden',
    code: 'AREA_OUT_OF_SCOPE',
    message: say(
      area === '' ? '密钥的管辖范围不是全部地区' : `区划前缀 ${area} 不在密钥的管辖范围内`,
      area === ''
        ? 'The key does not cover all areas'
        : `The area prefix ${area} lies outside the key's areas`,
    ),
    remedy: say(
      `请使用以下前缀之内的地区：${scopeWords(principal.scope, '（全部）')}`,
      `Use an area inside: ${scopeWords(principal.scope, '(everywhere)')}`,
    ),
  });
}

function scopeWords(scope: readonly AreaPrefix[], everywhere: string): string {
  return scope.map((prefix) => (prefix === '' ? everywhere : prefix)).join(', ') || '-';
}
