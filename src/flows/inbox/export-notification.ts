import type { Principal } from '../../domain/broker.ts';
import type { LaborerId, NotificationId, OpeningId } from '../../domain/ids.ts';
import { LOSS_REASON_WORDS, PAIR_NEWS_WORDS } from '../../domain/notification.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { FlowContext } from '../context.ts';
import { whereAndWage } from '../notices/make-notice.ts';
import type { DigestExporter, DigestSheet } from '../ports/files.ts';
import { readNotification, type ReadNotification } from './read-notification.ts';

/** A digest as a file. */
export interface ExportedDigest {
  /** Such as `digest-N3.xlsx`. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** One of the key's own digests as a workbook: names and reasons, numbers masked. @throws AppError as `readNotification`. */
export async function exportNotification(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly notificationId: NotificationId;
    readonly exporter: DigestExporter;
  },
): Promise<ExportedDigest> {
  const read = await readNotification(context, input);
  return {
    fileName: `digest-${read.notification.id}.xlsx`,
    mediaType: input.exporter.mediaType,
    bytes: await input.exporter.toBytes(sheetOf(context, read)),
  };
}

function sheetOf(context: FlowContext, read: ReadNotification): DigestSheet {
  const { notification, items, losses, gained } = read;
  return {
    title: notification.titleZh,
    runId: notification.digest.runId,
    writtenAt: notification.createdAt,
    waiting: notification.digest.waiting,
    pairs: items.map((item) => ({
      ...personOf(read, item.laborerId),
      ...openingOf(context, read, item.openingId),
      news: PAIR_NEWS_WORDS[item.news].zh,
      isNewLaborer: item.isNewLaborer,
      score: shownScore(item.score),
      reason: item.reason.zh,
    })),
    openings: [...gained].map(([openingId, candidates]) => ({
      ...openingOf(context, read, openingId),
      candidates,
    })),
    losses: losses.map((loss) => ({
      ...personOf(read, loss.laborerId),
      ...openingOf(context, read, loss.openingId),
      reason: LOSS_REASON_WORDS[loss.reason].zh,
    })),
  };
}

/** Who took consent back stays an id. */
function personOf({ laborers }: ReadNotification, laborerId: LaborerId) {
  const laborer = laborers.get(laborerId);
  return {
    laborerId,
    laborerName: laborer?.name ?? '',
    idNumber: laborer?.idNumberMasked ?? '',
    phone: laborer?.phoneMasked ?? '',
  };
}

function openingOf(context: FlowContext, read: ReadNotification, openingId: OpeningId) {
  const opening = read.openings.get(openingId);
  if (opening === undefined) return { openingId, title: '', employerName: '', place: '', wage: '' };
  return {
    openingId,
    title: opening.title,
    employerName: read.employerNames.get(opening.employerId) ?? '',
    ...whereAndWage(context.reference, opening),
  };
}
