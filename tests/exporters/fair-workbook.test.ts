import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { maskIdNumber, maskPhone } from '../../src/domain/id-number.ts';
import { fairCsvExporter, fairXlsxExporter } from '../../src/exporters/fair-workbook.ts';
import type { FairSheet, FairSheetRow } from '../../src/flows/ports/files.ts';
import { idNumber } from '../importers/support.ts';

function row(extra: Partial<FairSheetRow> = {}): FairSheetRow {
  return {
    booth: 1,
    slot: 1,
    openingTitle: '焊工',
    employerName: '某厂',
    workplace: '福建省厦门市同安区',
    laborerName: '张三',
    idNumber: maskIdNumber(idNumber()),
    phone: maskPhone('13900000001'),
    homePlace: '武山县',
    score: 7312,
    reason: '会焊接（熟练），岗位正需要',
    ...extra,
  };
}

function fair(rows: readonly FairSheetRow[], isMasked = true): FairSheet {
  return { name: '春风行动', heldOn: '2026-07-10', place: '武山县', isMasked, rows };
}

async function sheetsOf(sheet: FairSheet): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = Buffer.from(await fairXlsxExporter.toBytes(sheet));
  // exceljs's own Buffer type predates the one of @types/node.
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  return workbook;
}

function cellsOf(workbook: ExcelJS.Workbook, name: string): unknown[][] {
  const rows: unknown[][] = [];
  workbook.getWorksheet(name)!.eachRow((line) => rows.push((line.values as unknown[]).slice(1)));
  return rows;
}

describe("a fair's workbook", () => {
  it('has an overview, a list for the booths, one for the door, and totals', async () => {
    const workbook = await sheetsOf(fair([row()]));
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['说明', '按展位', '按劳动力', '汇总']);
    expect(cellsOf(workbook, '说明')).toContainEqual(['招聘会', '春风行动']);
  });

  it('lists by booth, then slot; and by home, then name', async () => {
    const rows = [
      row({ booth: 2, slot: 1, laborerName: '甲', homePlace: '通渭县' }),
      row({ booth: 1, slot: 2, laborerName: '乙', homePlace: '武山县' }),
      row({ booth: 1, slot: 1, laborerName: '丙', homePlace: '武山县' }),
    ];
    const workbook = await sheetsOf(fair(rows));
    expect(
      cellsOf(workbook, '按展位')
        .slice(1)
        .map((line) => line[5]),
    ).toEqual(['丙', '乙', '甲']);
    expect(
      cellsOf(workbook, '按劳动力')
        .slice(1)
        .map((line) => line[0]),
    ).toEqual(['丙', '乙', '甲']);
  });

  it('counts interviews, people and slots', async () => {
    const rows = [
      row(),
      row({ booth: 2, slot: 2, openingTitle: '缝纫工', employerName: '他厂' }),
      row({ slot: 2, laborerName: '李四' }),
    ];
    expect(cellsOf(await sheetsOf(fair(rows)), '汇总').slice(1)).toEqual([
      ['1', '某厂', '焊工', 2, 2, 2],
      ['2', '他厂', '缝纫工', 1, 1, 1],
      ['合计', '2 家企业', expect.anything(), 3, 2, 2],
    ]);
  });

  it('shows numbers as it is given them: masked, or whole and as text', async () => {
    const masked = cellsOf(await sheetsOf(fair([row()])), '按展位')[1]!;
    expect(masked.slice(6, 8)).toEqual([maskIdNumber(idNumber()), '139****0001']);
    const workbook = await sheetsOf(fair([row({ idNumber: idNumber(), phone: '13900000001' })], false));
    expect(workbook.getWorksheet('按展位')!.getCell('G2')).toMatchObject({
      value: idNumber(),
      type: ExcelJS.ValueType.String,
      numFmt: '@',
    });
    expect(workbook.getWorksheet('按展位')!.getCell('H2')).toMatchObject({
      value: '13900000001',
      type: ExcelJS.ValueType.String,
    });
    expect(JSON.stringify(cellsOf(workbook, '说明'))).toContain('用后请销毁');
  });

  it('gives the score out of a hundred and the reason beside it', async () => {
    const workbook = await sheetsOf(fair([row()]));
    for (const name of ['按展位', '按劳动力']) {
      const [header, line] = cellsOf(workbook, name);
      const at = header!.indexOf('匹配分');
      expect(header!.slice(at, at + 2)).toEqual(['匹配分', '推荐理由']);
      expect(line!.slice(at, at + 2)).toEqual([73.12, '会焊接（熟练），岗位正需要']);
    }
  });

  it('runs no formula that a name brings', async () => {
    const workbook = await sheetsOf(
      fair([row({ laborerName: '=1+1', employerName: '@SUM(1)', openingTitle: '-焊工' })]),
    );
    for (const sheet of workbook.worksheets) {
      sheet.eachRow((line) => line.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
    }
    const text = Buffer.from(await fairCsvExporter.toBytes(fair([row({ laborerName: '=1+1' })]))).toString(
      'utf8',
    );
    expect(text).toContain(",'=1+1,");
  });

  it('without pairings still opens', async () => {
    expect(cellsOf(await sheetsOf(fair([])), '按展位')).toHaveLength(1);
  });
});

describe("a fair's CSV", () => {
  it('is the list for the booths, UTF-8 with a byte order mark, whole numbers as text', async () => {
    const bytes = await fairCsvExporter.toBytes(
      fair([row({ idNumber: idNumber(), phone: '13900000001' })], false),
    );
    const [header, line] = Buffer.from(bytes).toString('utf8').split('\r\n');
    expect(header).toBe(
      '\ufeff展位,时段,企业名称,岗位名称,工作地点,劳动力姓名,身份证号,电话,所属区域,匹配分,推荐理由,面谈结果',
    );
    expect(line).toContain(`,'${idNumber()},'13900000001,`);
  });
});
