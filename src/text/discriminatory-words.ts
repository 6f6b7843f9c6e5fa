import { normalizeText } from './normalize.ts';

const ETHNICITY =
  '(?:少数民族|汉族|回族|藏族|维吾尔族|维族|蒙古族|蒙族|满族|苗族|彝族|壮族|东乡族|保安族|裕固族|撒拉族|哈萨克族|土族|朝鲜族)';
const REGION =
  '(?:外地人?|本地人?|外省人?|本省人?|农村人?|(?:河南|东北|新疆|西藏|甘肃|四川|安徽|江西|湖北|武汉|云南|贵州|青海|宁夏|山东|广东|福建|陕西)(?:省|籍|人|户籍)+)';
const RELIGION = '(?:宗教信仰|信教(?:人员|者)?|教徒|穆斯林|基督徒|伊斯兰教|佛教徒)';
const ONLY = '(?:仅限|只限|限招?|只招|仅招|只要|仅要|要求|须为|必须是?|需要?|招聘?|优先录用|优选)';
const NOT = '(?:不招收?|不要|不收|谢绝|拒绝|拒收|禁招|不接受|不考虑|勿招|除外的?)';
const AFTER = '(?:优先|勿扰|勿投|免谈|除外|不要|不招|慎入|慎投|绕行|为主|者?均?不)';

/**
 * Wording that 网络招聘服务管理规定 and 就业促进法 forbid in advertisements: ethnicity, race, sex, religion, household
 * registration and origin, marriage and childbearing, carriers of infectious diseases, disability, with forms such as
 * `性别：男`. Neutral words (男女不限, 回族自治县, 清真餐厅, 女装) are none.
 */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?:${ONLY}|${NOT})\\s*${ETHNICITY}(?!自治)`, 'g'),
  new RegExp(`${ETHNICITY}(?!自治)\\S{0,2}?${AFTER}`, 'g'),
  /(?<=^|[,，;；。、\s])汉族(?=$|[,，;；。、\s])/g,
  /民族(?:要求)?[:：为]\s*(?!不限|无|均可)\p{Script=Han}{1,4}族?/gu,
  new RegExp(`(?:${ONLY}|${NOT}|有|无)\\s*${RELIGION}`, 'g'),
  new RegExp(`${RELIGION}\\S{0,2}?${AFTER}`, 'g'),
  new RegExp(`(?:仅限|只限|限|只招|仅招|只要|${NOT})\\s*${REGION}`, 'g'),
  new RegExp(`${REGION}(?:户籍|户口|籍)?${AFTER}`, 'g'),
  /(?:仅限|只限|限|只招|要求|须有?|需有?|必须)?(?:本地|本市|本县|本省|城镇|当地)(?:户籍|户口)(?:优先|者)?/g,
  /(?:户籍|籍贯|户口)(?:要求)?[:：]\s*(?!不限|无)\p{Script=Han}{2,6}/gu,
  /性别(?:要求)?[:：为]?\s*(?:限)?[男女](?!女|男|均|皆|都|不限|\/)(?:性|士)?/g,
  /(?:仅限|只限|限招?|只招|仅招|只要|仅要|不招收?|不要|谢绝|招聘?|聘|需|急招)\s*[男女](?!女|男|装|鞋|包|裤|士?服|科|宾|职工)(?:性|士|生|工|员工|孩|的)?(?:优先)?/g,
  /(?<![男女子妇])[男女](?:性|士|生|工|员工|孩|人)?(?:优先|为主|勿扰|免谈|均?限)/g,
  /(?<![男女子美])[男女](?:服务员|保安|普工|工人|操作工|收银员?|销售|文员|司机|厨师|营业员|导购|客服|保洁|质检|员工|学徒|小工|技师|护工|保姆)/g,
  /妇女优先|女工\d+[名人]|男工\d+[名人]/g,
  /(?:仅限|只限|限|只招|要求|须|需|必须)?(?:未婚|已婚(?:已育)?|未育|已育|离异|单身)(?!不限|均可|未婚|已婚|皆可|与否)(?:者|人士|女性?|男性?)?(?:优先)?/g,
  /(?:不招|不要|谢绝|拒绝|不得|禁止|\d年内不(?:得|能|可))\s*(?:怀孕|孕妇|哺乳期?|生育|结婚|备孕)\S{0,2}/g,
  /孕妇(?:勿扰|勿投|免谈|除外)|(?:无|没有)(?:生育|怀孕)计划/g,
  /乙肝(?:两对半|五项|病毒|携带者?|阴性|阳性|表面抗原)*(?:检[测查]|勿扰|免谈|除外|者)?|乙型肝炎|小三阳|大三阳|艾滋病?|HIV/gi,
  /(?:不招|不要|谢绝|拒绝)\s*残(?:疾|障)(?:人|人员|者)?|残(?:疾|障)(?:人|人员|者)?(?:勿扰|免谈|除外|勿投)/g,
  /(?:不招|不要|谢绝|拒绝)\s*(?:黑人|白人|有色人种)|(?:黑人|有色人种)(?:勿扰|除外|不要)|种族(?:要求)?[:：]\s*(?!不限)\S{1,4}/g,
  /(?:属相|生肖|星座|血型)(?:要求)?[:：]?\s*(?!不限)\p{Script=Han}{1,4}/gu,
];
/** Sentences that allow everybody; taken out before the patterns look. */
const NEUTRAL =
  /男女(?:老少)?(?:不限|均可|皆可|都可以?|都行|兼收)|不限(?:男女|性别|民族|户籍|婚否)|(?:性别|民族|户籍|籍贯|婚姻|婚育)(?:状况|情况|要求)?[:：]?(?:不限|无要求)|婚否不限|已婚未婚(?:均可|不限)|(?:男女|男、女|男\/女)(?=不限|均|皆)/g;

/** The discriminatory words of an advertisement, in the order of the text, each once; [] when there are none. */
export function findDiscriminatoryWords(text: string): readonly string[] {
  const neutral = normalizeText(text).replace(NEUTRAL, '。');
  const hits = PATTERNS.flatMap((pattern) => [...neutral.matchAll(pattern)]).map((hit) => ({
    words: hit[0].trim(),
    start: hit.index,
    end: hit.index + hit[0].length,
  }));
  return [...new Set(withoutOverlaps(hits).map(({ words }) => words))];
}

interface Hit {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** From left to right, the longest first at each place. */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (hit.start >= (kept.at(-1)?.end ?? 0)) kept.push(hit);
  }
  return kept;
}
