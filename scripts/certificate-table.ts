/** `cert:<slug>`, the official name, and how people write it. */
export type CertificateRow = readonly [slug: string, zh: string, aliases: readonly string[]];

/**
 * Certificates that gate or favor an occupation, from memory of 特种作业目录, 特种设备作业人员资格项目 and the habits of
 * job advertisements. The bare topics (`低压`, `高处`, `T`) only count alone or inside the brackets of a longer name.
 */
export const CERTIFICATES: readonly CertificateRow[] = [
  [
    'welding',
    '特种作业操作证(焊接与热切割)',
    [
      '焊工证',
      '电焊证',
      '电焊工证',
      '焊接证',
      '焊工操作证',
      '电焊工操作证',
      '焊工特种作业证',
      '焊接与热切割作业',
      '焊接与热切割',
      '熔化焊接与热切割作业',
      '氩弧焊证',
      '二保焊证',
      '焊工上岗证',
      '焊接',
      '特种作业操作证(焊接)',
    ],
  ],
  [
    'pressure-welding',
    '特种设备焊接(压力容器)',
    ['压力容器焊工证', '特种设备焊工证', '压力焊工证', '压力管道焊工证'],
  ],
  [
    'low-voltage',
    '特种作业操作证(低压电工)',
    [
      '低压电工证',
      '低压电工操作证',
      '低压电工作业',
      '低压电工',
      '低压证',
      '低压',
      '电工证',
      '电工操作证',
      '电工上岗证',
      '电工特种作业证',
      '电工本',
    ],
  ],
  [
    'high-voltage',
    '特种作业操作证(高压电工)',
    ['高压电工证', '高压电工操作证', '高压电工作业', '高压电工', '高压证', '高压', '进网作业许可证'],
  ],
  [
    'work-at-height',
    '特种作业操作证(高处作业)',
    [
      '高处作业证',
      '高空作业证',
      '登高证',
      '登高作业证',
      '登高架设证',
      '高处作业',
      '高空作业',
      '登高作业',
      '高处',
      '登高',
    ],
  ],
  [
    'refrigeration',
    '特种作业操作证(制冷与空调)',
    ['制冷证', '制冷与空调作业', '制冷与空调', '制冷工证', '空调证', '制冷'],
  ],
  [
    'scaffolder',
    '建筑施工特种作业操作资格证(架子工)',
    ['架子工证', '架子工操作证', '架子工特种作业证', '架工证', '架子工', '建筑架子工'],
  ],
  [
    'construction-crane',
    '建筑施工特种作业(起重机械司机)',
    [
      '塔吊证',
      '塔吊司机证',
      '塔机司机证',
      '塔式起重机司机证',
      '建筑起重机械司机证',
      '起重机械司机',
      '塔司证',
    ],
  ],
  ['crane-command', '特种设备作业证(Q1)', ['Q1', 'Q1证', '起重机指挥证', '起重指挥证']],
  [
    'crane-operator',
    '特种设备作业证(Q2)',
    ['Q2', 'Q2证', '起重机司机证', '行车证(起重)', '天车证', '吊车证', '行车操作证', '起重机操作证'],
  ],
  [
    'rigger',
    '建筑施工特种作业(司索信号工)',
    ['司索信号工证', '信号工证', '司索工证', '起重信号司索工证', '司索信号工', '司索证'],
  ],
  [
    'forklift',
    '特种设备作业人员证(N1叉车)',
    [
      '叉车证',
      'N1',
      'N1证',
      'N1叉车证',
      'N1叉车',
      '叉车司机证',
      '叉车操作证',
      '叉车上岗证',
      '叉车特种设备作业证',
      '叉车本',
      '叉车',
    ],
  ],
  [
    'boiler-g1',
    '特种设备作业人员证(G1)',
    ['G1', 'G1证', '司炉证', '司炉工证', '锅炉证', '锅炉工证', '锅炉操作证', '工业锅炉司炉'],
  ],
  ['boiler-g2', '特种设备作业人员证(G2)', ['G2', 'G2证', '电站锅炉司炉证']],
  [
    'elevator',
    '特种设备作业人员证(T)',
    ['T', 'T证', '电梯证', '电梯作业证', '电梯维修证', '电梯安装维修证', '电梯修理证'],
  ],
  [
    'chemical-process',
    '危险化工工艺特种作业证',
    ['危化工艺证', '危险化工工艺作业', '危化品特种作业证', '化工特种作业证', '危化证'],
  ],
  ['license-a1', '驾驶证A1', []],
  ['license-a2', '驾驶证A2', []],
  ['license-a3', '驾驶证A3', []],
  ['license-b1', '驾驶证B1', []],
  ['license-b2', '驾驶证B2', []],
  ['license-c1', '驾驶证C1', ['驾驶证', '驾照', '小车驾照', '机动车驾驶证']],
  ['license-c2', '驾驶证C2', []],
  ['license-motorcycle', '摩托车驾驶证', ['摩托车驾照', '摩托车证', 'D照', 'E照', '驾驶证D', '驾驶证E']],
  [
    'road-freight',
    '道路货运从业资格证',
    ['货运从业资格证', '货运资格证', '货运证', '道路运输从业资格证', '从业资格证(货运)'],
  ],
  [
    'ride-hailing',
    '网约车驾驶员证',
    ['网约车证', '网约车资格证', '网约车从业资格证', '网络预约出租汽车驾驶员证'],
  ],
  ['security-guard', '保安员证', ['保安证', '保安员上岗证', '保安上岗证', '保安员资格证']],
  [
    'fire-control-intermediate',
    '消防设施操作员证(中级)',
    [
      '消防设施操作员证',
      '中级消防设施操作员证',
      '中级消防设施操作员',
      '消防设施操作员中级',
      '消防中级证',
      '中级消防证',
      '消防证',
      '消控证',
      '建构筑物消防员证(中级)',
      '消防设施操作员(中级)',
    ],
  ],
  [
    'fire-control-junior',
    '消防设施操作员证(初级)',
    ['初级消防设施操作员证', '初级消防证', '消防初级证', '消防设施操作员(初级)', '初级消防设施操作员'],
  ],
  ['coal-safety', '煤矿安全培训合格证', ['煤矿安全证', '煤矿安全合格证', '井下安全培训合格证']],
  ['coal-special', '特种作业(煤矿)', ['煤矿特种作业证', '煤矿特种作业操作证', '煤矿']],
  ['health', '健康证', ['健康证明', '从业人员健康证', '食品健康证', '餐饮健康证', '健康合格证']],
  [
    'occupational-health-check',
    '职业健康体检',
    ['职业健康检查', '职业健康体检合格', '岗前职业健康体检', '职业病体检'],
  ],
  ['construction-skill', '建筑工人技能证', ['建筑工人技能等级证', '建筑工人技能培训合格证', '建筑工证']],
  [
    'machinery',
    '工程机械操作等级证',
    ['挖掘机证', '挖机证', '装载机证', '铲车证', '工程机械操作证', '挖掘机操作证'],
  ],
  ['site-vehicle', '场内机动车', ['场内机动车证', '厂内机动车证', '场内机动车驾驶证', '厂内机动车驾驶证']],
  ['training', '培训合格证', ['岗前培训合格证', '技能培训合格证']],
  ['halal-slaughter', '清真屠宰资格', ['清真屠宰证', '清真屠宰资格证']],
  ['crew', '船员证', ['船员适任证', '渔业船员证', '渔船船员证']],
  ['quality-inspector', '质检员培训证', ['质检员证', '质检证', '检验员证']],
  ['surveyor', '测量员证', ['测量证', '测量员资格证']],
  ['lamian', '拉面专项能力证', ['拉面专项职业能力证', '拉面证', '牛肉面专项能力证']],
  ['maternity-care', '母婴护理专项', ['母婴护理证', '月嫂证', '母婴护理员证', '母婴护理专项能力证']],
  ['infant-care', '育婴员证', ['育婴证', '育婴师证', '育婴员等级证', '育婴员资格证']],
  ['medical-care', '医疗护理员证', ['护工证', '医疗护理证']],
  ['grade-garment', '服装制作工等级证', []],
  ['grade-cutting', '裁剪工等级证', []],
  ['grade-textile', '纺织类等级证', ['纺织工等级证', '挡车工等级证']],
  ['grade-turner', '车工等级证', []],
  ['grade-miller', '铣工等级证', []],
  ['grade-cnc', '数控等级证', ['数控证', '数控车工证', '数控操作等级证']],
  ['grade-fitter', '钳工等级证', []],
  ['grade-welder', '焊工等级证', ['电焊工等级证']],
  ['grade-brewer', '酿酒师等级证', ['酿酒工等级证', '酿酒师']],
  ['grade-chemical', '化工总控工等级证', []],
  ['grade-electrician', '电工等级证', ['维修电工等级证']],
  ['grade-maintenance', '机修钳工等级证', []],
  ['grade-auto-repair', '汽车维修工等级证', ['汽修等级证']],
  ['grade-cook', '中式烹调师等级证', ['厨师证', '厨师等级证', '中式烹调师证', '烹调师证']],
  ['grade-pastry', '中式面点师等级证', ['面点师证', '中式面点师证', '面点师等级证']],
  ['grade-domestic', '家政服务员等级证', ['家政证', '家政服务员证', '家政服务证']],
  ['grade-eldercare', '养老护理员等级证', ['养老护理员证', '养老护理证']],
  ['grade-hair', '美发师等级证', ['美发师证', '美发师']],
  ['grade-beauty', '美容师等级证', ['美容师证']],
];

/** Endings by which people name a 等级证; written out as aliases of every `…等级证`. */
const GRADE_ENDINGS = ['职业资格证', '技能等级证', '职业技能等级证', '中级证', '高级证', '初级证', '技师证'];
/** How a driving license of a class is written. */
const LICENSE_FORMS = [
  '#',
  '#照',
  '#本',
  '#证',
  '#驾照',
  '#驾驶证',
  '驾照#',
  '#类驾驶证',
  '#驾驶执照',
  '#驾',
];

/** All aliases of a row: those written above, and the regular ones of grades and driving licenses. */
export function aliasesOf([slug, zh, aliases]: CertificateRow): string[] {
  if (/^license-[abc]\d$/.test(slug)) {
    const kind = slug.slice(-2).toUpperCase();
    return [...LICENSE_FORMS.map((form) => form.replace('#', kind)), ...aliases];
  }
  if (!zh.endsWith('等级证')) return [...aliases];
  const trade = zh.slice(0, -'等级证'.length);
  return [...GRADE_ENDINGS.map((ending) => trade + ending), ...aliases];
}
