import type { FairSheet, FairSheetRow } from '../flows/ports/files.ts';
import type { Table, TableCell, TableColumn } from './table.ts';

/** One column of a fair's list: how it is written, and what of a pairing stands in it. */
interface FairColumn extends TableColumn {
  cellOf(row: FairSheetRow): TableCell;
}

const BOOTH: FairColumn = { header: '展位', kind: 'number', cellOf: (row) => row.booth };
const SLOT: FairColumn = { header: '时段', kind: 'number', cellOf: (row) => row.slot };
const NAME: FairColumn = { header: '劳动力姓名', kind: 'text', width: 14, cellOf: (row) => row.laborerName };
const ID: FairColumn = { header: '身份证号', kind: 'digits', width: 21, cellOf: (row) => row.idNumber };
const PHONE: FairColumn = { header: '电话', kind: 'digits', width: 14, cellOf: (row) => row.phone };
const HOME: FairColumn = { header: '所属区域', kind: 'text', width: 24, cellOf: (row) => row.homePlace };
const EMPLOYER: FairColumn = {
  header: '企业名称',
  kind: 'text',
  width: 30,
  cellOf: (row) => row.employerName,
};
const TITLE: FairColumn = { header: '岗位名称', kind: 'text', width: 22, cellOf: (row) => row.openingTitle };
const PLACE: FairColumn = { header: '工作地点', kind: 'text', width: 24, cellOf: (row) => row.workplace };
/** Out of a hundred, as a person reads it everywhere else. */
const SCORE: FairColumn = { header: '匹配分', kind: 'number', width: 8, cellOf: (row) => row.score / 100 };
const REASON: FairColumn = { header: '推荐理由', kind: 'text', width: 40, cellOf: (row) => row.reason };
/** Left empty: people at the booth write there by hand. */
const OUTCOME: FairColumn = { header: '面谈结果', kind: 'text', width: 16, cellOf: () => null };

const BY_BOOTH = [BOOTH, SLOT, EMPLOYER, TITLE, PLACE, NAME, ID, PHONE, HOME, SCORE, REASON, OUTCOME];
const BY_LABORER = [NAME, ID, PHONE, HOME, SLOT, BOOTH, EMPLOYER, TITLE, PLACE, SCORE, REASON];

/** The list for the booths: by booth, then slot, then name. */
export function boothTable(sheet: FairSheet): Table {
  const rows = sheet.rows.toSorted(
    (a, b) => a.booth - b.booth || a.slot - b.slot || byText(a.laborerName, b.laborerName),
  );
  return tableOf(BY_BOOTH, rows);
}

/** The list for the door: by home, then name, each person's slots in order. */
export function laborerTable(sheet: FairSheet): Table {
  const rows = sheet.rows.toSorted(
    (a, b) =>
      byText(a.homePlace, b.homePlace) ||
      byText(a.laborerName, b.laborerName) ||
      byText(a.idNumber, b.idNumber) ||
      a.slot - b.slot,
  );
  return tableOf(BY_LABORER, rows);
}

function tableOf(columns: readonly FairColumn[], rows: readonly FairSheetRow[]): Table {
  return { columns, rows: rows.map((row) => columns.map((column) => column.cellOf(row))) };
}

/** By code units: the same order on every machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
