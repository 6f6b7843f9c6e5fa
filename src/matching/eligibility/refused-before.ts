import { say, type Bilingual } from '../../domain/bilingual.ts';
import { daysBetween, type IsoDate } from '../../domain/dates.ts';
import type { MatchOpening } from '../../domain/match-input.ts';
import type { PastRefusal, RefusalReason } from '../../domain/referral.ts';
import type { Pair } from '../pair.ts';
import { refusalFingerprint } from '../refusal-fingerprint.ts';
import type { Rule } from './rule.ts';

/** A refusal holds this many days, the last one included. */
const REFUSAL_DAYS = 90;

/**
 * REFUSED_BEFORE: she refused this opening within 90 days and the field behind the typed reason has not
 * changed.
 */
export const refusedBefore: Rule = {
  code: 'REFUSED_BEFORE',
  verdict(pair) {
    return standingRefusal(pair) === undefined ? 'passed' : 'failed';
  },
  sentence(pair) {
    const refusal = standingRefusal(pair);
    if (refusal === undefined)
      return say('近 90 天没有回绝过', 'The laborer has not refused it within 90 days');
    const { zh, en } = REASON_WORDS[refusal.reason];
    return say(
      `本人 ${refusal.refusedOn} 因${zh}回绝过，情况没有变化`,
      `The laborer refused it on ${refusal.refusedOn} because of ${en}, which has not changed`,
    );
  },
};

const REASON_WORDS: Readonly<Record<RefusalReason, Bilingual>> = {
  wage: say('工资', 'the wage'),
  place: say('地点', 'the place'),
  shift: say('班次', 'the shift'),
  term: say('期限', 'the term'),
  lodging: say('住宿', 'lodging'),
  employer: say('企业', 'the employer'),
  family: say('家庭', 'their family'),
  other: say('其他原因', 'another reason'),
};

function standingRefusal({ world, laborer, opening }: Pair): PastRefusal | undefined {
  const refusals = laborer.refusals.get(opening.input.id);
  return refusals?.find((refusal) => doesStand(refusal, opening.input, world.settings.runDate));
}

/** Whether a refusal of an opening still holds on a day: it is recent, and the field behind its reason is the same. */
export function doesStand(refusal: PastRefusal, opening: MatchOpening, runDate: IsoDate): boolean {
  const days = daysBetween(refusal.refusedOn, runDate);
  const isRecent = days >= 0 && days <= REFUSAL_DAYS;
  return isRecent && refusalFingerprint(opening, refusal.reason) === refusal.fieldFingerprint;
}
