import type { IsoDate } from '../../domain/dates.ts';
import { dayCell } from '../cells/day-cell.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { OpeningField } from '../headers/opening-headers.ts';

type Cells = RowCells<OpeningField>;

/** The days of an opening; what the file does not say is `undefined`. */
export interface FoundDates {
  readonly opensOn?: IsoDate;
  readonly closesOn?: IsoDate;
  readonly startsOn?: IsoDate;
  readonly endsOn?: IsoDate;
}

/**
 * Its four days. Days in the wrong order are a rejection; a closing or starting day in the past is a warning:
 * it is taken as closed.
 */
export function datesOf(cells: Cells, today: IsoDate): FoundDates {
  const opensOn = dayCell(cells, 'opensOn') ?? undefined;
  const closesOn = dayCell(cells, 'closesOn') ?? undefined;
  const startsOn = dayCell(cells, 'startsOn') ?? undefined;
  const endsOn = dayCell(cells, 'endsOn') ?? undefined;
  rejectDisorder(cells, 'closesOn', opensOn, closesOn);
  rejectDisorder(cells, 'endsOn', startsOn, endsOn);
  if (closesOn !== undefined && closesOn < today) {
    cells.warn('closesOn', 'ALREADY_CLOSED', {
      zh: `截止日期 ${closesOn} 已过，按已截止收下，不会推荐`,
      en: `It closed on ${closesOn}: taken as closed, and offered to nobody`,
    });
  }
  if (startsOn !== undefined && startsOn < today) {
    cells.warn('startsOn', 'START_PAST', {
      zh: `到岗日期 ${startsOn} 已过，请核对`,
      en: `Its starting day, ${startsOn}, has passed: check it`,
    });
  }
  return { opensOn, closesOn, startsOn, endsOn };
}

function rejectDisorder(
  cells: Cells,
  field: 'closesOn' | 'endsOn',
  first: IsoDate | undefined,
  last: IsoDate | undefined,
): void {
  if (first === undefined || last === undefined || first <= last) return;
  cells.reject(field, 'DATES_DISORDERED', {
    zh: `${last} 早于 ${first}，请核对起止日期`,
    en: `${last} is before ${first}: check both days`,
  });
}
