import { createHash } from 'node:crypto';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';

/** Digits of the body's hash in a tag: names beside the record (an employer's) can change without its version. */
const HASH_DIGITS = 12;

/** `"v3.0a1b2c3d4e5f"`: the record's version and a hash of all that was shown. */
export function entityTag(version: number, body: string): string {
  return `"v${version}.${createHash('sha256').update(body).digest('hex').slice(0, HASH_DIGITS)}"`;
}

/** Whether `If-None-Match` names the tag (or `*`). Weak tags compare as their strong ones. */
export function isUnchanged(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => ['*', tag].includes(part.trim().replace(/^W\//, '')));
}

/**
 * The version that `If-Match` names; `undefined` without the header.
 * @throws AppError `IF_MATCH_INVALID` when it is no tag of this API, `IF_MATCH_REQUIRED` when it is needed and missing.
 */
export function versionOf(header: string | undefined, isNeeded: boolean): number | undefined {
  if (header === undefined) {
    if (isNeeded) throw required();
    return undefined;
  }
  const [, digits] = /^(?:W\/)?"v(\d{1,9})(?:\.[0-9a-f]+)?"$/.exec(header.trim()) ?? [];
  if (digits === undefined) throw invalid();
  return Number(digits);
}

function required(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'IF_MATCH_REQUIRED',
    message: say('修改须带 If-Match', 'A change needs If-Match'),
    remedy: say(
      '先 GET，再把响应的 ETag 原样放进 If-Match，以免覆盖他人的修改',
      'GET first and send its ETag as If-Match, so that nobody’s change is overwritten',
    ),
  });
}

function invalid(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'IF_MATCH_INVALID',
    message: say('If-Match 不是本接口的 ETag', 'If-Match is not an ETag of this API'),
    remedy: say('原样使用 GET 响应中的 ETag，形如 "v3.0a1b2c3d4e5f"', 'Send the ETag of the GET as it is'),
  });
}
