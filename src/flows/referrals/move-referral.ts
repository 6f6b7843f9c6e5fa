import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { ReferralId } from '../../domain/ids.ts';
import { isOpen, type Referral } from '../../domain/referral.ts';
import { eventOfReferral } from '../../lists/list-events.ts';
import { refusalFingerprint } from '../../matching/refusal-fingerprint.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import { moved, type ReferralMove } from './check-move.ts';
import { findReferral } from './find-referral.ts';

export interface MoveReferralInput {
  readonly principal: Principal;
  readonly referralId: ReferralId;
  readonly move: ReferralMove;
  /** The version the caller has read; without it the newest is moved. */
  readonly version?: number;
}

/**
 * Moves a referral one step, in one transaction with all that follows: an ended referral gives the contact lock back, a
 * placement moves the laborer to the employed list, takes a place of the opening and makes her other open referrals obsolete.
 * A broker moves its own referrals, officers those of their areas.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `NOT_YOUR_REFERRAL`, `STATE_BY_SYSTEM`, `MOVE_NOT_ALLOWED`, `INVALID_INPUT`,
 *   `VERSION_CONFLICT`.
 */
export async function moveReferral(context: FlowContext, input: MoveReferralInput): Promise<Referral> {
  authorize(input.principal, 'referral.write');
  const { referral } = await findReferral(context, input.principal, input.referralId);
  assertOwn(input.principal, referral);
  const next = moved({ ...referral, version: input.version ?? referral.version }, input.move);
  const fingerprint = await fingerprintOf(context, next);
  const today = await context.db.today();
  return await context.db.transaction(async (stores) => {
    const updated = await stores.referrals.update(next, fingerprint);
    if (eventOfReferral(updated.state) === 'placement_started') await place(stores, updated, today);
    if (!isOpen(updated.state)) await releaseLock(stores, updated);
    await stores.audit.add({
      actor: input.principal.name,
      action: `referral.${updated.state}`,
      subject: updated.id,
      purpose: null,
    });
    return updated;
  });
}

function assertOwn(principal: Principal, referral: Referral): void {
  if (principal.role !== 'broker' || principal.brokerId === referral.brokerId) return;
  throw new AppError({
    kind: 'forbidden',
    code: 'NOT_YOUR_REFERRAL',
    message: say(`${referral.id} 由另一位劳务经纪人跟进`, `Another broker looks after ${referral.id}`),
    remedy: say('请联系该经纪人或主管人员', 'Ask that broker, or an officer'),
  });
}

async function fingerprintOf(context: FlowContext, referral: Referral): Promise<string | null> {
  if (referral.refusalReason === null) return null;
  const [opening] = await context.db.stores.openings.find([referral.openingId]);
  return opening === undefined ? null : refusalFingerprint(opening, referral.refusalReason);
}

/** 输转就业: she leaves the willing list, the opening has a place less, other proposals are settled. */
async function place(stores: Stores, referral: Referral, date: IsoDate): Promise<void> {
  const [opening] = await stores.openings.find([referral.openingId]);
  const [employer] = opening === undefined ? [] : await stores.employers.find([opening.worksiteEmployerId]);
  await stores.laborers.moveOnList({
    laborerId: referral.laborerId,
    kind: 'employed',
    date,
    reason: 'placement_started',
    source: `referral:${referral.id}`,
    work: {
      placeCode: opening?.placeCode ?? undefined,
      employerName: employer?.name,
      contractUntil: opening?.endsOn,
    },
  });
  await stores.openings.addFilled(referral.openingId, 1);
  for (const other of await stores.referrals.openOf(referral.laborerId)) {
    if (other.id === referral.id) continue;
    await stores.referrals.update({ ...other, state: 'obsolete' }, null);
    await stores.referrals.releaseLock(other.laborerId, other.brokerId);
  }
}

/** The lock is given back with the broker's last open referral of the laborer. */
async function releaseLock(stores: Stores, referral: Referral): Promise<void> {
  const open = await stores.referrals.openOf(referral.laborerId);
  const isStillHers = open.some((one) => one.id !== referral.id && one.brokerId === referral.brokerId);
  if (!isStillHers) await stores.referrals.releaseLock(referral.laborerId, referral.brokerId);
}
