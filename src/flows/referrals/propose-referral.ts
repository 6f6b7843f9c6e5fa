import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ExclusionCode } from '../../domain/exclusion-reason.ts';
import type { BrokerId, LaborerId, OpeningId } from '../../domain/ids.ts';
import type { Referral } from '../../domain/referral.ts';
import { authorize } from '../authorize.ts';
import { requireBroker } from '../brokers/require-broker.ts';
import type { FlowContext } from '../context.ts';
import { explain } from '../explain.ts';
import { findLaborerInScope, findOpening } from '../find-in-scope.ts';
import { CONTACT_REFUSED } from '../laborers/set-consent.ts';
import type { Stores } from '../ports/database.ts';

export interface ProposeReferralInput {
  readonly principal: Principal;
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
}

/**
 * Proposes an opening to a laborer and takes her contact lock for the broker. What the law, the laborer's consent or the
 * opening itself rules out is refused here too; wishes are not, since the broker can talk them over with her.
 * @throws AppError `FORBIDDEN`, `BROKER_KEY_NEEDED`, `LABORER_UNKNOWN`, `OPENING_UNKNOWN`, `CONTACT_CONSENT_WITHDRAWN`, the code of a rule of
 *   `BINDING_RULES`, `CONTACT_LOCKED`, `REFERRAL_EXISTS`.
 */
export async function proposeReferral(context: FlowContext, input: ProposeReferralInput): Promise<Referral> {
  authorize(input.principal, 'referral.write');
  const brokerId = requireBroker(input.principal);
  await assertNothingBinds(context, input);
  return await context.db.transaction(async (stores) => await lockAndCreate(stores, input, brokerId));
}

const ANOTHER_OPENING = say('请换一个岗位', 'Choose another opening');
const ANOTHER_EMPLOYER = say('请换一个用人单位的岗位', 'Choose an opening of another employer');

/** Rules that no talk between broker and laborer changes, and what to do instead. */
const BINDING_RULES: Partial<Record<ExclusionCode, Bilingual>> = {
  DATA_INVALID: say('请先更正资料', 'Mend the data first'),
  OPENING_CLOSED: ANOTHER_OPENING,
  OPENING_FULL: ANOTHER_OPENING,
  EMPLOYER_SUSPENDED: ANOTHER_EMPLOYER,
  OPENING_BARRED: ANOTHER_OPENING,
  PUBLIC_POST_RESERVED: ANOTHER_OPENING,
  NOT_WILLING: say(
    '本人愿意外出务工的，请先登记到“有外出务工意愿”清单',
    'Where the person is willing to work away, note it on the willing list first',
  ),
  CONSENT_WITHDRAWN: say('未经本人重新同意，不得推荐', 'Propose nothing until the person consents again'),
  UNDER_16: ANOTHER_OPENING,
  MINOR_PROTECTED: ANOTHER_OPENING,
  IN_SCHOOL: ANOTHER_OPENING,
  CERTIFICATE_MISSING: say(
    '请先取得证书，或换一个岗位',
    'Obtain the certificate first, or choose another opening',
  ),
};

async function assertNothingBinds(context: FlowContext, input: ProposeReferralInput): Promise<void> {
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  if (laborer.consents.contact === 'withdrawn') {
    throw refuse('CONTACT_CONSENT_WITHDRAWN', CONTACT_REFUSED.message, CONTACT_REFUSED.remedy);
  }
  const opening = await findOpening(context, input.openingId);
  if (opening.isWithdrawn) {
    throw refuse(
      'OPENING_CLOSED',
      say(`岗位 ${opening.id} 已撤回`, `${opening.id} is withdrawn`),
      ANOTHER_OPENING,
    );
  }
  const { rules } = await explain(context, input);
  for (const { code, verdict, sentence } of rules) {
    const remedy = BINDING_RULES[code];
    if (verdict === 'failed' && remedy !== undefined) throw refuse(code, sentence, remedy);
  }
}

async function lockAndCreate(
  stores: Stores,
  { principal, laborerId, openingId }: ProposeReferralInput,
  brokerId: BrokerId,
): Promise<Referral> {
  if (!(await stores.referrals.takeLock(laborerId, brokerId))) {
    throw refuse(
      'CONTACT_LOCKED',
      say(`${laborerId} 正由另一位劳务经纪人跟进`, `Another broker holds the contact lock of ${laborerId}`),
      say(
        '等对方的职业介绍结束，或与其协调',
        'Wait until that broker’s referral ends, or talk to the broker',
      ),
    );
  }
  const open = await stores.referrals.openOf(laborerId);
  const same = open.find((referral) => referral.openingId === openingId);
  if (same !== undefined) {
    throw refuse(
      'REFERRAL_EXISTS',
      say(`已有未结束的职业介绍 ${same.id}`, `The referral ${same.id} for this pair is still open`),
      say(`继续推进 ${same.id}`, `Go on with ${same.id}`),
    );
  }
  const referral = await stores.referrals.create({ laborerId, openingId, brokerId });
  await stores.audit.add({
    actor: principal.name,
    action: 'referral.propose',
    subject: referral.id,
    purpose: null,
  });
  return referral;
}

function refuse(code: string, message: Bilingual, remedy: Bilingual): AppError {
  return new AppError({ kind: 'conflict', code, message, remedy });
}
