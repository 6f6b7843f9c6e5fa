import type { IsoDate } from '../../domain/dates.ts';
import type { Ontology } from '../../domain/occupation.ts';
import type { Bars, OpeningRecord } from '../../domain/opening.ts';
import type { OpeningRow } from '../../flows/ports/files.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import { ageRangeOf } from '../cells/age-cells.ts';
import { creditCodeCell } from '../cells/credit-code-cell.ts';
import { filledCell, headcountCell } from '../cells/headcount-cells.ts';
import { codeCell } from '../cells/long-number.ts';
import { requiredWords } from '../cells/required-words.ts';
import type { RowCells } from '../cells/row-cells.ts';
import { advertisedWage } from '../cells/wage-cells.ts';
import { OPENING_HEADERS, type OpeningField } from '../headers/opening-headers.ts';
import type { RecordReader } from '../read-records.ts';
import { education } from '../words/laborer-words.ts';
import { openingShift, provided, reservedGroups, roomAndBoard, term } from '../words/opening-words.ts';
import { yesNo } from '../words/yes-no.ts';
import { asksOf } from './asks-of.ts';
import { datesOf } from './dates-of.ts';
import { flaggedWordsOf } from './flagged-words.ts';
import { placeOf } from './place-of.ts';

type Cells = RowCells<OpeningField>;

interface ReaderInput {
  readonly coder: TextCoder;
  readonly ontology: Ontology;
  readonly today: IsoDate;
}

/**
 * Reads rows of openings with the two employers they name: who signs, and where one works (the same without
 * 用工单位).
 */
export function openingReader(input: ReaderInput): RecordReader<OpeningField, OpeningRow> {
  return {
    table: OPENING_HEADERS,
    identityField: 'title',
    identityOf: identityOf,
    readRow(cells) {
      const employer = {
        name: requiredWords(cells, 'employerName', '企业名称'),
        code: creditCodeCell(cells, 'creditCode'),
      };
      const worksite = worksiteOf(cells, employer);
      const record = recordOf(cells, input, employer.code);
      if (record === null || employer.name === null || employer.code === null) return null;
      if (worksite.name === null || worksite.code === null) return null;
      return {
        record,
        employerCreditCode: employer.code,
        worksiteCreditCode: worksite.code,
        employerName: employer.name,
        worksiteName: worksite.name,
      };
    },
  };
}

/** An opening is its 岗位编号 within its employer, else employer, title and place. */
function identityOf({ record, employerCreditCode }: OpeningRow): string {
  const own = record.openingNo ?? `${record.title}\n${record.placeCode ?? record.placeWords ?? ''}`;
  return `${employerCreditCode}\n${record.openingNo === undefined ? 'title' : 'number'}\n${own}`;
}

interface NamedEmployer {
  readonly name: string | null;
  readonly code: string | null;
}

/**
 * 用工单位 under 劳务派遣: with its own credit code, else a rejection, since a name alone tells no firm from another.
 */
function worksiteOf(cells: Cells, employer: NamedEmployer): NamedEmployer {
  const name = cells.words('worksiteName');
  const hasCode = cells.words('worksiteCreditCode') !== '';
  if (!hasCode && (name === '' || name === employer.name)) return employer;
  if (!hasCode) {
    cells.reject(
      cells.has('worksiteCreditCode') ? 'worksiteCreditCode' : 'worksiteName',
      'WORKSITE_CODE_MISSING',
      {
        zh: '填了用工单位，还须填“用工单位信用代码”',
        en: 'A worksite employer (用工单位) needs its credit code in 用工单位信用代码',
      },
    );
    return { name, code: null };
  }
  const code = creditCodeCell(cells, 'worksiteCreditCode');
  return { code, name: name === '' && code === employer.code ? employer.name : name || code };
}

function recordOf(
  cells: Cells,
  { coder, ontology, today }: ReaderInput,
  creditCode: string | null,
): OpeningRecord | null {
  const title = requiredWords(cells, 'title', '岗位名称');
  const headcount = headcountCell(cells);
  const facts = {
    ...placeOf(cells, coder, creditCode),
    ...datesOf(cells, today),
    ...ageRangeOf(cells),
    ...termsOf(cells),
  };
  const filled = filledCell(cells) ?? 0;
  const flaggedWords = flaggedWordsOf(cells, coder);
  if (title === null) return null;
  const asks = asksOf(cells, coder, ontology, title);
  if (headcount === null) return null;
  return {
    openingNo: codeCell(cells, 'openingNo'),
    title,
    ...asks,
    ...facts,
    headcount,
    filled,
    isWithdrawn: false,
    bars: barsOf(cells),
    flaggedWords,
  };
}

/** What it offers and under which conditions; what the file does not say is `undefined`. */
function termsOf(cells: Cells): Partial<OpeningRecord> {
  const flag = (field: OpeningField): boolean | undefined =>
    cells.parseOrWarn(field, 'YES_NO', yesNo) ?? undefined;
  const given = (field: OpeningField): boolean | undefined =>
    cells.parseOrWarn(field, 'YES_NO', provided) ?? undefined;
  const both = cells.parseOrWarn('roomAndBoard', 'ROOM_AND_BOARD_UNCLEAR', roomAndBoard) ?? undefined;
  return {
    educationMin: cells.parseOrWarn('education', 'EDUCATION_UNKNOWN', education) ?? undefined,
    wage: advertisedWage(cells),
    providesLodging: given('lodging') ?? both?.lodging,
    providesMeals: given('meals') ?? both?.meals,
    hasShuttle: given('shuttle'),
    shift: cells.parseOrWarn('shift', 'SHIFT_UNKNOWN', openingShift) ?? undefined,
    term: cells.parseOrWarn('term', 'TERM_UNKNOWN', term) ?? undefined,
    isHeavyWork: flag('heavy'),
    isHazardous: flag('hazardous'),
    needsMandarin: flag('mandarin'),
    hasBilingualLeader: flag('bilingual'),
    reservedForGroups: cells.parseOrWarn('reservedFor', 'GROUP_UNKNOWN', reservedGroups) ?? undefined,
  };
}

/** Practices that bar an opening. An amount (500元) is a yes. */
function barsOf(cells: Cells): Bars {
  const bar = (field: OpeningField): boolean | undefined =>
    cells.parse(field, 'YES_NO', (text) => (/[1-9]\d*\s*元/.test(text) ? yesNo('是') : yesNo(text))) ??
    undefined;
  return { takesDeposit: bar('deposit'), chargesLaborer: bar('fee'), withholdsPapers: bar('papers') };
}
