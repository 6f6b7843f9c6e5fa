import { say } from '../../domain/bilingual.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Pair } from '../pair.ts';
import type { Rule } from './rule.ts';

/**
 * OUTSIDE_AVAILABILITY: the work starts or ends outside her dates (harvest, school). An opening whose start
 * has passed starts on the run date: nobody can start earlier.
 */
export const outsideAvailability: Rule = {
  code: 'OUTSIDE_AVAILABILITY',
  verdict(pair) {
    const { from, until, earliest, startsOn, endsOn } = datesOf(pair);
    if (from === null && until === null) return 'passed';
    if (until !== null && (earliest > until || (endsOn !== undefined && endsOn > until))) return 'failed';
    if (from !== null && startsOn !== undefined && earliest < from) return 'failed';
    if (from !== null && endsOn !== undefined && endsOn < from) return 'failed';
    const isStartOpen = from !== null && startsOn === undefined && earliest < from;
    const isEndOpen = until !== null && endsOn === undefined;
    return isStartOpen || isEndOpen ? 'to_check' : 'passed';
  },
  sentence(pair, verdict) {
    const { from, until, startsOn, endsOn } = datesOf(pair);
    if (from === null && until === null)
      return say('本人没有限定日期', 'The laborer has set no limit of dates');
    const theirs = say(spanZh(from, until, '不限'), `${from ?? '…'} – ${until ?? '…'}`);
    const work = say(
      spanZh(startsOn, endsOn, '未写明'),
      `${startsOn ?? 'not given'} – ${endsOn ?? 'not given'}`,
    );
    switch (verdict) {
      case 'failed':
        return say(
          `用工日期（${work.zh}）与本人可务工日期（${theirs.zh}）合不上`,
          `The work, ${work.en}, is outside their dates, ${theirs.en}`,
        );
      case 'passed':
        return say(
          `用工日期（${work.zh}）在本人可务工日期（${theirs.zh}）内`,
          `The work, ${work.en}, is within their dates, ${theirs.en}`,
        );
      case 'to_check':
        return say(
          `本人可务工日期（${theirs.zh}）与用工日期（${work.zh}）是否合得上，请核实`,
          `The laborer is available ${theirs.en}; the work is ${work.en}, please check`,
        );
    }
  },
};

/** Both ends in words: `2027-03-16 起`, `2027-03-16 至 2027-06-30`, `至 2027-06-30`. */
function spanZh(from: IsoDate | null | undefined, to: IsoDate | null | undefined, none: string): string {
  if (typeof from === 'string') return typeof to === 'string' ? `${from} 至 ${to}` : `${from} 起`;
  return typeof to === 'string' ? `至 ${to}` : none;
}

interface Dates {
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  /** The earliest day on which she could start. */
  readonly earliest: IsoDate;
  readonly startsOn: IsoDate | undefined;
  readonly endsOn: IsoDate | undefined;
}

function datesOf({ world, laborer, opening }: Pair): Dates {
  const { availableFrom, availableUntil } = laborer.input.intention;
  const { startsOn, endsOn } = opening.input;
  const { runDate } = world.settings;
  const earliest = startsOn === undefined || startsOn < runDate ? runDate : startsOn;
  return { from: availableFrom ?? null, until: availableUntil ?? null, earliest, startsOn, endsOn };
}
