import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';

const YES = new Set([
  '是',
  '有',
  '需',
  '需要',
  '要',
  '愿意',
  '愿',
  '同意',
  '提供',
  '包',
  '属于',
  '√',
  '✓',
  '✔',
  'y',
  'yes',
  '1',
  'true',
]);
const NO = new Set([
  '否',
  '无',
  '没有',
  '不',
  '不是',
  '不需',
  '不需要',
  '不要',
  '不愿意',
  '不愿',
  '不同意',
  '不提供',
  '不包',
  '不属于',
  '不限',
  '×',
  '✗',
  'x',
  'n',
  'no',
  '0',
  'false',
]);

/** 是 or 否 and the words that people write for them; blank and `-` say nothing. */
export function yesNo(text: string): Parsed<boolean> {
  const word = text.toLowerCase().replaceAll(' ', '');
  if (word === '' || /^[-—/]+$/.test(word)) return EMPTY;
  if (YES.has(word)) return parsedValue(true);
  if (NO.has(word)) return parsedValue(false);
  return parsedFault(`“${text}”请填“是”或“否”`, `"${text}": write 是 (yes) or 否 (no)`);
}

/** The same for a flag column that also names its own group, such as 脱贫户 in 是否脱贫户 or 非监测户. */
export function flagOf(names: RegExp): (text: string) => Parsed<boolean> {
  return (text) => {
    const isNamed = names.test(text);
    return isNamed ? parsedValue(!/^(?:非|不|未|无)/.test(text)) : yesNo(text);
  };
}
