import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { ConsentKind } from '../../domain/consent.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LaborerId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import { authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import { problem } from '../check-codes.ts';
import type { FlowContext } from '../context.ts';
import { findLaborerInScope } from '../find-in-scope.ts';

/**
 * Notes that she gave or took back a consent: to be matched unless another is named. It acts at once: who took back matching is
 * in no answer, contact: nobody reveals, proposes to or lists her, naming: no list for employers has her name.
 * @throws AppError `FORBIDDEN`, `LABORER_UNKNOWN`; `INVALID_INPUT` for a day that has not come.
 */
export async function setConsent(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly laborerId: LaborerId;
    readonly consent: 'given' | 'withdrawn';
    readonly kind?: ConsentKind;
    /** Today by default. */
    readonly saidOn?: IsoDate;
    /** How she said it, such as 书面 or a file. */
    readonly source?: string;
  },
): Promise<Laborer> {
  authorize(input.principal, 'laborer.consent');
  const { consent, kind = 'matching' } = input;
  const laborer = await findLaborerInScope(context, input.principal, input.laborerId);
  const saidOn = input.saidOn ?? (await context.db.today());
  if (saidOn > (await context.db.today())) {
    assertNoProblems([problem('/saidOn', '日期还没有到', 'This day has not come yet')]);
  }
  await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: input.principal.name, source: input.source ?? null });
    await stores.laborers.setConsent(laborer.id, consent, { kind, saidOn });
    await stores.audit.add({
      actor: input.principal.name,
      action: kind === 'matching' ? `consent.${consent}` : `consent.${kind}.${consent}`,
      subject: laborer.id,
      purpose: null,
    });
  });
  return await findLaborerInScope(context, input.principal, laborer.id);
}

/** The sentence and the way out where a contact was refused by herself. */
export const CONTACT_REFUSED = {
  message: say('本人已撤回由劳务经纪人联系的同意', 'The person has taken back the consent to be contacted'),
  remedy: say('未经本人重新同意，不得联系', 'Do not contact the person until they consent again'),
} as const;
