import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { PersonalData } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope, unknownLaborer } from '../find-in-scope.ts';
import { checkedPurpose } from '../purpose.ts';
import { CONTACT_REFUSED } from './set-consent.ts';

/**
 * One person's ID number and phone, for the broker who holds her contact lock, for a purpose. The audit entry is written
 * first: where it cannot be, nothing is shown.
 * @throws AppError `FORBIDDEN`, `PURPOSE_INVALID`, `LABORER_UNKNOWN`, `CONTACT_CONSENT_WITHDRAWN`, `CONTACT_LOCK_NEEDED`.
 */
export async function revealContact(
  context: FlowContext,
  input: { readonly principal: Principal; readonly laborerId: LaborerId; readonly purpose: string },
): Promise<PersonalData> {
  authorize(input.principal, 'contact.reveal');
  const purpose = checkedPurpose(input.purpose);
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  if (laborer.consents.contact === 'withdrawn') {
    throw new AppError({ kind: 'forbidden', code: 'CONTACT_CONSENT_WITHDRAWN', ...CONTACT_REFUSED });
  }
  return await context.db.transaction(async (stores) => {
    const holder = await stores.referrals.lockHolder(laborer.id);
    if (holder === null || holder !== input.principal.brokerId) throw lockNeeded(laborer.id);
    await stores.audit.add({
      actor: input.principal.name,
      action: 'contact.reveal',
      subject: laborer.id,
      purpose,
    });
    const personal = await stores.laborers.reveal(laborer.id);
    if (personal === null) throw unknownLaborer(laborer.id);
    return personal;
  });
}

function lockNeeded(id: LaborerId): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'CONTACT_LOCK_NEEDED',
    message: say(
      `只有正在跟进 ${id} 的劳务经纪人可以查看联系方式`,
      `Only the broker who holds the contact lock of ${id} may see the contact`,
    ),
    remedy: say(
      '先为此人发起职业介绍（POST /referrals），再用该经纪人的密钥查看',
      'First propose an opening to the person (POST /referrals), then ask with that broker’s key',
    ),
  });
}
