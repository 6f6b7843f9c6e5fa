import { isInside, type AreaPrefix } from '../../domain/area.ts';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import { countPeople, type CountQuery } from '../../lists/counts/count-people.ts';
import { CATEGORY_FLAGS } from '../../lists/counts/packed-facts.ts';
import type { CountingRule, FloorTarget } from '../../lists/counts/counting-rule.ts';
import { TERM_SETS } from '../../lists/term-sets.ts';
import type { Principal } from '../../domain/broker.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import { columnsFor, countQueryOf, type StatsCell } from './read-stats.ts';

/** Those working away beside the number that they must exceed. */
export interface FloorFigures {
  readonly query: CountQuery;
  readonly rule: CountingRule | null;
  /** Distinct people on the employed list who work away under the rule. */
  readonly away: number;
  /** In the group and on the list, but nobody knows where she works: not counted, to be asked. */
  readonly placeUnknown: number;
  readonly floor: {
    readonly people: number;
    readonly area: AreaPrefix;
    readonly source: string;
    readonly isAssumption: boolean;
    /** How a share of a larger area's floor was made; `null`: it is the area's own floor. */
    readonly share: Bilingual | null;
  } | null;
}

/**
 * Counts against the floor. The floor of an area below the one that has it is its share by registered people of the rule's
 * group: an assumption, and shown as one. @throws AppError as `readStats`.
 */
export async function readFloor(
  context: FlowContext,
  input: StatsCell & { readonly principal: Principal },
): Promise<FloorFigures> {
  authorize(input.principal, 'stats.read');
  const query = { ...(await countQueryOf(context, input)), where: {} };
  const floors = await context.db.stores.counts.floors();
  const floor = floorFor(floors, query);
  const columns = await columnsFor(context, floor === null ? query.area : commonArea(floor.area, query.area));
  const { total } = countPeople(columns, query);
  const figures = { query, rule: query.rule, away: total.away, placeUnknown: total.placeUnknown };
  if (floor === null) return { ...figures, floor: null };
  const { area, people, source, isAssumption } = floor;
  if (query.area === area || (query.area === '' && area === '62')) {
    return { ...figures, floor: { area, people, source, isAssumption, share: null } };
  }
  const whole = groupSize(columns, { ...query, area });
  const part = groupSize(columns, query);
  return {
    ...figures,
    floor: {
      area,
      people: whole === 0 ? 0 : Math.round((people * part) / whole),
      source,
      isAssumption: true,
      share: say(
        `假设：来源没有 ${query.area} 的底数，按登记的同类人数分摊（${part} / ${whole}）`,
        `Assumption: the source has no floor for ${query.area}; shared by registered people of the group (${part} of ${whole})`,
      ),
    },
  };
}

/** The finest floor that holds the area on the day; everywhere is held by the province's. */
function floorFor(floors: readonly FloorTarget[], { area, date }: CountQuery): FloorTarget | null {
  const valid = floors.filter(
    (floor) =>
      floor.validFrom <= date &&
      (floor.validTo === null || date < floor.validTo) &&
      (isInside(floor.area, area) || area === ''),
  );
  return valid.toSorted((a, b) => b.area.length - a.area.length)[0] ?? null;
}

/** The area that holds both: one of them is a prefix of the other. */
function commonArea(one: AreaPrefix, other: AreaPrefix): AreaPrefix {
  return one.length < other.length ? one : other;
}

/** Registered people of the rule's group; of everybody where the rule names none. */
function groupSize(columns: Parameters<typeof countPeople>[0], query: CountQuery): number {
  const flags = query.rule?.flags ?? [];
  // Of the old wording one group is told apart, of the new one three: each person is in one.
  const terms = TERM_SETS[flags.join() === 'registeredPoor' ? '2020' : '2021'];
  const { groups, total } = countPeople(columns, { ...query, terms, rule: null }, 'category');
  if (flags.length === 0) return total.collected;
  const named = groups.filter(({ key }) =>
    CATEGORY_FLAGS.some((flag) => flag === key && flags.includes(flag)),
  );
  return named.reduce((sum, { tally }) => sum + tally.collected, 0);
}
