import { areaPrefix, countyOf } from '../../domain/area.ts';
import type { OpeningId } from '../../domain/ids.ts';
import type { Notice, NoticeOpening } from '../../domain/notice.ts';
import type { Digest, OutboxMessage } from '../../domain/notification.ts';
import type { Opening } from '../../domain/opening.ts';
import type { Reference } from '../../domain/reference.ts';
import type { Stores } from '../ports/database.ts';

/** What leaves the system of a digest: counts, and its openings with how many laborers each gained. */
export async function makeNotice(
  stores: Stores,
  reference: Reference,
  message: Pick<OutboxMessage, 'runId' | 'brokerId' | 'channel' | 'createdAt'> & { readonly digest: Digest },
): Promise<Notice> {
  const { digest, runId, brokerId, channel } = message;
  return {
    id: `digest.${runId}.${brokerId}.${channel}`,
    kind: 'digest',
    runId,
    brokerId,
    at: message.createdAt,
    newLaborers: digest.newLaborers,
    newPairs: digest.newPairs,
    waiting: digest.waiting,
    losses: digest.losses.length,
    openings: await openingsOf(stores, reference, digest),
  };
}

/** Openings that gained candidates, those with most first. */
export function candidatesByOpening(digest: Pick<Digest, 'items'>): ReadonlyMap<OpeningId, number> {
  const counts = new Map<OpeningId, number>();
  for (const { openingId } of digest.items) counts.set(openingId, (counts.get(openingId) ?? 0) + 1);
  return new Map([...counts].toSorted(([, a], [, b]) => b - a));
}

async function openingsOf(stores: Stores, reference: Reference, digest: Digest): Promise<NoticeOpening[]> {
  const counts = candidatesByOpening(digest);
  if (counts.size === 0) return [];
  const found = await stores.openings.find([...counts.keys()]);
  const employers = await stores.employers.find([...new Set(found.map((one) => one.employerId))]);
  const names = new Map(employers.map((one) => [one.id, one.name]));
  const openings = new Map(found.map((one) => [one.id, one]));
  return [...counts].flatMap(([openingId, candidates]) => {
    const opening = openings.get(openingId);
    if (opening === undefined) return [];
    const employerName = names.get(opening.employerId) ?? '';
    return [
      { openingId, title: opening.title, employerName, ...whereAndWage(reference, opening), candidates },
    ];
  });
}

/** Place and wage of an opening in Chinese; empty where nothing is said. */
export function whereAndWage(
  reference: Reference,
  opening: Pick<Opening, 'placeCode' | 'placeWords' | 'wage'>,
): { readonly place: string; readonly wage: string } {
  return { place: placeOf(reference, opening), wage: wageOf(opening.wage) };
}

function placeOf(
  reference: Reference,
  { placeCode, placeWords }: Pick<Opening, 'placeCode' | 'placeWords'>,
): string {
  if (placeCode === null) return placeWords ?? '';
  const region = reference.regions.get(countyOf(placeCode));
  if (region === undefined) return placeWords ?? areaPrefix(placeCode);
  return [...new Set([region.provinceName, region.prefectureName, region.name])].join('');
}

function wageOf(wage: Opening['wage']): string {
  const low = wage?.lowCnyPerMonth;
  const high = wage?.highCnyPerMonth;
  if (low === undefined) return high === undefined ? '' : `${high} 元/月以下`;
  if (high === undefined) return `${low} 元/月以上`;
  return low === high ? `${low} 元/月` : `${low}–${high} 元/月`;
}
