import { describe, expect, it } from 'vitest';
import type { OpeningRow } from '../../src/flows/ports/files.ts';
import { readOpenings } from '../../src/importers/import-openings.ts';
import type { Imported } from '../../src/importers/imported.ts';
import type { ImportFile } from '../../src/importers/sheets/sheet.ts';
import { creditCode, csv, FAKE_CODER, FAKE_ONTOLOGY, TODAY } from './support.ts';

async function read(file: ImportFile): Promise<Imported<OpeningRow>> {
  const imported = await readOpenings(file, { coder: FAKE_CODER, ontology: FAKE_ONTOLOGY, today: TODAY });
  expect(imported.rowsRead).toBe(imported.rows.length + imported.rowsRejected);
  return imported;
}

async function one(extra: Readonly<Record<string, string>> = {}): Promise<Imported<OpeningRow>> {
  const cells = {
    企业名称: '某厂',
    统一社会信用代码: creditCode(),
    岗位名称: '焊工',
    招聘人数: '20',
    工作地点: '福建省厦门市同安区',
    ...extra,
  };
  return read(
    csv(
      Object.keys(cells).join(','),
      Object.values(cells)
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  );
}

async function taken(extra: Readonly<Record<string, string>> = {}): Promise<OpeningRow> {
  const imported = await one(extra);
  expect(imported.rejections).toEqual([]);
  return imported.rows[0]!.record;
}

async function warned(extra: Readonly<Record<string, string>>): Promise<string[]> {
  const imported = await one(extra);
  expect(imported.rejections).toEqual([]);
  return imported.rows[0]!.warnings.map((warning) => warning.code);
}

describe('an opening', () => {
  it('says only what its file says', async () => {
    expect(await taken()).toEqual({
      record: {
        openingNo: undefined,
        title: '焊工',
        occupation: 'welder',
        requirements: [{ code: 'welder', need: 'nice', minLevel: 'none' }],
        gates: [],
        placeCode: '350212',
        placeWords: '福建省厦门市同安区',
        headcount: 20,
        filled: 0,
        isWithdrawn: false,
        bars: {},
        flaggedWords: [],
      },
      employerCreditCode: creditCode(),
      worksiteCreditCode: creditCode(),
      employerName: '某厂',
      worksiteName: '某厂',
    });
  });

  it('reads the usual columns', async () => {
    const { record } = await taken({
      岗位编号: 'XM-001',
      工种: '焊工',
      已招: '3',
      年龄要求: '18-45岁',
      学历要求: '初中及以上',
      技能要求: '锁边',
      月薪下限: '6000',
      月薪上限: '8000',
      包吃住: '包住不包吃',
      班车: '有',
      班次: '两班倒',
      合同期限: '2年',
      开始日期: '2026-06-01',
      截止日期: '2026-12-31',
      到岗日期: '2026/8/1',
      重体力: '是',
      有害作业: '否',
      普通话要求: '否',
      双语带班: '有',
      押金: '无',
      收费: '否',
    });
    expect(record).toMatchObject({
      openingNo: 'XM-001',
      filled: 3,
      ageMin: 18,
      ageMax: 45,
      educationMin: 'junior',
      wage: { lowCnyPerMonth: 6000, highCnyPerMonth: 8000 },
      providesLodging: true,
      providesMeals: false,
      hasShuttle: true,
      shift: 'rotating',
      term: 'long',
      opensOn: '2026-06-01',
      closesOn: '2026-12-31',
      startsOn: '2026-08-01',
      isHeavyWork: true,
      isHazardous: false,
      needsMandarin: false,
      hasBilingualLeader: true,
      bars: { takesDeposit: false, chargesLaborer: false },
    });
    expect(record.requirements).toContainEqual({ code: 'skill:锁边', need: 'must', minLevel: 'learner' });
  });

  it.each([
    ['6-8千/月', 6000, 8000],
    ['1.2万', 12000, 12000],
    ['100元/天', 2600, 2600],
  ])('reads the wage %s', async (words, low, high) => {
    expect((await taken({ 薪资: words })).record.wage).toMatchObject({
      lowCnyPerMonth: low,
      highCnyPerMonth: high,
    });
  });

  it.each([
    [{ 薪资: '5000以上' }, { lowCnyPerMonth: 5000, words: '5000以上' }],
    [{ 月薪下限: '5000' }, { lowCnyPerMonth: 5000, words: '5000' }],
    [
      { 月薪下限: '5000', 月薪上限: '' },
      { lowCnyPerMonth: 5000, words: '5000' },
    ],
    [{ 月薪上限: '8000' }, { highCnyPerMonth: 8000, words: '8000' }],
    [
      { 月薪下限: '5000', 月薪上限: '8000以上' },
      { lowCnyPerMonth: 5000, words: '5000-8000以上' },
    ],
  ])('does not make up the end of a wage that %j leaves open', async (cells, wage) => {
    expect((await taken(cells)).record.wage).toEqual(wage);
  });

  it('without a fixed wage has none', async () => {
    expect((await taken({ 薪资: '面议' })).record.wage).toBeUndefined();
  });

  it.each([
    ['招20人', 20],
    ['二十名', 20],
    ['２０', 20],
  ])('reads the head count %s', async (words, headcount) => {
    expect((await taken({ 招聘人数: words })).record.headcount).toBe(headcount);
  });

  it.each([
    ['包吃住', true, true],
    ['包食宿', true, true],
    ['是', true, true],
    ['否', false, false],
    ['自理', false, false],
    ['包吃', false, true],
    ['包住', true, false],
    ['包吃不包住', false, true],
    ['包吃包住', true, true],
  ])('食宿 %s: lodging %s, meals %s', async (words, lodging, meals) => {
    expect((await taken({ 食宿: words })).record).toMatchObject({
      providesLodging: lodging,
      providesMeals: meals,
    });
  });

  it.each([
    ['日结', 'daily'],
    ['季节工', 'seasonal'],
    ['3个月', 'seasonal'],
    ['半年', 'long'],
    ['1年以上', 'long'],
    ['10天', 'daily'],
  ])('期限 %s is %s', async (words, term) => {
    expect((await taken({ 期限: words })).record.term).toBe(term);
  });

  it('has the gates of the law for its occupation, and those of its text, each once', async () => {
    const { record } = await taken({ 岗位名称: '维修电工', 证书要求: '电工证、焊工证' });
    expect(record.gates).toEqual([
      { kind: 'legal', anyOf: [['cert:electrician']], words: '电工证' },
      { kind: 'legal', anyOf: [['cert:welding']], words: '焊工证' },
    ]);
  });

  it('names a worksite employer of its own', async () => {
    expect(await taken({ 用工单位: '某电子厂', 用工单位信用代码: creditCode(2) })).toMatchObject({
      employerName: '某厂',
      worksiteName: '某电子厂',
      worksiteCreditCode: creditCode(2),
    });
    expect(await taken({ 用工单位: '', 用工单位信用代码: '' })).toMatchObject({
      worksiteCreditCode: creditCode(),
    });
  });

  it('of a public post is kept for the groups it names', async () => {
    expect((await taken({ 安置对象: '脱贫户、监测对象' })).record.reservedForGroups).toEqual([
      'outOfPoverty',
      'monitored',
    ]);
    expect((await taken({ 安置对象: '' })).record.reservedForGroups).toBeUndefined();
  });

  it('with a deposit as a sum is barred', async () => {
    expect((await taken({ 押金: '500元' })).record.bars.takesDeposit).toBe(true);
  });
});

describe('what the law forbids to ask', () => {
  it('is flagged, warned of and not used', async () => {
    const imported = await one({ 性别要求: '男', 备注: '限汉族' });
    expect(imported.rows[0]!.record.record.flaggedWords).toEqual(['限汉族', '性别要求：男']);
    expect(imported.rows[0]!.warnings).toMatchObject([
      { code: 'DISCRIMINATORY_WORDS', column: '备注' },
      { code: 'SEX_NOT_USED', column: '性别要求', message: { zh: '性别要求“男”依法不采用' } },
    ]);
  });

  it('is warned of once, not as an unknown skill besides', async () => {
    const codesOf = async (skills: string) =>
      (await one({ 技能要求: skills })).rows[0]!.warnings.map((warning) => warning.code);
    expect(await codesOf('限男性，会锁边')).toEqual(['DISCRIMINATORY_WORDS']);
    expect((await codesOf('限男性，屠龙')).toSorted()).toEqual(['DISCRIMINATORY_WORDS', 'SKILL_UNKNOWN']);
  });

  it('is not seen in 男女不限', async () => {
    expect(await warned({ 性别要求: '男女不限' })).toEqual([]);
  });
});

describe('a bad cell of an opening', () => {
  it.each([
    ['岗位名称', '', 'CELL_EMPTY', '补填'],
    ['招聘人数', '-5', 'HEADCOUNT_FALSE', '负数'],
    ['招聘人数', '0', 'HEADCOUNT_FALSE', '整数'],
    ['招聘人数', '若干', 'HEADCOUNT_MISSING', '整数'],
    ['招聘人数', '', 'HEADCOUNT_MISSING', '整数'],
    ['工作地点', '亚特兰蒂斯', 'PLACE_UNKNOWN', '全称'],
    ['工作地点', '福建省', 'PLACE_COARSE', '至少填到市'],
    ['薪资', '-3000', 'WAGE_FALSE', '负数'],
    ['薪资', '8千-6千', 'WAGE_FALSE', '下限高于上限'],
    ['薪资', '一百亿', 'WAGE_FALSE', '薪资'],
    ['年龄要求', '200岁以下', 'AGE_FALSE', '年龄'],
    ['年龄要求', '45-18', 'AGE_FALSE', '下限高于上限'],
    ['截止日期', '2026-02-30', 'DATE_FALSE', '没有这一天'],
    ['截止日期', '1026-01-01', 'DATE_FALSE', '1900'],
    ['统一社会信用代码', '123', 'CREDIT_CODE_FALSE', '18 位'],
    ['押金', '看情况', 'YES_NO', '是'],
    ['已招', '-1', 'FILLED_FALSE', '负数'],
    ['用工单位', '另一家', 'WORKSITE_CODE_MISSING', '信用代码'],
  ])('%s "%s" rejects the row: %s', async (column, value, code, says) => {
    const { rejections, rows } = await one({ [column]: value });
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ sheet: null, row: 2, column, value, code }]);
    expect(rejections[0]!.message.zh).toContain(says);
  });

  it.each([
    [{ 截止日期: '2026-01-01' }, 'ALREADY_CLOSED'],
    [{ 到岗日期: '2026-01-01' }, 'START_PAST'],
    [{ 工作地点: '' }, 'PLACE_MISSING'],
    [{ 岗位名称: '诚聘精英' }, 'TRADE_UNKNOWN'],
    [{ 工种: '屠龙' }, 'TRADE_UNKNOWN'],
    [{ 技能要求: '屠龙' }, 'SKILL_UNKNOWN'],
    [{ 班次: '随缘' }, 'SHIFT_UNKNOWN'],
    [{ 年龄要求: '15-40' }, 'AGE_UNDER_16'],
    [{ 食宿: '随缘' }, 'ROOM_AND_BOARD_UNCLEAR'],
  ])('%j is a warning: %s', async (extra, code) => {
    expect(await warned(extra as unknown as Record<string, string>)).toEqual([code]);
  });

  it('rejects a trade that neither cell nor title names', async () => {
    const { rejections } = await one({ 岗位名称: '诚聘精英', 工种: '屠龙' });
    expect(rejections).toMatchObject([{ column: '工种', code: 'TRADE_UNKNOWN' }]);
  });

  it('rejects ends in the wrong order', async () => {
    expect((await one({ 开始日期: '2026-09-01', 截止日期: '2026-08-01' })).rejections).toMatchObject([
      { column: '截止日期', code: 'DATES_DISORDERED' },
    ]);
    expect((await one({ 到岗日期: '2026-09-01', 结束日期: '2026-08-01' })).rejections).toMatchObject([
      { column: '结束日期', code: 'DATES_DISORDERED' },
    ]);
    expect((await one({ 月薪下限: '8000', 月薪上限: '6000' })).rejections).toMatchObject([
      { column: '月薪上限', code: 'WAGE_DISORDERED' },
    ]);
    expect((await one({ 年龄下限: '50', 年龄上限: '40' })).rejections).toMatchObject([
      { column: '年龄下限', code: 'AGE_FALSE' },
    ]);
  });
});

describe('two rows for one opening', () => {
  const header = '企业名称,信用代码,岗位编号,岗位名称,招聘人数,工作地点';

  it('are told by 岗位编号 within the employer', async () => {
    const imported = await read(
      csv(
        header,
        `某厂,${creditCode()},A1,焊工,1,同安区`,
        `某厂,${creditCode()},A1,电工,2,武山县`,
        `他厂,${creditCode(2)},A1,焊工,1,同安区`,
      ),
    );
    expect(imported.rejections).toMatchObject([{ row: 3, code: 'REPEATED_IN_FILE' }]);
    expect(imported.rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it('are told by title and place where they have no number', async () => {
    const imported = await read(
      csv(
        header,
        `某厂,${creditCode()},,焊工,1,同安区`,
        `某厂,${creditCode()},,焊工,2,武山县`,
        `某厂,${creditCode()},,焊工,3,厦门市同安区`,
      ),
    );
    expect(imported.rejections).toMatchObject([{ row: 4, code: 'REPEATED_IN_FILE' }]);
  });
});
