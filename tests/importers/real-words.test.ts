import { describe, expect, it } from 'vitest';
import { loadReference } from '../../src/reference/load-reference.ts';
import { createTextCoder } from '../../src/text/text-coder.ts';
import { creditCode, csv, idNumber, TODAY, createWholeReader } from './support.ts';

const reference = loadReference();
const readFile = createWholeReader({ coder: createTextCoder(reference), ontology: reference.ontology });

function line(...cells: readonly string[]): string {
  return cells.map((cell) => `"${cell}"`).join(',');
}

describe('with the real tables of words and places', () => {
  it('a ledger becomes laborers', async () => {
    const file = csv(
      '劳动力姓名,身份证号,所属区域,就业创业状态,就创业意愿,意向层级,意向地区1,意向地区2,意向工种,不愿从事工种,技能,熟练程度,从业月数,证书',
      line(
        '张三',
        idNumber(),
        '甘肃省天水市武山县洛门镇',
        '未就业',
        '有外出务工意愿',
        '省外、县内',
        '福建省厦门市',
        '武山县',
        '电焊工、缝纫工',
        '保安',
        '电焊、锁边',
        '熟练',
        '24',
        '焊工证',
      ),
      line('李四', idNumber('19800101', 2), '嘉峪关市', '已就业', '', '', '', '', '', '', '无', '', '', ''),
    );
    const imported = await readFile(file, { today: TODAY });
    expect(imported).toMatchObject({ kind: 'laborers', rowsRead: 2, rejections: [] });
    expect(imported.rows[0]!.record).toMatchObject({
      record: {
        homeCode: '620524',
        holdings: [
          { code: 'welder', level: 'proven' },
          { code: 'skill:锁边', level: 'proven' },
        ],
        certificates: ['cert:welding'],
        intention: {
          areas: ['350200', '620524'],
          tiers: ['interprovincial', 'county'],
          wishedOccupations: ['welder', 'sewing'],
          refusedOccupations: ['security'],
        },
      },
      list: { kind: 'willing' },
    });
    expect(imported.rows[1]!.record).toMatchObject({
      record: { homeCode: '620200', holdings: [] },
      list: { kind: 'employed' },
    });
  });

  it('an advertisement becomes an opening, with the gates of the law', async () => {
    const file = csv(
      '企业名称,统一社会信用代码,岗位名称,工种,招聘人数,工作地点,年龄要求,薪资,包吃住,性别要求,备注',
      line(
        '某电子厂',
        creditCode(),
        '电子厂普工',
        '普工',
        '招100人',
        '厦门市同安区',
        '18-45岁',
        '6-8千/月',
        '包吃住',
        '男',
        '汉族优先',
      ),
      line(
        '某建筑公司',
        creditCode(2),
        '电焊工（包教）',
        '焊工',
        '20',
        '深圳-龙岗区',
        '不限',
        '300元/天',
        '包住',
        '不限',
        '',
      ),
    );
    const imported = await readFile(file, { today: TODAY });
    expect(imported).toMatchObject({ kind: 'openings', rowsRead: 2, rejections: [] });
    expect(imported.rows.map(({ record }) => record)).toMatchObject([
      {
        record: {
          placeCode: '350212',
          headcount: 100,
          wage: { lowCnyPerMonth: 6000, highCnyPerMonth: 8000 },
          flaggedWords: ['汉族优先', '性别要求：男'],
        },
      },
      {
        record: {
          occupation: 'welder',
          placeCode: '440307',
          gates: [{ kind: 'legal', anyOf: [['cert:welding']] }],
          wage: { lowCnyPerMonth: 7800 },
        },
      },
    ]);
  });

  it('a place name that provinces share is the one of the employer, and otherwise unknown', async () => {
    const header = '企业名称,统一社会信用代码,岗位名称,招聘人数,工作地点';
    const imported = await readFile(csv(header, line('某厂', creditCode(), '焊工', '2', '城关区')), {
      today: TODAY,
    });
    expect(imported.rows[0]!.record).toMatchObject({ record: { placeCode: '620102' } });
  });

  it('an unknown trade and an unknown place are rejected with their words', async () => {
    const header = '企业名称,统一社会信用代码,岗位名称,工种,招聘人数,工作地点';
    const imported = await readFile(
      csv(header, line('某厂', creditCode(), '精英', '合伙人', '2', '亚特兰蒂斯')),
      { today: TODAY },
    );
    expect(imported.rejections).toMatchObject([
      { row: 2, column: '工作地点', value: '亚特兰蒂斯', code: 'PLACE_UNKNOWN' },
      { row: 2, column: '工种', value: '合伙人', code: 'TRADE_UNKNOWN' },
    ]);
    expect(imported.rowsRead).toBe(1);
  });

  it('an opening whose trade only its text makes a must has the gates of that trade', async () => {
    const file = csv(
      '企业名称,统一社会信用代码,岗位名称,招聘人数,工作地点,技能要求,证书要求',
      line('某厂', creditCode(), '诚聘英才', '20', '厦门市同安区', '电焊工，熟练', ''),
      line('某厂', creditCode(), '光伏安装工', '20', '厦门市同安区', '', '低压电工证'),
    );
    const { rows, rejections } = await readFile(file, { today: TODAY });
    expect(rejections).toEqual([]);
    expect(rows.map((row) => row.warnings)).toEqual([[], []]);
    expect(rows[0]!.record).toMatchObject({
      record: { occupation: 'welder', gates: [{ kind: 'legal', anyOf: [['cert:welding']] }] },
    });
    // The law asks for it by post; this employer makes it a must.
    expect(rows[1]!.record).toMatchObject({
      record: {
        gates: [
          { kind: 'legal', anyOf: [['cert:work-at-height']] },
          { kind: 'legal', anyOf: [['cert:low-voltage']] },
        ],
      },
    });
  });
});
