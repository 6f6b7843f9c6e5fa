import { parseHeadcount } from '../../text/numbers/headcount.ts';
import { parsedValue } from '../../text/parsed.ts';
import type { OpeningField } from '../headers/opening-headers.ts';
import type { RowCells } from './row-cells.ts';

type Cells = RowCells<OpeningField>;

/** 招聘人数, at least 1; notes a rejection and gives `null` when it is empty, 若干, negative or no number. */
export function headcountCell(cells: Cells): number | null {
  const before = cells.rejections().length;
  const headcount = cells.parse('headcount', 'HEADCOUNT_FALSE', parseHeadcount) ?? null;
  if (headcount === null && cells.rejections().length === before) {
    cells.reject('headcount', 'HEADCOUNT_MISSING', {
      zh: '招聘人数为空或没有数字（如“若干”），请填整数，如 20',
      en: 'The head count is empty or has no number (such as 若干): give a whole number, such as 20',
    });
  }
  return headcount;
}

/** 已招, 0 and up; `undefined` when it is not said or, noted as a rejection, no number. */
export function filledCell(cells: Cells): number | undefined {
  const filled = cells.parse('filled', 'FILLED_FALSE', (text) =>
    /^0+人?$/.test(text) ? parsedValue(0) : parseHeadcount(text),
  );
  return filled ?? undefined;
}
