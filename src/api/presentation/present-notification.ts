import type { z } from 'zod';
import type { OpeningId } from '../../domain/ids.ts';
import { LOSS_REASON_WORDS, PAIR_NEWS_WORDS, type Notification } from '../../domain/notification.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { Reference } from '../../domain/reference.ts';
import type { ReadNotification } from '../../flows/inbox/read-notification.ts';
import { whereAndWage } from '../../flows/notices/make-notice.ts';
import type { inboxEndpoints } from '../contract/inbox.ts';

type Details = z.input<NonNullable<typeof inboxEndpoints.read.answer>>;

/** A notification of the list: ids and counts. */
export function presentNotification(notification: Notification) {
  const { digest } = notification;
  return {
    ...headOf(notification),
    losses: digest.losses.length,
    items: digest.items.map((item) => ({ ...item, score: shownScore(item.score) })),
  };
}

/** A notification with names and reasons; who took consent back has no name any more. */
export function presentDetails(reference: Reference, read: ReadNotification): Details {
  const opening = (openingId: OpeningId) => openingOf(reference, read, openingId);
  return {
    ...headOf(read.notification),
    items: read.items.map((item) => {
      const laborer = read.laborers.get(item.laborerId);
      return {
        ...item,
        laborerName: laborer?.name ?? null,
        idNumberMasked: laborer?.idNumberMasked ?? '',
        phoneMasked: laborer?.phoneMasked ?? null,
        ...opening(item.openingId),
        score: shownScore(item.score),
        newsWords: PAIR_NEWS_WORDS[item.news],
      };
    }),
    openings: [...read.gained].map(([openingId, candidates]) => ({
      openingId,
      ...opening(openingId),
      candidates,
    })),
    losses: read.losses.map((loss) => ({
      ...loss,
      laborerName: read.laborers.get(loss.laborerId)?.name ?? null,
      ...opening(loss.openingId),
      reasonWords: LOSS_REASON_WORDS[loss.reason],
    })),
  };
}

/** What the list and the details show alike. */
function headOf({ id, titleZh, createdAt, readAt, digest }: Notification) {
  const { runId, newLaborers, newPairs, waiting } = digest;
  return { id, runId, titleZh, newLaborers, newPairs, waiting, createdAt, readAt };
}

function openingOf(reference: Reference, read: ReadNotification, openingId: OpeningId) {
  const opening = read.openings.get(openingId);
  if (opening === undefined) return { openingTitle: '', employerName: '', place: '', wage: '' };
  const employerName = read.employerNames.get(opening.employerId) ?? '';
  return { openingTitle: opening.title, employerName, ...whereAndWage(reference, opening) };
}
