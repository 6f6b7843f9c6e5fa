const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
/** Only a number with a unit: the 五 and 一 of 五险一金 are none. */
const NUMERAL =
  /[一二两三四五六七八九]?[十百千万][零〇一二两三四五六七八九十百千万]*|(?<![\d.千百万])[一二两三四五六七八九](?=[名个位人]|$)/g;
/** 万. */
const MYRIAD = 10_000;

/** Chinese numerals in a text become digits: `六千` 6000, `一万二` 12000, `两百五` 250, `十` 10. `1.2万` stays. */
export function withArabicNumerals(text: string): string {
  return text.replace(NUMERAL, (numeral, offset: number) =>
    // A unit behind digits belongs to them: 6千, 1.2万.
    /[\d.]/.test(text.charAt(offset - 1)) ? numeral : String(valueOf(numeral)),
  );
}

function valueOf(numeral: string): number {
  const [myriads, rest] = numeral.includes('万') ? numeral.split('万', 2) : ['', numeral];
  const whole = myriads === '' || myriads === undefined ? 0 : belowMyriad(myriads) * MYRIAD;
  return whole + trailing(rest ?? '', whole > 0 ? MYRIAD : 1);
}

/** After 万, 千 or 百 a single digit counts in the next lower unit: 一万二 is 12,000. */
function trailing(rest: string, above: number): number {
  const [digit] = rest;
  if (above > 1 && rest.length === 1 && digit !== undefined) return ((DIGITS[digit] ?? 0) * above) / 10;
  return belowMyriad(rest);
}

function belowMyriad(numeral: string): number {
  let sum = 0;
  let digit: number | undefined;
  let lastUnit = 1;
  for (const character of numeral) {
    const unit = UNITS[character];
    if (unit === undefined) {
      digit = DIGITS[character] ?? digit;
      // A zero skips a unit: 一千零五 is 1,005.
      if (DIGITS[character] === 0) lastUnit = 10;
    } else {
      sum += (digit ?? 1) * unit;
      digit = undefined;
      lastUnit = unit;
    }
  }
  return sum + (digit ?? 0) * (lastUnit > 10 ? lastUnit / 10 : 1);
}
