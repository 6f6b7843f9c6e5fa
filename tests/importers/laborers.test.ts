import { describe, expect, it } from 'vitest';
import { standardIdNumber } from '../../src/domain/id-number.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import { readLaborers, streamLaborers } from '../../src/importers/import-laborers.ts';
import type { Imported } from '../../src/importers/imported.ts';
import type { ImportFile } from '../../src/importers/sheets/sheet.ts';
import { csv, FAKE_CODER, idNumber, TODAY, xlsx } from './support.ts';

const OPTIONS = { coder: FAKE_CODER, today: TODAY };

async function read(file: ImportFile): Promise<Imported<LaborerInput>> {
  const imported = await readLaborers(file, OPTIONS);
  expect(imported.rowsRead).toBe(imported.rows.length + imported.rowsRejected);
  return imported;
}

/** One laborer with the three required columns and some more. */
async function one(extra: Readonly<Record<string, string>> = {}): Promise<Imported<LaborerInput>> {
  const cells = { 劳动力姓名: '张三', 身份证号: idNumber(), 所属区域: '武山县', ...extra };
  return read(
    csv(
      Object.keys(cells).join(','),
      Object.values(cells)
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  );
}

async function taken(extra: Readonly<Record<string, string>> = {}): Promise<LaborerInput> {
  const imported = await one(extra);
  expect(imported.rejections).toEqual([]);
  return imported.rows[0]!.record;
}

/** The only rejection of a row, with a Chinese sentence that ends the story: what is wrong and what to do. */
async function rejected(
  extra: Readonly<Record<string, string>>,
): Promise<Imported<LaborerInput>['rejections'][number]> {
  const { rejections, rows } = await one(extra);
  expect(rows).toEqual([]);
  expect(rejections).toHaveLength(1);
  expect(rejections[0]!.message.zh).toMatch(/\p{Script=Han}/u);
  expect(rejections[0]!.message.en.length).toBeGreaterThan(10);
  return rejections[0]!;
}

async function warned(extra: Readonly<Record<string, string>>): Promise<string[]> {
  const imported = await one(extra);
  expect(imported.rejections).toEqual([]);
  return imported.rows[0]!.warnings.map((warning) => warning.code);
}

describe('a laborer', () => {
  it('has name, birth date and sex of the ID number, and an encrypted part apart', async () => {
    const { record, personal } = await taken({ 电话: '139 0000 0001' });
    expect(record).toMatchObject({
      name: '张三',
      birthDate: '1990-01-01',
      sex: 'male',
      homeCode: '620524',
      matchConsent: null,
    });
    expect(personal).toEqual({ idNumber: idNumber(), phone: '13900000001' });
  });

  it('is unknown where the file has no column', async () => {
    const { record } = await taken();
    expect(record.holdings).toBeUndefined();
    expect(record.certificates).toBeUndefined();
    expect(record.education).toBeUndefined();
    expect(record.intention.wageFloorCnyPerMonth).toBeUndefined();
    expect(record.currentPlaceCode).toBeUndefined();
  });

  it('has none where the cell is there and empty', async () => {
    const { record } = await taken({
      技能: '',
      证书: '无',
      期望月薪: '面议',
      现居住地: '',
      期限意愿: '',
      班次意愿: '',
    });
    expect(record.intention).toMatchObject({ acceptedTerms: [], acceptedShifts: [] });
    expect(record.holdings).toEqual([]);
    expect(record.certificates).toEqual([]);
    expect(record.intention.wageFloorCnyPerMonth).toBeNull();
    expect(record.currentPlaceCode).toBeNull();
  });

  it('is at an unknown place, not at home, where the words of it are not known', async () => {
    const { rows } = await one({ 现居住地: '亚特兰蒂斯' });
    expect(rows[0]!.record.record.currentPlaceCode).toBeUndefined();
  });

  it('has unknown skills where the file tells her present trade only, and that is empty', async () => {
    expect((await taken({ 岗位工种: '' })).record.holdings).toBeUndefined();
    expect((await taken({ 岗位工种: '', 技能: '' })).record.holdings).toEqual([]);
    expect((await taken({ 岗位工种: '焊工' })).record.holdings).toMatchObject([{ code: 'welder' }]);
  });

  it('says which wishes the file has no column for', async () => {
    const wishes = ['areas', 'tiers', 'wishedOccupations', 'refusedOccupations'];
    expect((await taken({ 期望月薪: '4000' })).silentOn).toEqual(wishes);
    expect((await taken({ 就创业意愿: '省外' })).silentOn).toEqual([
      'areas',
      'wishedOccupations',
      'refusedOccupations',
    ]);
    const told = { 意向地区2: '', 意向层级: '', 意向工种: '', 不愿从事工种: '' };
    expect((await taken(told)).silentOn).toEqual([]);
  });

  it('keeps a township or village code of nine or twelve digits', async () => {
    expect((await taken({ 所属区域: '620524101202' })).record.homeCode).toBe('620524101202');
    expect((await taken({ 所属区域: '６２０５２４' })).record.homeCode).toBe('620524');
  });

  it('may live in a city without counties', async () => {
    expect((await taken({ 所属区域: '嘉峪关市' })).record.homeCode).toBe('620200');
  });

  it.each([
    ['一般', '初中毕业', 'junior'],
    ['with 及以上', '高中及以上', 'senior'],
    ['中专', '中专', 'senior'],
    ['技校', '技校', 'senior'],
    ['研究生', '硕士研究生', 'bachelor'],
    ['文盲', '文盲或半文盲', 'none'],
  ])('reads 文化程度 (%s)', async (_name, words, education) => {
    expect((await taken({ 文化程度: words })).record.education).toBe(education);
  });

  it.each([['弱劳动力'], ['半劳动力'], ['弱劳动力或半劳动力']])('%s is weak_or_half', async (words) => {
    expect((await taken({ 劳动能力: words })).record.laborAbility).toBe('weak_or_half');
  });

  it('reads flags from yes, no and the names of groups', async () => {
    const { record } = await taken({
      建档立卡: '是',
      脱贫户: '脱贫户',
      监测对象: '非监测户',
      是否残疾人: '否',
      易地扶贫搬迁: '√',
    });
    expect(record.flags).toEqual({
      registeredPoor: true,
      outOfPoverty: true,
      monitored: false,
      disabled: false,
      relocated: true,
    });
  });

  it('knows of a flag what its column says: nothing without one, no where the cell is empty', async () => {
    expect((await taken()).record.flags).toEqual({});
    expect((await taken({ 是否残疾人: '', 脱贫户: '是' })).record.flags).toEqual({
      disabled: false,
      outOfPoverty: true,
    });
    const unclear = await one({ 是否残疾人: '不清楚' });
    expect(unclear.rows[0]).toMatchObject({ warnings: [{ code: 'YES_NO' }] });
    expect(unclear.rows[0]!.record.record.flags).toEqual({});
  });

  it.each([
    ['同意', 'given'],
    ['不同意', 'withdrawn'],
    ['', null],
  ] as const)('同意匹配 %s is %s', async (words, consent) => {
    expect((await taken({ 同意匹配: words })).record.matchConsent).toBe(consent);
  });

  it('reads what she wishes', async () => {
    const { record } = await taken({
      意向层级: '县内、省外',
      意向地区1: '同安区',
      意向地区2: '天水市',
      意向工种: '焊工、缝纫工',
      不愿从事工种: '绿化工',
      期望月薪: '5000-6000元/月',
      最远距离: '300公里',
      可出发日期: '2026年8月1日',
      可务工截止: '长期',
      每晚回家: '否',
      需住宿: '是',
      期限意愿: '季节，长期',
      班次意愿: '白班',
      普通话: '流利',
    });
    expect(record.intention).toEqual({
      areas: ['350212', '620500'],
      tiers: ['county', 'interprovincial'],
      wishedOccupations: ['welder', 'sewing'],
      refusedOccupations: ['gardener'],
      wageFloorCnyPerMonth: 5000,
      maxDistanceKm: 300,
      availableFrom: '2026-08-01',
      availableUntil: null,
      mustBeHomeNightly: false,
      needsLodging: true,
      acceptedTerms: ['seasonal', 'long'],
      acceptedShifts: ['day'],
      wantsTraining: undefined,
    });
    expect(record.mandarin).toBe('fluent');
  });

  it('names at most four areas, each once', async () => {
    const { record } = await taken({ 意向地区: '武山县、通渭县、武山县、天水市、同安区、厦门市' });
    expect(record.intention.areas).toEqual(['620524', '621121', '620500', '350212']);
  });

  it('takes tiers from 就创业意愿 where the file has no 意向层级', async () => {
    const { record, list } = await taken({ 就创业意愿: '有意愿（县内）' });
    expect(record.intention.tiers).toEqual(['county']);
    expect(list?.kind).toBe('willing');
  });
});

describe('skills', () => {
  it.each([
    ['', '', 'able'],
    ['', '2', 'learner'],
    ['', '3', 'able'],
    ['', '12', 'proven'],
    ['', '2年', 'proven'],
    ['熟练', '24', 'proven'],
    ['学徒', '24', 'learner'],
    ['高级工', '', 'proven'],
  ])('熟练程度 "%s" with 从业月数 "%s" is %s', async (word, months, level) => {
    const { record } = await taken({ 技能: '电焊', 熟练程度: word, 从业月数: months });
    expect(record.holdings).toEqual([{ code: 'welder', level, words: '电焊' }]);
  });

  it('take levels one each where there are several', async () => {
    const { record } = await taken({ 技能: '锁边、平缝', 熟练程度: '学徒、精通' });
    expect(record.holdings!.map(({ level }) => level)).toEqual(['learner', 'proven']);
  });

  it('count the present trade by its months', async () => {
    const { record } = await taken({ 岗位工种: '焊工', 就业起始日期: '2024-01-01', 就业单位: '某厂' });
    expect(record.holdings).toEqual([{ code: 'welder', level: 'proven', words: '焊工' }]);
  });

  it('are proven by a graded certificate', async () => {
    const { record } = await taken({ 技能: '焊工', 证书: '焊工证、焊工中级工' });
    expect(record.holdings).toEqual([{ code: 'welder', level: 'proven', words: '焊工' }]);
    expect(record.certificates).toEqual(['cert:welding']);
  });

  it('that nobody knows are a warning, and stay in the remarks', async () => {
    const imported = await one({ 技能: '焊工、屠龙', 备注: '勤快' });
    expect(imported.rows[0]!.warnings).toMatchObject([{ code: 'SKILL_UNKNOWN', column: '技能', row: 2 }]);
    expect(imported.rows[0]!.record.record.remarks).toBe('勤快；未识别：屠龙');
  });
});

describe('the two lists', () => {
  it.each([
    ['已就业', '', 'employed'],
    ['未就业', '有就业意愿', 'willing'],
    ['未就业', '有外出务工意愿', 'willing'],
    ['', '愿意', 'willing'],
    ['未就业', '无就业意愿', null],
    ['未就业', '', null],
    ['未就业', '有创业意愿', null],
    ['已就业', '有就业意愿', 'employed'],
    ['外出务工', '', 'employed'],
    ['', '', null],
  ] as const)('状态 "%s", 意愿 "%s": %s', async (status, wish, kind) => {
    const { list } = await taken({ 就业创业状态: status, 就创业意愿: wish });
    expect(list?.kind ?? null).toBe(kind);
  });

  it('date an entry by the start of work or the survey, never after today', async () => {
    expect((await taken({ 就业创业状态: '已就业', 就业起始日期: '2025-03-01' })).list).toEqual({
      kind: 'employed',
      validFrom: '2025-03-01',
      source: 'test.csv#2',
    });
    expect((await taken({ 就创业意愿: '有意愿', 采集日期: '2026-02-01' })).list!.validFrom).toBe(
      '2026-02-01',
    );
    expect((await taken({ 就创业意愿: '有意愿', 采集日期: '2027-02-01' })).list!.validFrom).toBe(TODAY);
  });

  it('keep the work behind an employed row: place by the address, employer, months of the contract', async () => {
    const row = { 就业创业状态: '已就业', 就业地域: '省外', 就业单位: '测试电子厂', 合同月数: '1年' };
    const told = await taken({ ...row, 就业地址: '厦门市同安区' });
    expect(told.list!.work).toEqual({ placeCode: '350212', employerName: '测试电子厂', contractMonths: 12 });
    expect((await taken({ ...row, 就业地址: '' })).list!.work!.placeCode).toBeUndefined();
  });

  it('are told by the headers of the employment form', async () => {
    const file = csv(
      '姓名*,身份证*,户籍地,就业起始日期,就业渠道,就业地域*,就业单位,就业类型*',
      `张三,${idNumber()},武山县,2026-01-05,自主,省外,某厂,务工`,
    );
    expect((await read(file)).rows[0]!.record.list).toMatchObject({
      kind: 'employed',
      validFrom: '2026-01-05',
    });
  });

  it('are told by a title only where no cell says more', async () => {
    const row = `张三,${idNumber()},武山县`;
    const willing = await read(csv('有外出务工意愿人员清单', '姓名,身份证号,所属区域', row));
    expect(willing.rows[0]!.record.list?.kind).toBe('willing');
    const idle = await read(csv('未就业人员信息采集表', '姓名,身份证号,所属区域', row));
    expect(idle.rows[0]!.record.list).toBeNull();
  });

  it('in one workbook keep their sheets apart', async () => {
    const header = ['姓名', '身份证号', '所属区域'];
    const file = await xlsx({
      就业人员信息采集表: [header, ['张三', idNumber(), '武山县']],
      有意愿人员: [header, ['李四', idNumber('19910101'), '武山县']],
      填表说明: [['请如实填写']],
    });
    const imported = await read(file);
    expect(imported.rows.map(({ sheet, record }) => [sheet, record.list?.kind])).toEqual([
      ['就业人员信息采集表', 'employed'],
      ['有意愿人员', 'willing'],
    ]);
    expect(imported.skippedSheets).toEqual(['填表说明']);
  });
});

describe('a bad cell of a laborer', () => {
  it.each([
    ['身份证号', '6.29999E+17', 'ID_AS_NUMBER', '文本'],
    ['身份证号', `${idNumber().slice(0, 15)}000`, 'ID_AS_NUMBER', '文本'],
    [
      '身份证号',
      idNumber().slice(0, 17) + (idNumber().endsWith('1') ? '2' : '1'),
      'ID_WRONG_CHECK_CHARACTER',
      '校验位',
    ],
    ['身份证号', '629999900230001', 'ID_NO_SUCH_DATE', '不存在'],
    ['身份证号', '62999919900101', 'ID_NOT_18_CHARACTERS', '18 位'],
    ['身份证号', '62999919900230001X', 'ID_NO_SUCH_DATE', '不存在'],
    ['身份证号', '', 'ID_MISSING', '补填'],
    ['身份证号', idNumber('20150101'), 'AGE_OUTSIDE', '周岁'],
    ['身份证号', idNumber('19010101'), 'AGE_OUTSIDE', '周岁'],
    ['劳动力姓名', '', 'NAME_MISSING', '补填'],
    ['劳动力姓名', '张三13900000001', 'NAME_FALSE', '核对'],
    ['所属区域', '', 'HOME_MISSING', '填到县'],
    ['所属区域', '亚特兰蒂斯', 'HOME_UNKNOWN', '行政区划代码'],
    ['所属区域', '天水市', 'HOME_COARSE', '填到县'],
    ['意向地区1', '亚特兰蒂斯', 'AREA_UNKNOWN', '全称'],
    ['期望月薪', '8000-5000', 'WAGE_FALSE', '下限高于上限'],
    ['期望月薪', '很多', 'WAGE_FALSE', '薪资'],
    ['可出发日期', '2026-02-30', 'DATE_FALSE', '没有这一天'],
    ['最远距离', '很远', 'DISTANCE_FALSE', '公里'],
    ['同意匹配', '看情况', 'CONSENT_UNCLEAR', '是'],
    ['备注', '#REF!', 'CELL_ERROR', '公式'],
  ])('%s rejects the row: %#', async (column, value, code, says) => {
    const rejection = await rejected({ [column]: value });
    expect(rejection).toMatchObject({ sheet: null, row: 2, column, code });
    expect(rejection.message.zh).toContain(says);
  });

  it.each([
    ['文化程度', '博览群书', 'EDUCATION_UNKNOWN'],
    ['劳动能力', '强', 'ABILITY_UNKNOWN'],
    ['电话', '12345', 'PHONE_UNUSABLE'],
    ['性别', '女', 'SEX_DIFFERS'],
    ['意向工种', '屠龙', 'TRADE_UNKNOWN'],
    ['证书', '屠龙证', 'CERTIFICATE_UNKNOWN'],
    ['可务工截止', '2026-01-01', 'AVAILABILITY_PAST'],
    ['现居住地', '亚特兰蒂斯', 'CURRENT_PLACE_UNKNOWN'],
    ['每晚回家', '看情况', 'YES_NO'],
    ['备注', '儿子电话13900000001', 'REMARKS_MASKED'],
    ['就创业意愿', '再说', 'WILLINGNESS_UNCLEAR'],
  ])('%s "%s" is a warning: %s', async (column, value, code) => {
    expect(await warned({ [column]: value })).toEqual([code]);
  });

  it('never shows an ID number or a phone', async () => {
    const id = idNumber();
    const file = csv(
      '姓名,身份证号,所属区域,可出发日期,电话',
      `张三,${id.slice(0, 17)}A,武山县,${id},1390000000`,
      `李四${id},,13900000001,,`,
    );
    const imported = await readLaborers(file, OPTIONS);
    const shown = JSON.stringify(imported.rejections);
    expect(imported.rowsRejected).toBe(2);
    expect(shown).not.toContain(id.slice(6, 14));
    expect(shown).not.toContain('13900000001');
    expect(imported.rejections[0]!.value).toBe('629****1A');
  });

  it('hides a phone that stands in the remarks', async () => {
    const imported = await one({ 备注: '儿子电话13900000001' });
    expect(imported.rows[0]!.record.record.remarks).toBe('儿子电话139****01');
  });

  it('that Excel keeps as a number is told from text', async () => {
    const header = ['姓名', '身份证号', '所属区域', '电话'];
    const file = await xlsx({
      表: [
        header,
        ['张三', Number(idNumber('19900101', 1)), '武山县', 13900000001],
        ['李四', idNumber(), '武山县', 13900000001],
      ],
    });
    const imported = await read(file);
    expect(imported.rejections).toMatchObject([
      { sheet: '表', row: 2, column: '身份证号', code: 'ID_AS_NUMBER' },
    ]);
    expect(imported.rejections[0]!.message.zh).toContain('“文本”格式');
    expect(imported.rows[0]!.record.personal.phone).toBe('13900000001');
  });

  it.each([
    ['身份证号', 1e21, 'ID_AS_NUMBER'],
    ['身份证号', 629999900230001, 'ID_NO_SUCH_DATE'],
    ['户编号', Number('620524101202000123'), 'CODE_AS_NUMBER'],
  ])('%s as the number %s is %s', async (column, value, code) => {
    const cells = { 姓名: '张三', 身份证号: idNumber(), 所属区域: '武山县', [column]: value };
    const imported = await read(await xlsx({ 表: [Object.keys(cells), Object.values(cells)] }));
    expect(imported.rejections).toMatchObject([{ column, code }]);
  });

  it('names all faults of a row, and counts the row once', async () => {
    const imported = await one({ 身份证号: '1', 所属区域: '', 期望月薪: '很多' });
    expect(imported.rejections.map(({ code }) => code).toSorted()).toEqual([
      'HOME_MISSING',
      'ID_NOT_18_CHARACTERS',
      'WAGE_FALSE',
    ]);
    expect(imported).toMatchObject({ rowsRead: 1, rowsRejected: 1 });
  });
});

describe('a file of laborers', () => {
  it('rejects the second row of a person and names the first', async () => {
    const row = `张三,${idNumber()},武山县`;
    const imported = await read(
      csv(
        '姓名,身份证号,所属区域',
        row,
        `李四,${idNumber('19910101')},武山县`,
        `张三,${idNumber().toLowerCase()},通渭县`,
      ),
    );
    expect(imported.rows).toHaveLength(2);
    expect(imported.rejections).toMatchObject([{ row: 4, column: '身份证号', code: 'REPEATED_IN_FILE' }]);
    expect(imported.rejections[0]!.message.zh).toContain('第 2 行');
  });

  it('takes the old number of 15 digits for the same person as the 18 characters', async () => {
    const [old, number] = ['629999900101001', standardIdNumber('629999900101001')];
    const imported = await read(csv('姓名,身份证号,所属区域', `张三,${old},武山县`, `张三,${number},武山县`));
    expect(imported.rows.map((row) => row.record.personal.idNumber)).toEqual([number]);
    expect(imported.rejections).toMatchObject([{ row: 3, code: 'REPEATED_IN_FILE' }]);
  });

  it.each([
    ['without a home', `张三,${idNumber()},,`],
    ['with a wage that is nonsense', `张三,${idNumber()},武山县,很多`],
  ])('lets a good row in after a bad one of the same person (%s)', async (_name, bad) => {
    const imported = await read(csv('姓名,身份证号,所属区域,期望月薪', bad, `张三,${idNumber()},武山县,`));
    expect(imported.rows.map(({ row }) => row)).toEqual([3]);
  });

  it('finds its header below title rows, skips blank and repeated header rows, and reads odd spaces', async () => {
    const header = '序号,　劳动力 姓名*,身份证号（18位）,所属区域：,电 话';
    const file = csv(
      '甘肃省农村劳动力台账,,,,',
      '填报单位：某乡,,,2026年6月,',
      header,
      `1,张　三,６２９９９９ ${idNumber().slice(6)},武山县, 139-0000-0001`,
      ',,,,',
      header,
      `2,古丽·阿依,${idNumber('19920202', 2)},武山县,+8613900000002`,
    );
    const imported = await read(file);
    expect(imported.rows.map(({ row, record }) => [row, record.record.name, record.personal.phone])).toEqual([
      [4, '张三', '13900000001'],
      [7, '古丽·阿依', '13900000002'],
    ]);
    expect(imported.ignoredColumns).toEqual(['序号']);
    expect(imported.rows[0]!.record.personal.idNumber).toBe(idNumber());
  });

  it('reads headers and words in traditional characters, and keeps the name as it is typed', async () => {
    const file = csv(
      '勞動力姓名,身份證號,所屬區域,文化程度,勞動能力,就業創業狀態,就創業意願,意向層級,是否脫貧戶',
      `趙祥,${idNumber()},武山县,小學,普通勞動力,未就業,有就業意願,縣內、省外,是`,
    );
    const { rows, rejections, ignoredColumns } = await read(file);
    expect([rejections, ignoredColumns, rows[0]!.warnings]).toEqual([[], [], []]);
    expect(rows[0]!.record.list!.kind).toBe('willing');
    expect(rows[0]!.record.record).toMatchObject({
      name: '趙祥',
      homeCode: '620524',
      education: 'primary',
      laborAbility: 'ordinary',
      flags: { outOfPoverty: true },
      intention: { tiers: ['county', 'interprovincial'] },
    });
  });

  it.each([
    '2026-03-01',
    '2026/3/1',
    '2026.3.1',
    '20260301',
    '２０２６年３月１日',
    '46082',
    '2026-3-1 08:30',
  ])('reads the day %s', async (day) => {
    expect((await taken({ 可出发日期: day })).record.intention.availableFrom).toBe('2026-03-01');
  });

  it('says which required columns are missing, and in which row it looked', async () => {
    await expect(readLaborers(csv('人员名单', '姓名,电话', '张三,1'), OPTIONS)).rejects.toMatchObject({
      code: 'COLUMN_MISSING',
      sentence: { zh: '文件“test.csv”：第 2 行的表头缺少：身份证号、所属区域' },
    });
    await expect(readLaborers(csv('a,b', '1,2'), OPTIONS)).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
  });

  it('rejects a CSV row with more cells than the header', async () => {
    const imported = await read(csv('姓名,身份证号,所属区域', `张三,${idNumber()},甘肃,武山县`));
    expect(imported.rejections.map(({ code }) => code)).toContain('ROW_TOO_LONG');
  });

  it('with only a header gives nothing, and no error', async () => {
    expect(await read(csv('姓名,身份证号,所属区域'))).toMatchObject({
      rows: [],
      rejections: [],
      rowsRead: 0,
    });
  });

  it('gives the same rows one at a time', async () => {
    const file = csv('姓名,身份证号,所属区域', `张三,${idNumber()},武山县`, '李四,1,武山县');
    const kinds: string[] = [];
    for await (const outcome of streamLaborers(file, OPTIONS)) kinds.push(outcome.kind);
    expect(kinds).toEqual(['taken', 'rejected']);
  });
});
