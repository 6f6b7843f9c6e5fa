import type { IsoDate } from '../../domain/dates.ts';
import type { ListKind } from '../../domain/list-entry.ts';
import type { LaborerInput } from '../../flows/ports/laborer-store.ts';
import { simplified } from '../../text/simplified.ts';
import { dayCell } from '../cells/day-cell.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { LaborerField } from '../headers/laborer-headers.ts';
import type { SheetContext } from '../read-records.ts';

type Cells = RowCells<LaborerField>;

const NOT_WORKING = /未就业|就业困难|未外出|失业|待业|无业|未务工|不在业|返乡|^(?:未|否|无)$/;
const WORKING = /已就业|就业|在业|在岗|务工|创业|公益性岗位|公岗|^(?:已|是)$/;
const UNWILLING = /^(?:无|没有|否|不|未)|无.*(?:意愿|意向)|不愿/;
const WILLING = /^(?:有|是|愿意|愿|想|需要|√|y|yes|1)|(?:县内|市内|省内|省外|境外|务工|就业)/i;
/** Wishes to found a business, not to work for one: no opening serves that. */
const FOUNDING_ONLY = /^(?:有)?创业(?:意愿|意向)?$/;

/**
 * Which of the two lists a row is on: 已就业 by its status, else by an employment cell; else willing by 就创业意愿;
 * else what the sheet's name or title says; else none. She is on one list only: who works is not on the
 * willing one.
 */
export function listOf(
  cells: Cells,
  context: SheetContext,
  input: { readonly today: IsoDate; readonly source: string; readonly startedOn: IsoDate | null },
): LaborerInput['list'] {
  const surveyedOn = dayCell(cells, 'surveyedOn');
  const isWilling = saysWilling(cells);
  const kind = isWorking(cells, isWilling) ? 'employed' : kindWithoutWork(cells, context, isWilling);
  if (kind === null) return null;
  const since = (kind === 'employed' ? input.startedOn : null) ?? surveyedOn ?? input.today;
  const source = [input.source, cells.sheet, String(cells.row)].filter((part) => part !== null).join('#');
  return { kind, validFrom: since < input.today ? since : input.today, source };
}

function isWorking(cells: Cells, isWilling: boolean | null): boolean {
  const status = simplified(cells.compact('jobStatus'));
  if (status !== '' && NOT_WORKING.test(status)) return false;
  if (status !== '' && WORKING.test(status)) {
    if (isWilling === true) {
      cells.warn('willingness', 'WORKING_AND_WILLING', {
        zh: '既填“已就业”又填“有意愿”，按已就业登记；如要推荐岗位，请把状态改为未就业',
        en: 'Both working and willing: entered as working; change the status if she is to be offered openings',
      });
    }
    return true;
  }
  return cells.compact('jobEmployer') !== '' || cells.compact('jobStartedOn') !== '';
}

/** An explicit no puts her on no list, whatever the title says; 未就业 alone on none either. */
function kindWithoutWork(cells: Cells, context: SheetContext, isWilling: boolean | null): ListKind | null {
  if (isWilling !== null) return isWilling ? 'willing' : null;
  return cells.compact('jobStatus') === '' ? kindOfTitle(context) : null;
}

/** Whether 就创业意愿 says yes or no; `null` when it is empty or cannot be told. */
export function saysWilling(cells: Cells): boolean | null {
  const wish = simplified(cells.compact('willingness'));
  if (wish === '') return null;
  if (UNWILLING.test(wish)) return false;
  if (FOUNDING_ONLY.test(wish)) {
    cells.warn('willingness', 'FOUNDING_ONLY', {
      zh: '只有创业意愿，不列入“有外出务工意愿”清单',
      en: 'Wishes to found a business only: not entered on the list of the willing',
    });
    return false;
  }
  if (WILLING.test(wish)) return true;
  cells.warn('willingness', 'WILLINGNESS_UNCLEAR', {
    zh: '看不出有没有就业意愿，未列入清单，请填“有意愿”或“无意愿”',
    en: 'Whether she wishes to work is not clear; entered on no list: write 有意愿 or 无意愿',
  });
  return null;
}

/** 未就业人员信息采集表 does not say that its people wish to work; 有意愿 in a title does. */
function kindOfTitle({ sheet, title }: SheetContext): ListKind | null {
  const words = simplified(`${sheet ?? ''} ${title}`);
  if (/有.{0,6}意愿/.test(words)) return 'willing';
  return /(?<!未)就业人员|已就业/.test(words) ? 'employed' : null;
}
