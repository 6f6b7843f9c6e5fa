import type { EmployerRecord, StabilityEvidence } from '../../../src/domain/employer.ts';
import { tableOf, type Column, type Table } from './table.ts';
import { EMPLOYER_KIND_WORDS } from './words.ts';

const COLUMNS: readonly Column<EmployerRecord>[] = [
  ['企业名称', (employer) => employer.name],
  ['统一社会信用代码', (employer) => employer.creditCode],
  ['企业类型', (employer) => EMPLOYER_KIND_WORDS[employer.kind]],
  ['行业', (employer) => employer.industry ?? ''],
  ['成立日期', (employer) => employer.foundedOn ?? ''],
  ['参保人数', (employer) => facts(employer, insuredWords)],
  ['欠薪', (employer) => facts(employer, arrearsWords)],
  ['裁员', (employer) => facts(employer, layoffWords)],
  ['90日留存', (employer) => facts(employer, retentionWords)],
];

/** The employers' file, by the headers of the template. */
export function employerTable(employers: Iterable<EmployerRecord>): Table {
  return tableOf('用人单位', COLUMNS, employers);
}

function facts(employer: EmployerRecord, words: (fact: StabilityEvidence) => string | null): string {
  return employer.evidence
    .map(words)
    .filter((word) => word !== null)
    .join(';');
}

function insuredWords(fact: StabilityEvidence): string | null {
  return fact.kind === 'insured_headcount' ? `${fact.date}:${fact.people}` : null;
}

function arrearsWords(fact: StabilityEvidence): string | null {
  if (fact.kind !== 'wage_arrears') return null;
  return `${fact.from}至${fact.to ?? '今'}`;
}

function layoffWords(fact: StabilityEvidence): string | null {
  return fact.kind === 'layoff' ? `${fact.date}:${fact.people}` : null;
}

function retentionWords(fact: StabilityEvidence): string | null {
  return fact.kind === 'retention' ? `${fact.stayed}/${fact.placed}@${fact.date}` : null;
}
