import type { Opening } from '../domain/opening.ts';
import type { RefusalReason } from '../domain/referral.ts';

/** The fields of an opening that a typed refusal can point at. */
export type RefusableOpening = Pick<
  Opening,
  'wage' | 'placeCode' | 'shift' | 'term' | 'providesLodging' | 'employerId' | 'worksiteEmployerId'
>;

/** Stands for the whole opening: a refusal for her family or another reason holds whatever changes. */
const WHOLE_OPENING = 'whole';

/**
 * The fingerprint of the field behind a typed reason: while it stays the same, the opening is not proposed
 * again within 90 days. `family` and `other` have no field, so the opening as a whole is not proposed. Holds
 * no personal data.
 */
export function refusalFingerprint(opening: RefusableOpening, reason: RefusalReason): string {
  switch (reason) {
    case 'wage': {
      const { wage } = opening;
      if (wage === undefined) return 'wage:?';
      return `wage:${wage.lowCnyPerMonth ?? '?'}-${wage.highCnyPerMonth ?? '?'}`;
    }
    case 'place':
      return `place:${opening.placeCode ?? '?'}`;
    case 'shift':
      return `shift:${opening.shift ?? '?'}`;
    case 'term':
      return `term:${opening.term ?? '?'}`;
    case 'lodging':
      return `lodging:${opening.providesLodging ?? '?'}`;
    case 'employer':
      return `employer:${opening.employerId}/${opening.worksiteEmployerId}`;
    case 'family':
    case 'other':
      return WHOLE_OPENING;
  }
}
