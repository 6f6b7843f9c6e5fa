import type { AreaCode } from '../../domain/area.ts';
import type { WorkFacts } from '../../domain/list-entry.ts';
import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { LaborerField } from '../headers/laborer-headers.ts';
import { HOME_PROVINCE } from './home.ts';

/** The longest contract that is believed, months. */
const MAX_CONTRACT_MONTHS = 600;
/** Longest name of a firm that is kept, characters. */
const MAX_EMPLOYER_CHARACTERS = 100;

/**
 * The work behind an employed row: 就业单位, 合同月数, and the place by 就业地址, else by 就业地域. A place that nobody knows is
 * noted and left out: it is counted as unknown, never guessed. `undefined`: the row tells nothing of her work.
 */
export function workOf(cells: RowCells<LaborerField>, coder: TextCoder): WorkFacts | undefined {
  const employer = cells.words('jobEmployer').slice(0, MAX_EMPLOYER_CHARACTERS);
  const work: WorkFacts = {
    placeCode: workplace(cells, coder),
    employerName: employer === '' ? undefined : employer,
    contractMonths: cells.parseOrWarn('contractMonths', 'CONTRACT_MONTHS_FALSE', parseMonths) ?? undefined,
  };
  return Object.values(work).some((fact) => fact !== undefined) ? work : undefined;
}

/** The first cell that names a place; 省外 and other tiers are no places. */
function workplace(cells: RowCells<LaborerField>, coder: TextCoder): AreaCode | undefined {
  for (const field of ['jobAddress', 'jobRegion'] as const) {
    const words = cells.words(field);
    const place = words === '' ? null : coder.place(words, HOME_PROVINCE);
    if (place !== null) return place.code;
  }
  if (cells.words('jobAddress') === '' && cells.words('jobRegion') === '') return undefined;
  const field = cells.words('jobAddress') === '' ? 'jobRegion' : 'jobAddress';
  cells.warn(field, 'WORKPLACE_UNKNOWN', {
    zh: '认不出务工地点，统计时计入“地点不明”；请写到省、市、县，如“天津市西青区”',
    en: 'The place of work is not known and counts as unknown: write province, city and county',
  });
  return undefined;
}

function parseMonths(text: string): Parsed<number> {
  if (text === '') return EMPTY;
  const match = /^(\d{1,3})(?:个?月|(年))?$/.exec(text);
  const months = match === null ? 0 : Number(match[1]) * (match[2] === undefined ? 1 : 12);
  if (months >= 1 && months <= MAX_CONTRACT_MONTHS) return parsedValue(months);
  return parsedFault(
    `合同月数“${text}”请填 1 至 ${MAX_CONTRACT_MONTHS} 的整数`,
    `"${text}": give whole months from 1 to ${MAX_CONTRACT_MONTHS}`,
  );
}
