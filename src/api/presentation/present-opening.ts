import type { z } from 'zod';
import type { Opening } from '../../domain/opening.ts';
import type { Reference } from '../../domain/reference.ts';
import type { openingView } from '../contract/openings.ts';
import type { EmployerNames } from './employer-names.ts';
import { occupationName } from './occupation-name.ts';
import { placeName } from './place-name.ts';

type OpeningView = z.input<typeof openingView>;

/** An opening as the API shows it: with the names of its employers, place and occupation, and the places left. */
export function presentOpening(reference: Reference, names: EmployerNames, opening: Opening): OpeningView {
  const { requirements, gates, reservedForGroups, flaggedWords, ...rest } = opening;
  return {
    ...rest,
    employerName: names.get(opening.employerId) ?? opening.employerId,
    worksiteName: names.get(opening.worksiteEmployerId) ?? opening.worksiteEmployerId,
    occupationName: occupationName(reference, opening.occupation),
    placeName: opening.placeCode === null ? null : placeName(reference, opening.placeCode),
    remaining: Math.max(0, opening.headcount - opening.filled),
    requirements: [...requirements],
    gates: gates.map(({ kind, anyOf, words }) => ({ kind, anyOf: anyOf.map((all) => [...all]), words })),
    reservedForGroups: reservedForGroups && [...reservedForGroups],
    flaggedWords: [...flaggedWords],
  };
}
