import type { Principal } from '../../domain/broker.ts';
import type { BrokerId, OutboxId } from '../../domain/ids.ts';
import type { DeadLetter } from '../../domain/notification.ts';
import { authorize, notFound } from '../authorize.ts';
import { isOwn } from '../channels/find-own-broker.ts';
import type { FlowContext } from '../context.ts';
import type { Page, PageRequest } from '../ports/paging.ts';

/** 死信: messages that were given up, of brokers inside the principal's areas, oldest first. @throws AppError `FORBIDDEN`. */
export async function listDeadLetters(
  context: FlowContext,
  input: { readonly principal: Principal; readonly page: PageRequest },
): Promise<Page<DeadLetter>> {
  authorize(input.principal, 'outbox.manage');
  return await context.db.stores.notices.dead(await ownBrokers(context, input.principal), input.page);
}

/**
 * Lets a message that was given up go out again; its id stays, so that who has it already keeps one.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND` when it is not dead or of another's broker.
 */
export async function resendDeadLetter(
  context: FlowContext,
  input: { readonly principal: Principal; readonly messageId: OutboxId },
): Promise<void> {
  const { principal, messageId } = input;
  authorize(principal, 'outbox.manage');
  const brokerId = await context.db.stores.notices.brokerOfDead(messageId);
  const own = await ownBrokers(context, principal);
  if (brokerId === null || own?.includes(brokerId) === false) throw notFound(messageId);
  await context.db.transaction(async (stores) => {
    if (!(await stores.notices.revive(messageId))) throw notFound(messageId);
    await stores.audit.add({
      actor: principal.name,
      action: 'outbox.resend',
      subject: messageId,
      purpose: null,
    });
  });
  await context.queue.ring([{ kind: 'outbox' }]);
}

/** `null`: everywhere. */
async function ownBrokers(context: FlowContext, principal: Principal): Promise<readonly BrokerId[] | null> {
  if (principal.scope.includes('')) return null;
  const brokers = await context.db.stores.brokers.list();
  return brokers.filter((broker) => isOwn(principal, broker)).map((broker) => broker.id);
}
