import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_KINDS, type ListKind } from '../../src/domain/list-entry.ts';
import { REFERRAL_STATES } from '../../src/domain/referral.ts';
import {
  eventOfReferral,
  LIST_EVENTS,
  outcomeOf,
  type ListEvent,
  type Standing,
} from '../../src/lists/list-events.ts';

/** event, on which list before, whether her word stands → on which list after, or refused. */
const TABLE: readonly (readonly [ListEvent, ListKind | null, boolean, ListKind | null | 'refused'])[] = [
  ['placement_started', 'willing', true, 'employed'],
  ['placement_started', null, false, 'employed'],
  ['placement_ended', 'employed', true, 'willing'],
  ['placement_ended', 'employed', false, null],
  ['placement_ended', 'willing', true, 'refused'],
  ['placement_ended', null, false, 'refused'],
  ['laid_off', 'employed', false, 'willing'],
  ['laid_off', null, true, 'refused'],
  ['returned', 'employed', true, 'willing'],
  ['returned', 'employed', false, null],
  ['returned', 'willing', true, 'willing'],
  ['ability_lost', 'employed', true, null],
  ['died', 'willing', true, null],
  ['moved_out', 'employed', true, null],
  ['stated_willing', null, false, 'willing'],
  ['stated_willing', 'employed', false, 'refused'],
  ['stated_unwilling', 'willing', true, null],
  ['stated_unwilling', 'employed', true, 'employed'],
];

describe('what moves people between the lists', () => {
  it.each(TABLE)('%s, on %s, word standing %s: then on %s', (event, open, isWordStanding, after) => {
    const outcome = outcomeOf(event, { open, isWordStanding });
    expect(outcome.kind === 'refused' ? 'refused' : outcome.to).toBe(after);
  });

  it('a displaced person is where she worked, one who came home is at home', () => {
    const working: Standing = { open: 'employed', isWordStanding: true };
    expect(outcomeOf('laid_off', working)).toMatchObject({ place: 'workplace' });
    expect(outcomeOf('returned', working)).toMatchObject({ place: 'home' });
  });

  it('of all states of a referral only a placement moves anybody: no refusal ends willingness', () => {
    const moving = REFERRAL_STATES.filter((state) => eventOfReferral(state) !== null);
    expect(moving).toEqual(['placed']);
  });

  it('willingness ends by her own word, by work, or by what makes work impossible, whatever happens in between', () => {
    const ending = new Set<ListEvent>();
    const event = fc.constantFrom(...LIST_EVENTS);
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 12 }),
        fc.constantFrom(...LIST_KINDS, null),
        (events, open) => {
          let now: ListKind | null = open;
          for (const one of events) {
            const outcome = outcomeOf(one, { open: now, isWordStanding: true });
            if (outcome.kind === 'refused') continue;
            if (now === 'willing' && outcome.to !== 'willing') ending.add(one);
            now = outcome.to;
          }
        },
      ),
    );
    expect([...ending].toSorted()).toEqual([
      'ability_lost',
      'died',
      'moved_out',
      'placement_started',
      'stated_unwilling',
    ]);
  });
});
