import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { KeyRotation } from '../../domain/key-rotation.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/**
 * Starts bringing every ciphertext to this process's first key and rings for a worker; one that is under way goes on instead.
 * @throws AppError `FORBIDDEN`; `KEYS_MISSING_IN_USE` when rows carry a key that this process does not have.
 */
export async function startKeyRotation(
  context: FlowContext,
  input: { readonly principal: Principal; readonly rowsPerSecond: number | null; readonly ring: boolean },
): Promise<KeyRotation> {
  authorize(input.principal, 'key_rotation.manage');
  const { keyRotations } = context.db.stores;
  const known = keyRotations.keyIds();
  const missing = (await keyRotations.use()).filter(({ keyId }) => !known.includes(keyId));
  if (missing.length > 0) throw keysMissing(missing.map(({ keyId }) => keyId));
  const rotation = await context.db.transaction(async (stores) => {
    const { rowsPerSecond } = input;
    const started = await stores.keyRotations.start({ startedBy: input.principal.name, rowsPerSecond });
    await stores.audit.add({
      actor: input.principal.name,
      action: 'key_rotation.start',
      subject: `key_rotation:${started.id}`,
      purpose: null,
    });
    return started;
  });
  if (input.ring) await context.queue.ring([{ kind: 'rekey' }]);
  return rotation;
}

function keysMissing(ids: readonly string[]): AppError {
  const words = [...new Set(ids)].join(', ');
  return new AppError({
    kind: 'conflict',
    code: 'KEYS_MISSING_IN_USE',
    message: say(
      `数据中还在使用的密钥 ${words} 不在 LONGQIAO_KEYS 中`,
      `The key ${words} is still in use but not in LONGQIAO_KEYS`,
    ),
    remedy: say(
      '先把它加回 LONGQIAO_KEYS（放在新密钥之后）',
      'First put it back into LONGQIAO_KEYS, behind the new one',
    ),
  });
}
