import type { ExclusionCode } from '../../domain/exclusion-reason.ts';
import { abilityLimited } from './ability-limited.ts';
import { ageOutOfRange } from './age-out-of-range.ts';
import { areaUnwilling } from './area-unwilling.ts';
import { beyondMaxDistance } from './beyond-max-distance.ts';
import { certificateMissing } from './certificate-missing.ts';
import { consentWithdrawn } from './consent-withdrawn.ts';
import { dataInvalid } from './data-invalid.ts';
import { educationBelow } from './education-below.ts';
import { employerSuspended } from './employer-suspended.ts';
import { homeNightly } from './home-nightly.ts';
import { inSchool } from './in-school.ts';
import { lodgingNeeded } from './lodging-needed.ts';
import { minorProtected } from './minor-protected.ts';
import { mustSkillMissing } from './must-skill-missing.ts';
import { notWilling } from './not-willing.ts';
import { occupationUnwilling } from './occupation-unwilling.ts';
import { openingBarred } from './opening-barred.ts';
import { openingClosed } from './opening-closed.ts';
import { openingFull } from './opening-full.ts';
import { outsideAvailability } from './outside-availability.ts';
import { placeUnknown } from './place-unknown.ts';
import { publicPostReserved } from './public-post-reserved.ts';
import { refusedBefore } from './refused-before.ts';
import type { Rule } from './rule.ts';
import { shiftUnwilling } from './shift-unwilling.ts';
import { termUnwanted } from './term-unwanted.ts';
import { under16 } from './under-16.ts';
import { wageBelowFloor } from './wage-below-floor.ts';
import { workingLanguage } from './working-language.ts';

/** Every rule under its code, in the order of EXCLUSION_CODES; a code without a rule does not compile. */
const RULE_OF: Readonly<Record<ExclusionCode, Rule>> = {
  DATA_INVALID: dataInvalid,
  PLACE_UNKNOWN: placeUnknown,
  OPENING_CLOSED: openingClosed,
  OPENING_FULL: openingFull,
  EMPLOYER_SUSPENDED: employerSuspended,
  OPENING_BARRED: openingBarred,
  PUBLIC_POST_RESERVED: publicPostReserved,
  NOT_WILLING: notWilling,
  CONSENT_WITHDRAWN: consentWithdrawn,
  AREA_UNWILLING: areaUnwilling,
  BEYOND_MAX_DISTANCE: beyondMaxDistance,
  HOME_NIGHTLY: homeNightly,
  SHIFT_UNWILLING: shiftUnwilling,
  LODGING_NEEDED: lodgingNeeded,
  OCCUPATION_UNWILLING: occupationUnwilling,
  TERM_UNWANTED: termUnwanted,
  OUTSIDE_AVAILABILITY: outsideAvailability,
  AGE_OUT_OF_RANGE: ageOutOfRange,
  UNDER_16: under16,
  MINOR_PROTECTED: minorProtected,
  IN_SCHOOL: inSchool,
  EDUCATION_BELOW: educationBelow,
  CERTIFICATE_MISSING: certificateMissing,
  MUST_SKILL_MISSING: mustSkillMissing,
  ABILITY_LIMITED: abilityLimited,
  WORKING_LANGUAGE: workingLanguage,
  WAGE_BELOW_FLOOR: wageBelowFloor,
  REFUSED_BEFORE: refusedBefore,
};

/** The rules in the order in which they are asked and told. */
export const RULES: readonly Rule[] = Object.values(RULE_OF);
