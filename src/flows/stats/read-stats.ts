import type { AreaPrefix } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import {
  countPeople,
  type CountedGroup,
  type CountQuery,
  type Tally,
} from '../../lists/counts/count-people.ts';
import type { CountingRule } from '../../lists/counts/counting-rule.ts';
import type { Dimension } from '../../lists/counts/dimensions.ts';
import type { PeopleColumns } from '../../lists/counts/people-columns.ts';
import { TERM_SETS, type TermSetId } from '../../lists/term-sets.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { peopleOf } from './followed-people.ts';

/** A cell: whom a number counts. */
export interface StatsCell {
  /** Today by default. */
  readonly date?: IsoDate;
  /** The earlier day of a comparison. */
  readonly from?: IsoDate;
  /** Without it the principal's only area. */
  readonly area?: AreaPrefix;
  /** By default as the date has it. */
  readonly terms?: TermSetId;
  readonly where?: Partial<Readonly<Record<Dimension, string>>>;
}

export interface ReadStatsInput extends StatsCell {
  readonly principal: Principal;
  readonly by?: Dimension;
}

/** The counts of a cell. */
export interface Stats {
  readonly query: CountQuery;
  readonly by: Dimension | null;
  readonly total: Tally;
  readonly groups: readonly CountedGroup[];
}

/**
 * The statistics form of an area on any day, told apart by one dimension; between two days also what was gained and lost.
 * Lists and ages are as on the day, facts of a person as known now.
 * @throws AppError `FORBIDDEN`, `AREA_OUT_OF_SCOPE`, `AREA_MISSING`, `DATES_REVERSED`.
 */
export async function readStats(context: FlowContext, input: ReadStatsInput): Promise<Stats> {
  authorize(input.principal, 'stats.read');
  const query = await countQueryOf(context, input);
  const columns = await columnsFor(context, query.area);
  return { query, by: input.by ?? null, ...countPeople(columns, query, input.by) };
}

/** The query of a cell, with the rule of its day. */
export async function countQueryOf(
  context: FlowContext,
  input: StatsCell & { readonly principal: Principal },
): Promise<CountQuery> {
  const area = areaOf(input);
  assertAreaAllowed(input.principal, area);
  const date = input.date ?? (await context.db.today());
  if (input.from !== undefined && input.from > date) throw reversed(input.from, date);
  const rules = await context.db.stores.counts.rules();
  return {
    date,
    from: input.from,
    area,
    terms: TERM_SETS[input.terms ?? termsOn(date)],
    rule: ruleOn(rules, date),
    where: input.where ?? {},
  };
}

/** The people to count in: those in memory, else those of the area. */
export async function columnsFor(context: FlowContext, area: AreaPrefix): Promise<PeopleColumns> {
  return context.people === undefined
    ? await peopleOf(context.db.stores.counts, area)
    : await context.people.upToDate();
}

function ruleOn(rules: readonly CountingRule[], date: IsoDate): CountingRule | null {
  return (
    rules.find(({ validFrom, validTo }) => validFrom <= date && (validTo === null || date < validTo)) ?? null
  );
}

/** The last year of the old wording is 2020. */
function termsOn(date: IsoDate): TermSetId {
  return date < '2021-01-01' ? '2020' : '2021';
}

function areaOf({ area, principal }: StatsCell & { readonly principal: Principal }): AreaPrefix {
  const [only, ...others] = principal.scope;
  if (area !== undefined) return area;
  if (only !== undefined && others.length === 0) return only;
  throw new AppError({
    kind: 'invalid_input',
    code: 'AREA_MISSING',
    message: say('请指明统计哪个地区', 'Say which area is to be counted'),
    remedy: say(
      `用 area 给出管辖范围内的一个区划前缀：${principal.scope.join('、')}`,
      `Give one of your areas as \`area\`: ${principal.scope.join(', ')}`,
    ),
  });
}

function reversed(from: IsoDate, date: IsoDate): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'DATES_REVERSED',
    message: say(`起始日期 ${from} 晚于统计日期 ${date}`, `The day \`from\` (${from}) is after ${date}`),
    remedy: say('请把两个日期对调', 'Swap the two days'),
  });
}
