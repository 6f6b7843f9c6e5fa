import type { z } from 'zod';
import { LIST_REASON_WORDS, type ListedPerson, type ListStay } from '../../domain/list-entry.ts';
import type { Reference } from '../../domain/reference.ts';
import type { listedView, stayView } from '../contract/lists.ts';
import { placeName } from './place-name.ts';

/** A stay as the API shows it: reasons and places in words. */
export function presentStay(reference: Reference, stay: ListStay): z.input<typeof stayView> {
  const { placeCode, employerName, contractMonths, contractUntil } = stay.work;
  return {
    laborerId: stay.laborerId,
    kind: stay.kind,
    validFrom: stay.validFrom,
    validTo: stay.validTo,
    reason: stay.reason,
    reasonWords: LIST_REASON_WORDS[stay.reason],
    source: stay.source,
    endReason: stay.endReason,
    endReasonWords: stay.endReason === null ? null : LIST_REASON_WORDS[stay.endReason],
    endSource: stay.endSource,
    placeCode: placeCode ?? null,
    placeName: placeCode === undefined ? null : placeName(reference, placeCode),
    employerName: employerName ?? null,
    contractMonths: contractMonths ?? null,
    contractUntil: contractUntil ?? null,
  };
}

/** The same with the person. */
export function presentListed(reference: Reference, person: ListedPerson): z.input<typeof listedView> {
  return {
    ...presentStay(reference, person),
    name: person.name,
    idNumberMasked: person.idNumberMasked,
    homeCode: person.homeCode,
    homeName: placeName(reference, person.homeCode),
  };
}
