import { say, type Bilingual } from '../domain/bilingual.ts';
import type { ListKind, ListReason } from '../domain/list-entry.ts';

/** What became of a person: exactly one each. */
export const RECONCILED = [
  'still_out',
  'returned_willing',
  'returned_unwilling',
  'unable',
  'not_found',
  'newly_out',
] as const;
export type Reconciled = (typeof RECONCILED)[number];

/** The classes in words. */
export const RECONCILED_WORDS: Readonly<Record<Reconciled, Bilingual>> = {
  still_out: say('仍在外务工', 'still out'),
  returned_willing: say('已返乡、有外出意愿', 'returned and willing'),
  returned_unwilling: say('已返乡、无外出意愿', 'returned and not willing'),
  unable: say('丧失劳动能力', 'unable'),
  not_found: say('未查到、待入户核实', 'not found'),
  newly_out: say('今年新外出', 'newly out'),
};

/** What this year's survey says of a person. `unsaid`: at home, and nothing of willingness. */
export const SURVEY_ANSWERS = ['none', 'out', 'willing', 'unwilling', 'unsaid', 'unable'] as const;
type SurveyAnswer = (typeof SURVEY_ANSWERS)[number];

/** What officers can find on a visit. */
export const FINDINGS = [
  'still_out',
  'returned_willing',
  'returned_unwilling',
  'unable',
  'not_found',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** All that the sources say of one person. */
export interface Facets {
  readonly isOnLastList: boolean;
  readonly survey: SurveyAnswer;
  /** A placement or social-insurance row that is newer than the survey's word, or of this year where the survey has none. */
  readonly hasNewerRecord: boolean;
  readonly finding: Finding | null;
}

/** The class, and whether somebody has to go and look. */
export interface Classified {
  readonly reconciled: Reconciled;
  readonly needsVisit: boolean;
}

/**
 * The class of a person: what an officer found on the spot decides, then the survey's "unable" and "out", then a record that is
 * newer than the survey, then the survey's word of who came home. `null`: neither on last year's list nor out now.
 */
export function classify({ isOnLastList, survey, hasNewerRecord, finding }: Facets): Classified | null {
  const out: Reconciled = isOnLastList ? 'still_out' : 'newly_out';
  if (finding === 'still_out') return settled(out);
  if (finding !== null) return { reconciled: finding, needsVisit: finding === 'not_found' };
  if (survey === 'out') return settled(out);
  if (survey === 'unable') return isOnLastList ? settled('unable') : null;
  // The survey found her at home, and a newer record says that she works: somebody has to look.
  if (hasNewerRecord) return { reconciled: out, needsVisit: survey !== 'none' };
  if (!isOnLastList) return null;
  if (survey === 'willing') return settled('returned_willing');
  if (survey === 'unwilling') return settled('returned_unwilling');
  return { reconciled: 'not_found', needsVisit: true };
}

/** Every combination of facets that has a class: the table by which many are classified at once. */
export function classTable(): readonly (Facets & Classified)[] {
  const facets = [true, false].flatMap((isOnLastList) =>
    SURVEY_ANSWERS.flatMap((survey) =>
      [true, false].flatMap((hasNewerRecord) =>
        [null, ...FINDINGS].map((finding): Facets => ({ isOnLastList, survey, hasNewerRecord, finding })),
      ),
    ),
  );
  return facets.flatMap((one) => {
    const classified = classify(one);
    return classified === null ? [] : [{ ...one, ...classified }];
  });
}

/** Where a class puts a person. `endOfWilling` is the reason where her willing stay ends, `end` where an employed one does. */
export interface ReconciledMove {
  readonly to: ListKind | null;
  readonly begin: ListReason | null;
  readonly end: ListReason;
  readonly endOfWilling: ListReason;
}

/** The move of each class; `null`: nobody is moved on what nobody knows. */
export const RECONCILED_MOVES: Readonly<Record<Reconciled, ReconciledMove | null>> = {
  still_out: { to: 'employed', begin: 'found_working', end: 'found_working', endOfWilling: 'found_working' },
  newly_out: { to: 'employed', begin: 'found_working', end: 'found_working', endOfWilling: 'found_working' },
  returned_willing: { to: 'willing', begin: 'stated', end: 'returned', endOfWilling: 'stated' },
  returned_unwilling: { to: null, begin: null, end: 'returned', endOfWilling: 'statement_withdrawn' },
  unable: { to: null, begin: null, end: 'ability_lost', endOfWilling: 'ability_lost' },
  not_found: null,
};

function settled(reconciled: Reconciled): Classified {
  return { reconciled, needsVisit: false };
}
