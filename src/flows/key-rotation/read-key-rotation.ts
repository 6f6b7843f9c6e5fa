import type { Principal } from '../../domain/broker.ts';
import { secondsLeft, type KeyRotation, type KeyUse } from '../../domain/key-rotation.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** How far a rotation is, and the proof: which key made how many ciphertexts. */
export interface KeyRotationStatus {
  readonly rotation: KeyRotation | null;
  readonly secondsLeft: number | null;
  /** The key that this process encrypts with. */
  readonly currentKey: string;
  readonly use: readonly KeyUse[];
  /** Keys of this process that no ciphertext needs any more: they can go from LONGQIAO_KEYS. */
  readonly removable: readonly string[];
  /** Keys that ciphertexts need and this process lacks. */
  readonly missing: readonly string[];
}

/** The latest rotation and the use of keys now. @throws AppError `FORBIDDEN`. */
export async function readKeyRotation(
  context: FlowContext,
  input: { readonly principal: Principal },
): Promise<KeyRotationStatus> {
  authorize(input.principal, 'key_rotation.manage');
  const { keyRotations } = context.db.stores;
  const [rotation, use] = [await keyRotations.latest(), await keyRotations.use()];
  const known = keyRotations.keyIds();
  const used = new Set(use.map(({ keyId }) => keyId));
  return {
    rotation,
    secondsLeft: rotation === null ? null : secondsLeft(rotation),
    currentKey: known[0] ?? '',
    use,
    removable: known.slice(1).filter((id) => !used.has(id)),
    missing: [...used].filter((id) => !known.includes(id)),
  };
}
