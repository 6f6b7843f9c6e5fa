import type { z } from 'zod';
import type { Laborer } from '../../domain/laborer.ts';
import type { Reference } from '../../domain/reference.ts';
import type { laborerView } from '../contract/laborers.ts';
import { occupationName } from './occupation-name.ts';
import { placeName } from './place-name.ts';

type LaborerView = z.input<typeof laborerView>;

/** Digits long enough to be an ID number or a phone, which files put into remarks. */
const PERSONAL_NUMBERS = /\d{7,}[Xx]?/g;

/** A laborer as the API shows her: masked numbers, the month of birth only, codes with their names. */
export function presentLaborer(reference: Reference, laborer: Laborer): LaborerView {
  const { birthDate, holdings, certificates, intention, remarks, flags, ...rest } = laborer;
  return {
    ...rest,
    birthMonth: birthDate.slice(0, 7),
    homeName: placeName(reference, laborer.homeCode),
    holdings: holdings?.map((one) => ({ ...one, name: occupationName(reference, one.code) })),
    certificates: certificates?.map((code) => ({
      code,
      name: reference.ontology.certificates.get(code)?.zh ?? code,
    })),
    flags,
    intention: presentIntention(intention),
    remarks: remarks?.replaceAll(PERSONAL_NUMBERS, '…'),
  };
}

function presentIntention(intention: Laborer['intention']): LaborerView['intention'] {
  return {
    ...intention,
    areas: [...intention.areas],
    tiers: [...intention.tiers],
    wishedOccupations: [...intention.wishedOccupations],
    refusedOccupations: [...intention.refusedOccupations],
    acceptedTerms: intention.acceptedTerms && [...intention.acceptedTerms],
    acceptedShifts: intention.acceptedShifts && [...intention.acceptedShifts],
  };
}
