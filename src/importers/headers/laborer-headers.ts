import type { HeaderTable } from './header-table.ts';

/** Columns of the ledger (台账), of the two yearly survey forms and of our template. */
export type LaborerField =
  | 'name'
  | 'idNumber'
  | 'sex'
  | 'phone'
  | 'home'
  | 'currentPlace'
  | 'education'
  | 'jobStatus'
  | 'willingness'
  | 'ability'
  | 'wantsTraining'
  | 'disabled'
  | 'inSchool'
  | 'relocated'
  | 'registeredPoor'
  | 'outOfPoverty'
  | 'monitored'
  | 'householdNo'
  | 'remarks'
  | 'surveyedOn'
  | 'jobStartedOn'
  | 'jobEmployer'
  | 'jobKind'
  | 'jobTrade'
  | 'jobRegion'
  | 'jobAddress'
  | 'contractMonths'
  | 'tiers'
  | 'areas'
  | 'area1'
  | 'area2'
  | 'area3'
  | 'area4'
  | 'wishedTrades'
  | 'refusedTrades'
  | 'wageFloor'
  | 'maxDistance'
  | 'availableFrom'
  | 'availableUntil'
  | 'homeNightly'
  | 'needsLodging'
  | 'terms'
  | 'shifts'
  | 'mandarin'
  | 'consent'
  | 'trade'
  | 'skills'
  | 'levels'
  | 'months'
  | 'certificates';

/**
 * Headers of laborers' files. Compared by `headerKey`, so stars, blanks and remarks in brackets need no
 * alias.
 */
export const LABORER_HEADERS: HeaderTable<LaborerField> = {
  required: ['name', 'idNumber', 'home'],
  personal: ['idNumber', 'phone'],
  aliases: {
    name: ['劳动力姓名', '姓名', '人员姓名', '本人姓名', '务工人员姓名'],
    idNumber: [
      '身份证号',
      '身份证',
      '身份证号码',
      '公民身份号码',
      '公民身份证号码',
      '居民身份证号码',
      '身份证件号码',
      '证件号码',
      '证件号',
    ],
    sex: ['性别'],
    phone: ['电话', '联系电话', '手机', '手机号', '手机号码', '电话号码', '联系方式', '本人电话'],
    home: [
      '所属区域',
      '户籍所属区域',
      '户籍地',
      '户籍所在地',
      '户籍地址',
      '家庭住址',
      '家庭地址',
      '所属行政区划',
      '行政区划',
      '行政区划代码',
      '所属县区',
      '县区',
      '所属县市区',
    ],
    currentPlace: ['现居住地', '现住址', '目前所在地', '当前所在地', '现所在地', '常住地', '常住地址'],
    education: ['文化程度', '学历', '最高学历', '受教育程度', '文化水平'],
    jobStatus: ['就业创业状态', '就业状态', '就业情况', '就业失业状态', '目前就业状态'],
    willingness: [
      '就创业意愿',
      '就业创业意愿',
      '就业意愿',
      '务工意愿',
      '外出务工意愿',
      '是否有就业意愿',
      '就业意向',
    ],
    ability: ['劳动能力', '劳动能力类型', '劳动力类型', '劳动技能'],
    wantsTraining: ['培训教育意愿', '培训意愿', '是否愿意培训', '愿意参加培训', '有无培训意愿'],
    disabled: ['是否残疾人', '残疾人', '是否残疾'],
    inSchool: ['是否在校', '上学状态', '在校状态', '在校情况', '是否在校生', '在校生状况'],
    relocated: ['易地扶贫搬迁', '是否易地扶贫搬迁', '易地搬迁', '是否易地搬迁', '易地扶贫搬迁户'],
    registeredPoor: [
      '建档立卡贫困',
      '建档立卡',
      '是否建档立卡',
      '建档立卡贫困户',
      '建档立卡户',
      '是否贫困户',
    ],
    outOfPoverty: ['脱贫', '脱贫户', '脱贫人口', '是否脱贫', '是否脱贫户', '是否脱贫人口'],
    monitored: ['防止返贫监测对象', '防返贫监测对象', '监测对象', '是否监测对象', '监测户', '是否监测户'],
    householdNo: ['户编号', '家庭编号', '户号', '户编码'],
    remarks: ['备注', '说明', '备注说明'],
    surveyedOn: ['采集日期', '登记日期', '填报日期', '调查日期', '采集时间', '登记时间'],
    jobStartedOn: ['就业起始日期', '就业开始日期', '就业日期', '就业时间', '外出务工时间', '务工开始时间'],
    jobEmployer: ['就业单位', '务工单位', '工作单位', '务工企业'],
    jobKind: ['就业类型', '就业形式', '务工类型'],
    jobRegion: ['就业地域', '就业区域', '务工地域', '就业所在地', '务工地区'],
    jobAddress: ['就业地址', '务工地址', '务工地点', '务工地', '就业地点', '工作地址'],
    contractMonths: ['合同月数', '合同期月数', '合同期限月'],
    jobTrade: ['岗位工种', '现从事工种', '目前工种', '务工工种'],
    tiers: ['意向层级', '意愿层级', '就业意向层级', '意愿区域', '意向区域', '期望就业区域', '务工意向区域'],
    areas: ['意向地区', '意愿地区', '期望地区', '期望工作地', '意向地', '意向就业地'],
    area1: ['意向地区1', '意向地区一', '第一意向地区', '首选地区'],
    area2: ['意向地区2', '意向地区二', '第二意向地区'],
    area3: ['意向地区3', '意向地区三', '第三意向地区'],
    area4: ['意向地区4', '意向地区四', '第四意向地区'],
    wishedTrades: ['意向工种', '意愿工种', '期望工种', '意向岗位', '意愿岗位', '期望岗位', '意向职业'],
    refusedTrades: ['不愿从事工种', '不愿意从事工种', '不愿从事的工种', '不接受工种'],
    wageFloor: ['期望月薪', '期望薪资', '期望工资', '期望薪酬', '最低月薪', '月薪期望', '期望月工资'],
    maxDistance: ['最远距离', '最远距离公里', '可接受最远距离', '距离上限'],
    availableFrom: ['可出发日期', '可外出日期', '可上岗日期', '可出发时间', '可外出时间'],
    availableUntil: ['可务工截止', '可务工截止日期', '务工截止日期', '务工截止'],
    homeNightly: ['每晚回家', '是否每晚回家', '需每晚回家', '需要每晚回家'],
    needsLodging: ['需住宿', '需要住宿', '是否需要住宿', '是否需住宿', '住宿需求'],
    terms: ['期限意愿', '期限意向', '务工期限', '意愿期限'],
    shifts: ['班次意愿', '班次意向', '可接受班次'],
    mandarin: ['普通话', '普通话水平', '普通话程度'],
    consent: ['同意匹配', '是否同意匹配', '同意推荐', '是否同意推荐', '匹配授权'],
    trade: ['工种', '从事工种', '擅长工种', '职业工种', '职业'],
    skills: ['技能', '技能特长', '掌握技能', '专业技能', '特长', '技能工种'],
    levels: ['熟练程度', '熟练度', '技能水平'],
    months: ['从业月数', '从业时间月', '工作月数', '从业年限月'],
    certificates: [
      '证书',
      '证书名称',
      '职业资格证书',
      '技能证书',
      '资格证书',
      '持证情况',
      '职业资格',
      '技能等级证书',
    ],
  },
};
