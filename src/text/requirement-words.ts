import type { Level } from '../domain/occupation.ts';

/** What a clause says of the level it asks for; `undefined`: nothing. */
export type AskedLevel = Level | 'none';

const NICE = /优先|最好|更佳|为佳|尤佳|加分|优选|不作要求|非必须|可选/;
/** 包教, 学徒, 无经验, 可培训 and their like: whoever comes can begin. */
const BEGINNERS_WELCOME =
  /包教|包会|包学|学徒|(?:无|没有?|不需要?|无需|不要求|不限|免)(?:工作|相关|任何)?经验|经验不限|不限经验|有无经验|可(?:以)?培训|带薪培训|免费培训|岗前培训|提供培训|可(?:接收|带)新手|新手|生手|小白|零基础|师傅带|不会可(?:以)?学|可学|学员/;
const BEGINNERS_REFUSED =
  /(?:学徒|新手|生手|小白|无经验|没经验)[^，,。;；]{0,4}(?:勿扰|勿来|勿投|免谈|不要|绕行)|(?:不[招要收]|谢绝|拒绝)(?:学徒|新手|生手|小白)/;
const YEARS =
  /(?:[1-9一二两三四五六七八九十]\d?)(?:-\d+)?年(?:及?以上|以上|多|左右)|[1-9一二两三四五六七八九十]\d?(?:-\d+)?年\S{0,6}经验|经验\S{0,4}[1-9一二两三四五六七八九十]\d?(?:-\d+)?年|(?:12|18|24|36|十二)个?月(?:及?以上)|满1?一?年|精通|高级工|技师|大工|老师傅|资深/;
const SKILLED =
  /熟练|熟手|娴熟|半年(?:及?以上)|[3-9三四五六七八九]个月(?:及?以上)|独立(?:操作|作业|完成|上岗|顶岗)/;
/** Years that measure something else. */
const OTHER_YEARS = /合同|协议|社保|年龄|岁|住宿|试用|服务期/;

/** Whether a clause names a preference (优先 and the like). */
export function isPreference(clause: string): boolean {
  return NICE.test(clause);
}

/**
 * The level a clause asks for: `none` for 包教, 学徒, 无经验, 可培训; `able` for 熟练 and half a year; `proven` from one year
 * on and for 精通, 大工, 高级工; `undefined` when it says none of these.
 */
export function askedLevel(clause: string): AskedLevel | undefined {
  if (BEGINNERS_REFUSED.test(clause)) return 'able';
  if (BEGINNERS_WELCOME.test(clause)) return 'none';
  if (YEARS.test(clause) && !OTHER_YEARS.test(clause)) return 'proven';
  return SKILLED.test(clause) ? 'able' : undefined;
}
