import { describe, expect, it } from 'vitest';
import {
  classify,
  classTable,
  FINDINGS,
  RECONCILED,
  RECONCILED_MOVES,
  SURVEY_ANSWERS,
  type Facets,
} from '../../src/lists/reconciliation.ts';

const LAST: Facets = { isOnLastList: true, survey: 'none', hasNewerRecord: false, finding: null };
const NEW: Facets = { ...LAST, isOnLastList: false };

describe('the class of a person', () => {
  it.each([
    ['still working away', { ...LAST, survey: 'out' }, 'still_out', false],
    ['came home, willing', { ...LAST, survey: 'willing' }, 'returned_willing', false],
    ['came home, not willing', { ...LAST, survey: 'unwilling' }, 'returned_unwilling', false],
    ['cannot work any more', { ...LAST, survey: 'unable' }, 'unable', false],
    ['nowhere', LAST, 'not_found', true],
    ['at home, and nobody asked what she wants', { ...LAST, survey: 'unsaid' }, 'not_found', true],
    ['out for the first time', { ...NEW, survey: 'out' }, 'newly_out', false],
    ['not surveyed, but insured this year', { ...LAST, hasNewerRecord: true }, 'still_out', false],
    [
      'found at home, insured since',
      { ...LAST, survey: 'unwilling', hasNewerRecord: true },
      'still_out',
      true,
    ],
    ['an officer looked', { ...LAST, survey: 'out', finding: 'returned_willing' }, 'returned_willing', false],
    ['an officer looked in vain', { ...LAST, finding: 'not_found' }, 'not_found', true],
    ['new, and an officer saw her off', { ...NEW, finding: 'still_out' }, 'newly_out', false],
  ] as const)('%s: %o is %s', (_name, facets, reconciled, needsVisit) => {
    expect(classify(facets)).toEqual({ reconciled, needsVisit });
  });

  it.each(['willing', 'unwilling', 'unsaid', 'unable'] as const)(
    'who was not out and is %s now is no case',
    (survey) => {
      expect(classify({ ...NEW, survey })).toBeNull();
    },
  );

  it('everybody on last year’s list has exactly one, whatever the sources say', () => {
    const ofLastList = classTable().filter(({ isOnLastList }) => isOnLastList);
    const combinations = SURVEY_ANSWERS.length * 2 * (FINDINGS.length + 1);
    expect(ofLastList).toHaveLength(combinations);
    const keys = ofLastList.map((one) => `${one.survey}|${one.hasNewerRecord}|${one.finding}`);
    expect(new Set(keys).size).toBe(combinations);
    expect(new Set(ofLastList.map((one) => one.reconciled))).toEqual(
      new Set(RECONCILED.filter((one) => one !== 'newly_out')),
    );
  });

  it('nobody is moved for not being found', () => {
    expect(RECONCILED_MOVES.not_found).toBeNull();
    expect(RECONCILED.filter((one) => RECONCILED_MOVES[one]?.to === 'employed')).toEqual([
      'still_out',
      'newly_out',
    ]);
  });
});
