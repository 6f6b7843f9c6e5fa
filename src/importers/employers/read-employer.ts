import type { IsoDate } from '../../domain/dates.ts';
import type { EmployerRecord, StabilityEvidence } from '../../domain/employer.ts';
import type { Parsed } from '../../text/parsed.ts';
import { creditCodeCell } from '../cells/credit-code-cell.ts';
import { dayCell } from '../cells/day-cell.ts';
import { requiredWords } from '../cells/required-words.ts';
import type { RowCells } from '../cells/row-cells.ts';
import { EMPLOYER_HEADERS, type EmployerField } from '../headers/employer-headers.ts';
import type { RecordReader } from '../read-records.ts';
import { EMPLOYER_KIND_WORDS } from '../words/employer-words.ts';
import { oneWord } from '../words/word-table.ts';
import { insuredHeadcounts, layoffs, retention, wageArrears } from './evidence.ts';

type Cells = RowCells<EmployerField>;

/** Reads rows of employers with their dated stability facts. */
export function employerReader(today: IsoDate): RecordReader<EmployerField, EmployerRecord> {
  return {
    table: EMPLOYER_HEADERS,
    identityField: 'creditCode',
    identityOf: (record) => record.creditCode,
    readRow(cells) {
      const name = requiredWords(cells, 'name', '企业名称');
      const creditCode = creditCodeCell(cells, 'creditCode');
      const kind = cells.parse('kind', 'EMPLOYER_KIND_UNKNOWN', oneWord(EMPLOYER_KIND_WORDS));
      if (kind === null && cells.words('kind') === '') requiredWords(cells, 'kind', '企业类型');
      const foundedOn = foundedCell(cells, today);
      const evidence = evidenceOf(cells, today);
      if (name === null || creditCode === null || kind === null || kind === undefined) return null;
      return { name, creditCode, kind, industry: cells.words('industry') || undefined, foundedOn, evidence };
    },
  };
}

function foundedCell(cells: Cells, today: IsoDate): IsoDate | undefined {
  const day = dayCell(cells, 'foundedOn') ?? undefined;
  if (day !== undefined && day > today) {
    cells.reject('foundedOn', 'DATE_IN_FUTURE', {
      zh: `成立日期 ${day} 在将来，请核对`,
      en: `The day of founding, ${day}, lies in the future: check it`,
    });
  }
  return day;
}

function evidenceOf(cells: Cells, today: IsoDate): readonly StabilityEvidence[] {
  const read = (
    field: EmployerField,
    parser: (text: string, today: IsoDate) => Parsed<readonly StabilityEvidence[]>,
  ): readonly StabilityEvidence[] =>
    cells.parse(field, 'EVIDENCE_FALSE', (text) => parser(text, today)) ?? [];
  return [
    ...read('insured', insuredHeadcounts),
    ...read('arrears', wageArrears),
    ...read('layoffs', layoffs),
    ...read('retention', retention),
  ];
}
