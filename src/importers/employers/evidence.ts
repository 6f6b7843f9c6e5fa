import type { IsoDate } from '../../domain/dates.ts';
import type { StabilityEvidence } from '../../domain/employer.ts';
import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';
import { parseDay } from '../cells/day-cell.ts';

/** More people than any employer here has. */
const MAX_PEOPLE = 1_000_000;
/** A cell that says that nothing happened. */
const NOTHING = /^(?:无|没有|否|暂无|-|—|\/)$/;

type Evidence<Kind extends StabilityEvidence['kind']> = Extract<StabilityEvidence, { kind: Kind }>;

/** 参保人数: `2026-01-31:120;2026-06-30:118`, day and people insured on it. Days after today are refused. */
export function insuredHeadcounts(
  text: string,
  today: IsoDate,
): Parsed<readonly Evidence<'insured_headcount'>[]> {
  return facts(text, '2026-01-31:120', (item) => {
    const [date, people] = dayAndPeople(item, today);
    return date === null || people === null ? null : { kind: 'insured_headcount', date, people };
  });
}

/** 裁员: `2026-03-01:15`, day and people laid off. */
export function layoffs(text: string, today: IsoDate): Parsed<readonly Evidence<'layoff'>[]> {
  return facts(text, '2026-03-01:15', (item) => {
    const [date, people] = dayAndPeople(item, today);
    return date === null || people === null ? null : { kind: 'layoff', date, people };
  });
}

/**
 * 欠薪: `2026-01-01至2026-03-01`; an end of 今, or none, is open: wages are still owed. The end is the first day
 * without.
 */
export function wageArrears(text: string, today: IsoDate): Parsed<readonly Evidence<'wage_arrears'>[]> {
  return facts(text, '2026-01-01至2026-03-01', (item) => {
    const [start = '', end = '', ...more] = item.split(/至|到|~|—|–|--|\.\.| - |(?<=\d日?)-(?=\d{4}[-./年])/);
    const from = dayUntil(start, today);
    if (from === null || more.length > 0) return null;
    if (/^(?:今|现在|)$/.test(end.trim())) return { kind: 'wage_arrears', from, to: null };
    const to = parseDay(end.trim());
    return to.kind === 'value' && to.value > from ? { kind: 'wage_arrears', from, to: to.value } : null;
  });
}

/** 90日留存: `18/20@2026-06-30`, of 20 people placed 18 were still there at that day. */
export function retention(text: string, today: IsoDate): Parsed<readonly Evidence<'retention'>[]> {
  return facts(text, '18/20@2026-06-30', (item) => {
    const match = /^(\d{1,7})\s*\/\s*(\d{1,7})\s*@\s*(\S+)$/.exec(item);
    if (match === null) return null;
    const [stayed, placed, date] = [Number(match[1]), Number(match[2]), dayUntil(match[3] ?? '', today)];
    return date !== null && placed > 0 && stayed <= placed
      ? { kind: 'retention', date, stayed, placed }
      : null;
  });
}

function facts<Fact>(
  text: string,
  example: string,
  read: (item: string) => Fact | null,
): Parsed<readonly Fact[]> {
  if (text === '' || NOTHING.test(text)) return EMPTY;
  const found: Fact[] = [];
  for (const item of text.split(/[;\n]/).map((part) => part.trim())) {
    if (item === '') continue;
    const fact = read(item);
    if (fact === null) {
      return parsedFault(
        `“${item}”读不懂或日期在将来，请写成“${example}”，多条用分号隔开`,
        `"${item}" cannot be read or lies in the future: write it like "${example}", several with semicolons`,
      );
    }
    found.push(fact);
  }
  return parsedValue(found);
}

function dayAndPeople(item: string, today: IsoDate): readonly [IsoDate | null, number | null] {
  const [date = '', people = '', ...more] = item.split(':').map((part) => part.trim());
  const count = /^(\d{1,7})人?$/.exec(people);
  const isCount = count !== null && more.length === 0 && Number(count[1]) <= MAX_PEOPLE;
  return [dayUntil(date, today), isCount ? Number(count[1]) : null];
}

/** A fact is of the past or of today. */
function dayUntil(text: string, today: IsoDate): IsoDate | null {
  const day = parseDay(text.trim());
  return day.kind === 'value' && day.value <= today ? day.value : null;
}
