import type { Shift, TermKind } from '../../domain/laborer.ts';
import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';
import { TERM_WORDS } from './laborer-words.ts';
import { oneWord } from './word-table.ts';
import { yesNo } from './yes-no.ts';

/** A contract of at least this many months is 长期, a shorter one 季节. */
const LONG_TERM_MONTHS = 6;
const MONTHS_A_YEAR = 12;

/** 期限 or 合同期限: a word, or a length such as `2年`, `3个月`, `10天`. */
export function term(text: string): Parsed<TermKind> {
  const length = /^(\d{1,3}|半)\s*(年|个?月|天|日)(?:以上|及以上|起|期)?$/.exec(text);
  if (length === null) return oneWord(TERM_WORDS)(text);
  const unit = length[2] ?? '';
  if (unit === '天' || unit === '日') return parsedValue('daily');
  const count = length[1] === '半' ? 0.5 : Number(length[1]);
  const months = unit === '年' ? count * MONTHS_A_YEAR : count;
  return parsedValue(months >= LONG_TERM_MONTHS ? 'long' : 'seasonal');
}

/** 班次 of an opening: the hardest that it names. */
export function openingShift(text: string): Parsed<Shift> {
  if (text === '' || /^(?:不限|-|—|\/|待定)$/.test(text)) return EMPTY;
  if (/倒|轮班|[两二三四]班|翻班/.test(text)) return parsedValue('rotating');
  if (/夜班|晚班/.test(text)) return parsedValue(/白班|日班/.test(text) ? 'rotating' : 'night');
  if (/白班|日班|正常班|day/i.test(text)) return parsedValue('day');
  return parsedFault(
    `班次“${text}”请填：白班、夜班、倒班`,
    `"${text}": write 白班 (day), 夜班 (night) or 倒班 (rotating)`,
  );
}

/** 包住, 包吃, 班车 and the like: 是 or 否, or words such as 提供, 免费, 自理. */
export function provided(text: string): Parsed<boolean> {
  if (/^(?:不|无|没|未|否)|自理|自费/.test(text)) return parsedValue(false);
  if (/包|提供|免费|有|管/.test(text)) return parsedValue(true);
  return yesNo(text);
}

/** What 包吃住 or 食宿 says. */
export interface RoomAndBoard {
  readonly lodging: boolean;
  readonly meals: boolean;
}

/** 包吃住 or 食宿: 是, 否, 包吃, 包住, 包吃不包住 and their variants. */
export function roomAndBoard(text: string): Parsed<RoomAndBoard> {
  const both = yesNo(text);
  if (both.kind !== 'fault') {
    return both.kind === 'value' ? parsedValue({ lodging: both.value, meals: both.value }) : EMPTY;
  }
  if (/^(?:食宿)?(?:自理|不包(?:吃住|食宿)?|不提供食宿|不管吃住)$/.test(text)) {
    return parsedValue({ lodging: false, meals: false });
  }
  if (
    /(?<!不)(?:包|管|提供|免费)(?:吃住|住吃|食宿|吃包住|住包吃)|包吃.*(?<!不)包住|包住.*(?<!不)包吃/.test(
      text,
    )
  ) {
    return parsedValue({ lodging: true, meals: true });
  }
  const lodging = /(?<!不)(?:包|管|提供|免费)(?:住|住宿|宿舍)/.test(text);
  const meals = /(?<!不)(?:包|管|提供|免费)(?:吃|餐|饭|伙食|[一二两三]餐|工作餐|午餐)/.test(text);
  if (lodging || meals) return parsedValue({ lodging, meals });
  return parsedFault(
    `食宿“${text}”请填：包吃住、包吃、包住、不包`,
    `"${text}": write 包吃住 (both), 包吃 (meals), 包住 (lodging) or 不包 (none)`,
  );
}

/** Groups that a 公益性岗位 can be kept for, by the codes of the engine. */
const GROUP_WORDS: readonly (readonly [RegExp, string])[] = [
  [/脱贫/, 'outOfPoverty'],
  [/监测|易返贫|易致贫/, 'monitored'],
  [/残疾/, 'disabled'],
  [/搬迁/, 'relocated'],
  [/建档立卡|贫困户|(?<!脱)贫困(?:人口|劳动力)/, 'registeredPoor'],
];

/** 安置对象: the groups that it names; nothing when it names none of them. */
export function reservedGroups(text: string): Parsed<readonly string[]> {
  const groups = GROUP_WORDS.filter(([words]) => words.test(text)).map(([, group]) => group);
  if (groups.length > 0) return parsedValue(groups);
  if (text === '' || /^(?:不限|无|-|—|\/|所有人)/.test(text)) return EMPTY;
  return parsedFault(
    `安置对象“${text}”请填：建档立卡贫困、脱贫、监测对象、残疾人、易地搬迁`,
    `"${text}": write 建档立卡贫困, 脱贫, 监测对象, 残疾人 or 易地搬迁`,
  );
}
