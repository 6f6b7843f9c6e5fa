import { LIST_REASON_WORDS, LIST_WORDS, type ListedPerson, type ListStay } from '../../domain/list-entry.ts';
import type { Reference } from '../../domain/reference.ts';
import { placeName } from './place-name.ts';

/** A stay on a list for a person to read. */
export function stayLine(stay: ListStay): string {
  const end =
    stay.endReason === null
      ? '至今'
      : `${stay.validTo}（${LIST_REASON_WORDS[stay.endReason].zh}，${stay.endSource ?? '来源未记'}）`;
  return `${LIST_WORDS[stay.kind].zh}  ${stay.validFrom}（${LIST_REASON_WORDS[stay.reason].zh}，${stay.source}）→ ${end}`;
}

/** A listed person; the number is masked. */
export function listedLine(reference: Reference, person: ListedPerson): string {
  const { placeCode, employerName } = person.work;
  const work = [employerName, placeCode === undefined ? undefined : placeName(reference, placeCode)];
  const where = work.filter((part) => part !== undefined).join('，');
  return [
    person.laborerId,
    person.name,
    person.idNumberMasked,
    placeName(reference, person.homeCode),
    LIST_WORDS[person.kind].zh,
    `自 ${person.validFrom}`,
    where,
  ]
    .filter((part) => part !== '')
    .join('  ');
}
