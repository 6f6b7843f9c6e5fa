import type { DigestExporter, DigestSheet } from '../flows/ports/files.ts';
import type { Table, TableCell, TableColumn } from './table.ts';
import { xlsxTables } from './xlsx-table.ts';

/** A digest as a workbook: 说明 (what it is), 先联系谁 (pairs, best calls first), 岗位 (who gained), 已失效 (what is gone). */
export const digestXlsxExporter: DigestExporter = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  toBytes: async (sheet) => {
    const printTitle = `${sheet.title}（${sheet.runId}）`;
    return xlsxTables([
      { name: '说明', table: overview(sheet), printTitle },
      { name: '先联系谁', table: pairs(sheet), printTitle },
      { name: '岗位', table: openings(sheet), printTitle },
      { name: '已失效', table: losses(sheet), printTitle },
    ]);
  },
};

const PERSON: readonly TableColumn[] = [
  { header: '劳动力编号', kind: 'text' },
  { header: '劳动力姓名', kind: 'text', width: 14 },
  { header: '身份证号', kind: 'digits', width: 21 },
  { header: '电话', kind: 'digits', width: 14 },
];
const OPENING: readonly TableColumn[] = [
  { header: '岗位编号', kind: 'text' },
  { header: '岗位名称', kind: 'text', width: 22 },
  { header: '企业名称', kind: 'text', width: 30 },
  { header: '工作地点', kind: 'text', width: 24 },
  { header: '工资', kind: 'text', width: 18 },
];

type Person = DigestSheet['losses'][number];
type Opening = DigestSheet['openings'][number];

function personCells(row: Pick<Person, 'laborerId' | 'laborerName' | 'idNumber' | 'phone'>): TableCell[] {
  return [row.laborerId, row.laborerName, row.idNumber, row.phone];
}

function openingCells(row: Omit<Opening, 'candidates'>): TableCell[] {
  return [row.openingId, row.title, row.employerName, row.place, row.wage];
}

function pairs(sheet: DigestSheet): Table {
  return {
    columns: [
      { header: '顺序', kind: 'number' },
      ...PERSON,
      { header: '首次推荐', kind: 'text' },
      ...OPENING,
      { header: '为何推送', kind: 'text', width: 18 },
      { header: '匹配分', kind: 'number', width: 8 },
      { header: '推荐理由', kind: 'text', width: 60 },
      { header: '联系结果', kind: 'text', width: 16 },
    ],
    rows: sheet.pairs.map((row, index) => [
      index + 1,
      ...personCells(row),
      row.isNewLaborer ? '是' : '否',
      ...openingCells(row),
      row.news,
      row.score / 100,
      row.reason,
      // Left empty: the broker writes there by hand.
      null,
    ]),
  };
}

function openings(sheet: DigestSheet): Table {
  return {
    columns: [...OPENING, { header: '合适人选', kind: 'number' }],
    rows: sheet.openings.map((row) => [...openingCells(row), row.candidates]),
  };
}

function losses(sheet: DigestSheet): Table {
  return {
    columns: [...PERSON, ...OPENING, { header: '失效原因', kind: 'text', width: 28 }],
    rows: sheet.losses.map((row) => [...personCells(row), ...openingCells(row), row.reason]),
  };
}

function overview(sheet: DigestSheet): Table {
  return {
    columns: [
      { header: '项目', kind: 'text', width: 14 },
      { header: '内容', kind: 'text', width: 60 },
    ],
    rows: [
      ['摘要', sheet.title],
      ['匹配批次', sheet.runId],
      ['生成时间', sheet.writtenAt],
      ['排在后面', `${sheet.waiting} 名劳动力，之后的摘要陆续推荐`],
      ['个人信息', '身份证号和电话已隐去中间各位；联系本人时在系统中取得联系锁后查看'],
      ['怎么用', '按“先联系谁”的顺序联系；已经打开后才失效的匹配不在表中；“已失效”中的不要再推荐'],
    ],
  };
}
