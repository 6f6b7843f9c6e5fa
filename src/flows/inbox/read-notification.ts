import type { Bilingual } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { PairExplanation } from '../../domain/explanation.ts';
import type { EmployerId, LaborerId, NotificationId, OpeningId } from '../../domain/ids.ts';
import type { Laborer } from '../../domain/laborer.ts';
import type { DigestItem, DigestLoss, Notification } from '../../domain/notification.ts';
import type { Opening } from '../../domain/opening.ts';
import { explainPair } from '../../matching/explain-pair.ts';
import { authorize, notFound } from '../authorize.ts';
import { requireBroker } from '../brokers/require-broker.ts';
import type { FlowContext } from '../context.ts';
import { candidatesByOpening } from '../notices/make-notice.ts';
import { pairWorld } from '../pair-world.ts';
import { currentMoment } from '../world.ts';

/** A pair of a digest with why the two should meet, as of now. */
interface ReasonedItem extends DigestItem {
  readonly reason: Bilingual;
}

/** A notification with what its ids stand for. */
export interface ReadNotification {
  readonly notification: Notification;
  /** Pairs that still fit: what fell since the digest is left out. */
  readonly items: readonly ReasonedItem[];
  /** Openings that gained candidates among `items`, those with most first. */
  readonly gained: ReadonlyMap<OpeningId, number>;
  readonly losses: readonly DigestLoss[];
  /** Of pairs and losses; who took consent back or was removed is not in it. */
  readonly laborers: ReadonlyMap<LaborerId, Laborer>;
  readonly openings: ReadonlyMap<OpeningId, Opening>;
  readonly employerNames: ReadonlyMap<EmployerId, string>;
}

/** One of the key's own notifications, whole. @throws AppError `FORBIDDEN`, `BROKER_KEY_NEEDED`, `NOT_FOUND`. */
export async function readNotification(
  context: FlowContext,
  input: { readonly principal: Principal; readonly notificationId: NotificationId },
): Promise<ReadNotification> {
  authorize(input.principal, 'inbox.read');
  const brokerId = requireBroker(input.principal);
  const { notices, laborers, openings, employers } = context.db.stores;
  const notification = await notices.find(brokerId, input.notificationId);
  if (notification === null) throw notFound(input.notificationId);
  const { items, losses } = notification.digest;
  const pairs = [...items, ...losses];
  const found = await laborers.find([...new Set(pairs.map((pair) => pair.laborerId))]);
  const people = new Map(found.filter((one) => one.matchConsent !== 'withdrawn').map((one) => [one.id, one]));
  const places = await openings.find([...new Set(pairs.map((pair) => pair.openingId))]);
  const firms = await employers.find([...new Set(places.map((one) => one.employerId))]);
  const standing = await standingItems(
    context,
    items.filter((item) => people.has(item.laborerId)),
    people,
  );
  return {
    notification,
    items: standing,
    gained: candidatesByOpening({ items: standing }),
    losses,
    laborers: people,
    openings: new Map(places.map((one) => [one.id, one])),
    employerNames: new Map(firms.map((one) => [one.id, one.name])),
  };
}

/** The weights are those of the run that covers the home of the first of them: a broker's areas are ranked together. */
async function standingItems(
  context: FlowContext,
  items: readonly DigestItem[],
  people: ReadonlyMap<LaborerId, Laborer>,
): Promise<ReasonedItem[]> {
  const [first] = items;
  const home = first === undefined ? undefined : people.get(first.laborerId)?.homeCode;
  if (home === undefined) return [];
  const moment = await currentMoment(context, home);
  const world = await pairWorld(
    context,
    moment,
    items.map((item) => item.openingId),
  );
  const ids = [...new Set(items.map((item) => item.laborerId))];
  const inputs = await context.db.stores.laborers.forMatching(ids, moment.pins.runDate);
  const byId = new Map(inputs.map((one) => [one.id, one]));
  return items.flatMap((item) => {
    const laborer = byId.get(item.laborerId);
    if (laborer === undefined || !world.openingsById.has(item.openingId)) return [];
    const now = explainPair(world, laborer, item.openingId);
    return now.isEligible ? [{ ...item, reason: reasonOf(now) }] : [];
  });
}

function reasonOf({ parts }: PairExplanation): Bilingual {
  const told = parts.map(({ sentence }) => sentence);
  return {
    zh: told.map((sentence) => sentence.zh).join('；'),
    en: told.map((sentence) => sentence.en).join('; '),
  };
}
