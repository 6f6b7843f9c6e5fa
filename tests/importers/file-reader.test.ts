import { describe, expect, it } from 'vitest';
import { employersTemplate, laborersTemplate, openingsTemplate } from '../../src/exporters/templates.ts';
import {
  creditCode,
  csv,
  FAKE_CODER,
  FAKE_ONTOLOGY,
  idNumber,
  TODAY,
  xlsx,
  createWholeReader,
} from './support.ts';

const readFile = createWholeReader({ coder: FAKE_CODER, ontology: FAKE_ONTOLOGY });

const LABORERS = csv('姓名,身份证号,所属区域,就创业意愿', `张三,${idNumber()},武山县,有意愿`);
const EMPLOYERS = csv('企业名称,统一社会信用代码,企业类型', `某厂,${creditCode()},省内企业`);
const OPENINGS = csv(
  '企业名称,统一社会信用代码,岗位名称,招聘人数,工作地点',
  `某厂,${creditCode()},焊工,2,同安区`,
);

describe('the kind of a file', () => {
  it.each([
    ['laborers', LABORERS],
    ['employers', EMPLOYERS],
    ['openings', OPENINGS],
  ] as const)('%s is told by its headers', async (kind, file) => {
    const imported = await readFile(file, { today: TODAY });
    expect(imported).toMatchObject({ kind, rowsRead: 1, rejections: [] });
  });

  it('is told by the sheet that has headers, below its title', async () => {
    const file = await xlsx({
      说明: [['填表说明'], ['请如实填写']],
      岗位: [
        ['某县岗位汇总表'],
        [],
        ['企业名称', '信用代码', '岗位名称', '招聘人数', '工作地点'],
        ['某厂', creditCode(), '焊工', 5, '同安区'],
      ],
    });
    expect(await readFile(file, { today: TODAY })).toMatchObject({
      kind: 'openings',
      rowsRead: 1,
      rejections: [],
    });
  });

  it('that is named is not guessed: another kind of file is a fault', async () => {
    await expect(readFile(EMPLOYERS, { kind: 'laborers', today: TODAY })).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
    await expect(readFile(OPENINGS, { kind: 'employers', today: TODAY })).rejects.toMatchObject({
      code: 'COLUMN_MISSING',
      sentence: { zh: expect.stringContaining('企业类型') },
    });
  });

  it('that no header tells is a fault with the headers to write', async () => {
    await expect(readFile(csv('a,b', '1,2'), { today: TODAY })).rejects.toMatchObject({
      code: 'KIND_UNKNOWN',
      remedy: { zh: expect.stringContaining('身份证号') },
    });
  });
});

describe('our templates', () => {
  it.each([
    ['laborers', laborersTemplate],
    ['employers', employersTemplate],
    ['openings', openingsTemplate],
  ] as const)('for %s have only headers that the importer knows', async (kind, template) => {
    const imported = await readFile({ name: 't.xlsx', bytes: await template() }, { today: TODAY });
    expect(imported).toMatchObject({ kind, rowsRead: 0, ignoredColumns: [] });
  });
});
