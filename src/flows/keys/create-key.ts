import { say } from '../../domain/bilingual.ts';
import type { ApiKey, Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { KeyId } from '../../domain/ids.ts';
import { assertAreaAllowed, authorize, notFound } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import { scopeProblems } from '../brokers/add-broker.ts';
import type { FlowContext } from '../context.ts';
import { newSecret, secretHash } from './key-secret.ts';

export interface CreateKeyInput {
  readonly principal: Principal;
  readonly key: Pick<ApiKey, 'label' | 'role' | 'scope' | 'brokerId'>;
}

/** A new key; the secret is in this answer and nowhere else. */
export interface CreatedKey {
  readonly id: KeyId;
  readonly secret: string;
}

/**
 * Makes a key inside the principal's own areas. Only the SHA-256 of its secret is stored.
 * @throws AppError `FORBIDDEN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`, `NOT_FOUND` for an unknown broker,
 *   `BROKER_SCOPE_PASSED` when the key would reach further than its broker.
 */
export async function createKey(context: FlowContext, input: CreateKeyInput): Promise<CreatedKey> {
  authorize(input.principal, 'key.manage');
  const { key, principal } = input;
  assertNoProblems(scopeProblems(key.scope));
  for (const area of key.scope) assertAreaAllowed(principal, area);
  await assertBrokerHolds(context, key);
  const secret = newSecret();
  const id = await context.db.transaction(async (stores) => {
    const added = await stores.brokers.addKey({ ...key, sha256: secretHash(secret) });
    await stores.audit.add({
      actor: principal.name,
      action: 'key.create',
      subject: added,
      purpose: null,
    });
    return added;
  });
  return { id, secret };
}

async function assertBrokerHolds(context: FlowContext, key: CreateKeyInput['key']): Promise<void> {
  if (key.brokerId === null) return;
  const broker = await context.db.stores.brokers.find(key.brokerId);
  if (broker === null) throw notFound(key.brokerId);
  const outside = key.scope.find((area) => !broker.scope.some((prefix) => area.startsWith(prefix)));
  if (outside === undefined) return;
  throw new AppError({
    kind: 'conflict',
    code: 'BROKER_SCOPE_PASSED',
    message: say(
      `前缀“${outside}”超出经纪人 ${broker.id} 的管辖范围`,
      `The prefix "${outside}" reaches beyond the areas of broker ${broker.id}`,
    ),
    remedy: say(`可用：${broker.scope.join('、')}`, `Use one of: ${broker.scope.join(', ')}`),
  });
}
