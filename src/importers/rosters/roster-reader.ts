import type { ReadRoster, RosterAnswer, RosterRole, RosterRow } from '../../flows/ports/roster.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { rememberingCoder } from '../../text/remembering-coder.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import { dayCell } from '../cells/day-cell.ts';
import { idNumberCell } from '../cells/id-number-cell.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { HeaderTable } from '../headers/header-table.ts';
import { LABORER_HEADERS, type LaborerField } from '../headers/laborer-headers.ts';
import { homeCell } from '../laborers/home.ts';
import { listOf, saysWilling } from '../laborers/list-of.ts';
import { workOf } from '../laborers/work-of.ts';
import { readableSheets, streamRecords, type RecordReader, type SheetContext } from '../read-records.ts';
import { openSheets } from '../sheets/open-sheets.ts';
import { ABILITY_WORDS } from '../words/laborer-words.ts';
import { oneWord } from '../words/word-table.ts';

const abilityOf = oneWord(ABILITY_WORDS);

/** The laborers' columns, and the day of a record of placements or social insurance. */
type RosterField = LaborerField | 'recordedOn';
type Cells = RowCells<RosterField>;

/** A roster needs no home: the register knows it, or the area of the reconciliation stands for it. */
const ROSTER_HEADERS: HeaderTable<RosterField> = {
  required: ['name', 'idNumber'],
  personal: LABORER_HEADERS.personal,
  aliases: {
    ...LABORER_HEADERS.aliases,
    recordedOn: ['缴费月份', '参保日期', '参保截止日期', '最近缴费日期', '缴费日期', '到岗日期', '上岗日期'],
  },
};

interface ReaderInput {
  readonly coder: TextCoder;
  readonly role: RosterRole;
  readonly today: IsoDate;
  readonly dated: IsoDate;
  readonly lastYear: number;
}

/** The reader of a reconciliation's files, row by row. */
export function createRosterReader(coder: TextCoder): ReadRoster {
  const remembering = rememberingCoder(coder);
  return async function* readRoster(file, options) {
    const { readable } = await readableSheets(file, await openSheets(file), ROSTER_HEADERS);
    for await (const outcome of streamRecords(readable, rosterReader({ coder: remembering, ...options }))) {
      yield outcome.kind === 'taken' ? { kind: 'taken', row: outcome.row.record } : outcome;
    }
  };
}

function rosterReader(input: ReaderInput): RecordReader<RosterField, RosterRow> {
  return {
    table: ROSTER_HEADERS,
    identityField: 'idNumber',
    identityOf: (row) => row.idNumber,
    readRow(cells, context) {
      const name = cells.compact('name');
      if (name === '') {
        cells.reject('name', 'NAME_MISSING', {
          zh: '姓名为空，请补填',
          en: 'The name is missing: fill it in',
        });
      }
      const idNumber = idNumberCell(cells, 'idNumber', input.today);
      const homeCode = cells.words('home') === '' ? null : homeCell(cells, input.coder);
      const since = dayCell(cells, 'jobStartedOn') ?? null;
      const dated = datedOf(cells, input, since);
      if (idNumber === null || name === '') return null;
      const says = input.role === 'survey' ? answerOf(cells, context, input) : 'out';
      const work = says === 'out' ? workOf(cells, input.coder) : undefined;
      return {
        idNumber,
        name,
        homeCode,
        says,
        dated,
        since,
        placeCode: work?.placeCode ?? null,
        employerName: work?.employerName ?? null,
        sheet: cells.sheet,
        row: cells.row,
      };
    },
  };
}

/** The day of the row; one to come is rejected, and so is work that began after the year of last year's list. */
function datedOf(
  cells: Cells,
  { role, today, dated, lastYear }: ReaderInput,
  since: IsoDate | null,
): IsoDate {
  const told = dayCell(cells, role === 'survey' ? 'surveyedOn' : 'recordedOn') ?? null;
  if (told !== null && told > today) {
    cells.reject(role === 'survey' ? 'surveyedOn' : 'recordedOn', 'DATE_IN_FUTURE', {
      zh: `日期 ${told} 在今天（${today}）之后，请核对`,
      en: `The date ${told} lies in the future; today is ${today}: check it`,
    });
  }
  if (role === 'last' && since !== null && Number(since.slice(0, 4)) > lastYear) {
    cells.reject('jobStartedOn', 'NOT_OF_LAST_YEAR', {
      zh: `就业起始日期 ${since} 晚于 ${lastYear} 年，不应在 ${lastYear} 年的外出名单上，请核对年份或日期`,
      en: `Work began on ${since}, after ${lastYear}: she cannot be on the list of that year; check the year or the date`,
    });
  }
  return told ?? (role === 'placements' ? since : null) ?? dated;
}

function answerOf(cells: Cells, context: SheetContext, { today }: ReaderInput): RosterAnswer {
  const ability = cells.parseOrWarn('ability', 'ABILITY_UNKNOWN', abilityOf);
  if (ability === 'none' || ability === 'lost') return 'unable';
  // What is wrong with the row is told once.
  if (cells.rejections().length > 0) return 'unsaid';
  const list = listOf(cells, context, { today, source: '', startedOn: null });
  if (list !== null) return list.kind === 'employed' ? 'out' : 'willing';
  return saysWilling(cells) === false ? 'unwilling' : 'unsaid';
}
