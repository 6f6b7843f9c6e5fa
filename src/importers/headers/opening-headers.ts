import type { HeaderTable } from './header-table.ts';

/** Columns of an openings' file; no official form exists. */
export type OpeningField =
  | 'openingNo'
  | 'employerName'
  | 'creditCode'
  | 'worksiteName'
  | 'worksiteCreditCode'
  | 'title'
  | 'trade'
  | 'headcount'
  | 'filled'
  | 'place'
  | 'age'
  | 'ageMin'
  | 'ageMax'
  | 'education'
  | 'skills'
  | 'certificates'
  | 'sex'
  | 'wage'
  | 'wageLow'
  | 'wageHigh'
  | 'roomAndBoard'
  | 'lodging'
  | 'meals'
  | 'shuttle'
  | 'shift'
  | 'term'
  | 'opensOn'
  | 'closesOn'
  | 'startsOn'
  | 'endsOn'
  | 'heavy'
  | 'hazardous'
  | 'mandarin'
  | 'bilingual'
  | 'reservedFor'
  | 'deposit'
  | 'fee'
  | 'papers'
  | 'description'
  | 'remarks';

/** Headers of openings' files. */
export const OPENING_HEADERS: HeaderTable<OpeningField> = {
  required: ['employerName', 'creditCode', 'title', 'headcount', 'place'],
  personal: [],
  aliases: {
    openingNo: ['岗位编号', '岗位编码', '职位编号', '岗位号'],
    employerName: ['企业名称', '用人单位', '用人单位名称', '单位名称', '招聘单位', '公司名称', '招聘企业'],
    creditCode: [
      '统一社会信用代码',
      '信用代码',
      '社会信用代码',
      '企业信用代码',
      '用人单位信用代码',
      '用人单位统一社会信用代码',
    ],
    worksiteName: ['用工单位', '用工单位名称', '实际用工单位'],
    worksiteCreditCode: ['用工单位信用代码', '用工单位统一社会信用代码', '实际用工单位信用代码'],
    title: ['岗位名称', '岗位', '招聘岗位', '职位', '职位名称', '招聘职位', '招工岗位'],
    trade: ['工种', '岗位工种', '招聘工种', '需求工种', '职业工种'],
    headcount: ['招聘人数', '招工人数', '需求人数', '用工人数', '招聘数量', '岗位数', '人数', '需求数'],
    filled: ['已招', '已招人数', '已录用人数', '到岗人数'],
    place: ['工作地点', '工作地址', '工作地', '用工地点', '就业地点', '工作区域', '上班地点'],
    age: ['年龄要求', '年龄', '年龄范围', '年龄条件'],
    ageMin: ['年龄下限', '最小年龄', '最低年龄'],
    ageMax: ['年龄上限', '最大年龄', '最高年龄'],
    education: ['学历要求', '学历', '文化程度', '文化程度要求', '学历条件'],
    skills: ['技能要求', '岗位要求', '任职要求', '技能', '任职条件'],
    certificates: ['证书要求', '资格证书', '证书', '持证要求', '职业资格要求'],
    sex: ['性别要求', '性别'],
    wage: ['薪资', '月薪', '工资', '薪资待遇', '工资待遇', '薪酬', '薪酬待遇', '月薪范围', '月工资', '待遇'],
    wageLow: ['月薪下限', '最低月薪', '薪资下限', '最低工资', '工资下限'],
    wageHigh: ['月薪上限', '最高月薪', '薪资上限', '最高工资', '工资上限'],
    roomAndBoard: ['包吃住', '食宿', '食宿情况', '食宿安排', '是否包吃住'],
    lodging: ['包住', '住宿', '是否包住', '提供住宿'],
    meals: ['包吃', '伙食', '是否包吃', '提供伙食'],
    shuttle: ['班车', '是否有班车', '通勤班车'],
    shift: ['班次', '工作班次', '倒班'],
    term: ['期限', '用工期限', '合同期限', '用工性质', '用工类型'],
    opensOn: ['开始日期', '发布日期', '招聘开始日期', '报名开始日期'],
    closesOn: ['截止日期', '招聘截止日期', '报名截止日期', '有效期至', '截止时间'],
    startsOn: ['到岗日期', '到岗时间', '上岗日期', '上岗时间', '入职日期'],
    endsOn: ['用工结束日期', '结束日期', '合同结束日期'],
    heavy: ['重体力', '是否重体力', '重体力劳动'],
    hazardous: ['有害作业', '有毒有害', '是否有害作业', '职业病危害'],
    mandarin: ['普通话要求', '普通话'],
    bilingual: ['双语带班', '有双语带班', '是否双语带班'],
    reservedFor: ['安置对象', '面向对象', '定向人群', '面向人群'],
    deposit: ['押金', '是否收押金', '收取押金'],
    fee: ['收费', '是否收费', '收取费用', '中介费'],
    papers: ['扣押证件', '扣证件', '是否扣押证件'],
    description: ['岗位描述', '岗位职责', '工作内容', '岗位说明', '职位描述'],
    remarks: ['备注', '说明', '其他要求'],
  },
};
