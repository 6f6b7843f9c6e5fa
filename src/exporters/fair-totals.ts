import type { FairSheet, FairSheetRow } from '../flows/ports/files.ts';
import type { Table } from './table.ts';

/** Interviews, people and slots of every booth, with a line of totals. */
export function totalsTable(sheet: FairSheet): Table {
  const booths = [...groupByBooth(sheet.rows)].toSorted(([a], [b]) => a - b);
  return {
    columns: [
      { header: '展位', kind: 'text' },
      { header: '企业名称', kind: 'text', width: 30 },
      { header: '岗位名称', kind: 'text', width: 36 },
      { header: '面谈场次', kind: 'number' },
      { header: '劳动力人数', kind: 'number' },
      { header: '时段数', kind: 'number' },
    ],
    rows: [
      ...booths.map(([booth, rows]) => [String(booth), ...countsOf(rows)]),
      [
        '合计',
        `${count(sheet.rows, (row) => row.employerName)} 家企业`,
        '',
        ...countsOf(sheet.rows).slice(2),
      ],
    ],
  };
}

/** What the workbook is, in a few lines above the lists. */
export function overviewTable(sheet: FairSheet): Table {
  const masking = sheet.isMasked
    ? '身份证号和电话已隐去中间各位；如需完整号码，请由有权限的人员注明用途后导出'
    : '含完整身份证号和电话，仅限本次招聘会使用，用后请销毁';
  return {
    columns: [
      { header: '项目', kind: 'text', width: 14 },
      { header: '内容', kind: 'text', width: 40 },
    ],
    rows: [
      ['招聘会', sheet.name],
      ['日期', sheet.heldOn],
      ['地点', sheet.place],
      ['展位数', count(sheet.rows, (row) => row.booth)],
      ['面谈场次', sheet.rows.length],
      ['劳动力人数', count(sheet.rows, personOf)],
      ['个人信息', masking],
      ['怎么用', '“按展位”交各展位，“按劳动力”放签到处，“汇总”供组织方核对'],
    ],
  };
}

function countsOf(rows: readonly FairSheetRow[]): readonly [string, string, number, number, number] {
  return [
    [...new Set(rows.map((row) => row.employerName))].join('、'),
    [...new Set(rows.map((row) => row.openingTitle))].join('、'),
    rows.length,
    count(rows, personOf),
    count(rows, (row) => row.slot),
  ];
}

/**
 * Two people can share a name, and a masked ID number with another: together they tell people of one fair
 * apart.
 */
function personOf(row: FairSheetRow): string {
  return [row.laborerName, row.idNumber, row.phone, row.homePlace].join('\n');
}

function count(rows: readonly FairSheetRow[], keyOf: (row: FairSheetRow) => string | number): number {
  return new Set(rows.map(keyOf)).size;
}

function groupByBooth(rows: readonly FairSheetRow[]): ReadonlyMap<number, readonly FairSheetRow[]> {
  const booths = new Map<number, FairSheetRow[]>();
  for (const row of rows) {
    const booth = booths.get(row.booth) ?? [];
    booth.push(row);
    booths.set(row.booth, booth);
  }
  return booths;
}
