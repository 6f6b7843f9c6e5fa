import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** A purpose is a phrase that an auditor understands, not a dot, not a letter. */
const PURPOSE_MIN = 2;
const PURPOSE_MAX = 200;

/**
 * The purpose for which personal data is shown, trimmed; it is kept in the audit.
 * @throws AppError `PURPOSE_INVALID` when it is too short, too long, or holds a number that could be someone's.
 */
export function checkedPurpose(text: string): string {
  const purpose = text.trim();
  const isFit = purpose.length >= PURPOSE_MIN && purpose.length <= PURPOSE_MAX && !/\d{7}/.test(purpose);
  if (isFit) return purpose;
  throw new AppError({
    kind: 'invalid_input',
    code: 'PURPOSE_INVALID',
    message: say('用途不合格', 'The purpose will not do'),
    remedy: say(
      `用 ${PURPOSE_MIN}–${PURPOSE_MAX} 个字说明用途，如“电话通知面试”，不要写证件号或电话`,
      `Say in ${PURPOSE_MIN} to ${PURPOSE_MAX} characters what it is for, such as "call about an interview", without ID numbers or phones`,
    ),
    problems: [{ path: '/purpose', message: say('缺少可审计的用途', 'Not a purpose that can be audited') }],
  });
}
