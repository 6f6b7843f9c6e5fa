import { describe, expect, it } from 'vitest';
import type { EmployerRecord } from '../../src/domain/employer.ts';
import { readEmployers } from '../../src/importers/import-employers.ts';
import type { Imported } from '../../src/importers/imported.ts';
import { creditCode, csv, TODAY } from './support.ts';

async function one(extra: Readonly<Record<string, string>> = {}): Promise<Imported<EmployerRecord>> {
  const cells = { 企业名称: '某服装厂', 统一社会信用代码: creditCode(), 企业类型: '帮扶车间', ...extra };
  const file = csv(
    Object.keys(cells).join(','),
    Object.values(cells)
      .map((cell) => `"${cell}"`)
      .join(','),
  );
  const imported = await readEmployers(file, { today: TODAY });
  expect(imported.rowsRead).toBe(imported.rows.length + imported.rowsRejected);
  return imported;
}

describe('an employer', () => {
  it.each([
    ['东西部协作企业', 'partner_province'],
    ['其他省企业', 'other_province'],
    ['省内企业', 'in_province'],
    ['县内企业', 'in_county'],
    ['乡村就业工厂（帮扶车间）', 'workshop'],
    ['公益性岗位', 'public_post'],
  ])('企业类型 %s is %s', async (words, kind) => {
    expect((await one({ 企业类型: words })).rows[0]!.record.kind).toBe(kind);
  });

  it('brings its dated facts', async () => {
    const { rows } = await one({
      行业: '纺织服装',
      成立日期: '2019年5月1日',
      参保人数: '2026-01-31:120；2026-06-30：118',
      欠薪: '2025-01-01至2025-03-01;2026-05-01至今',
      裁员: '2026-03-01:15人',
      '90日留存': '18/20@2026-06-30',
    });
    expect(rows[0]!.record).toEqual({
      name: '某服装厂',
      creditCode: creditCode(),
      kind: 'workshop',
      industry: '纺织服装',
      foundedOn: '2019-05-01',
      evidence: [
        { kind: 'insured_headcount', date: '2026-01-31', people: 120 },
        { kind: 'insured_headcount', date: '2026-06-30', people: 118 },
        { kind: 'wage_arrears', from: '2025-01-01', to: '2025-03-01' },
        { kind: 'wage_arrears', from: '2026-05-01', to: null },
        { kind: 'layoff', date: '2026-03-01', people: 15 },
        { kind: 'retention', date: '2026-06-30', stayed: 18, placed: 20 },
      ],
    });
  });

  it('without facts has none', async () => {
    expect((await one({ 参保人数: '', 欠薪: '无', 裁员: '-' })).rows[0]!.record.evidence).toEqual([]);
  });

  it.each([
    '2025-01-01~2025-03-01',
    '2025-01-01到2025-03-01',
    '2025-01-01—2025-03-01',
    '2025-01-01－2025-03-01',
    '2025-01-01 - 2025-03-01',
    '2025年1月1日-2025年3月1日',
  ])('may write arrears as %s', async (cell) => {
    const { rows, rejections } = await one({ 欠薪: cell });
    expect(rejections).toEqual([]);
    expect(rows[0]!.record.evidence).toEqual([
      { kind: 'wage_arrears', from: '2025-01-01', to: '2025-03-01' },
    ]);
  });

  it.each([
    ['企业名称', '', 'CELL_EMPTY'],
    ['统一社会信用代码', '', 'CREDIT_CODE_MISSING'],
    [
      '统一社会信用代码',
      `${creditCode().slice(0, 17)}${creditCode().endsWith('A') ? 'B' : 'A'}`,
      'CREDIT_CODE_FALSE',
    ],
    ['统一社会信用代码', '9.16E+17', 'CREDIT_CODE_AS_NUMBER'],
    ['企业类型', '', 'CELL_EMPTY'],
    ['企业类型', '外星企业', 'EMPLOYER_KIND_UNKNOWN'],
    ['成立日期', '2027-01-01', 'DATE_IN_FUTURE'],
    ['成立日期', '2019-02-30', 'DATE_FALSE'],
    ['参保人数', '120人', 'EVIDENCE_FALSE'],
    ['参保人数', '2026-12-31:120', 'EVIDENCE_FALSE'],
    ['参保人数', '2026-01-31:-5', 'EVIDENCE_FALSE'],
    ['欠薪', '2026-03-01至2026-01-01', 'EVIDENCE_FALSE'],
    ['90日留存', '21/20@2026-06-30', 'EVIDENCE_FALSE'],
    ['90日留存', '0/0@2026-06-30', 'EVIDENCE_FALSE'],
  ])('with %s "%s" is rejected: %s', async (column, value, code) => {
    const { rejections, rows } = await one({ [column]: value });
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ sheet: null, row: 2, column, code }]);
    expect(rejections[0]!.message.zh).toMatch(/请/);
  });

  it('shows a false credit code, which is no personal data', async () => {
    const { rejections } = await one({ 统一社会信用代码: '91629999MA00000019' });
    expect(rejections[0]!.value).toBe('91629999MA00000019');
  });

  it('may stand in a file once', async () => {
    const row = `某厂,${creditCode()},省内企业`;
    const imported = await readEmployers(csv('企业名称,信用代码,企业类型', row, row), { today: TODAY });
    expect(imported.rejections).toMatchObject([{ row: 3, code: 'REPEATED_IN_FILE', column: '信用代码' }]);
  });
});
