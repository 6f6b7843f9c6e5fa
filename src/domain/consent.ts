import type { IsoDate, IsoInstant } from './dates.ts';
import type { Consent } from './laborer.ts';

/** What a person may agree to, each on its own: being matched, being contacted by a broker, being named to an employer. */
export const CONSENT_KINDS = ['matching', 'contact', 'naming'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** The three answers of now; `null`: never asked. */
export type Consents = Readonly<Record<ConsentKind, Consent>>;

/** One thing that she said. */
export interface ConsentEntry {
  readonly kind: ConsentKind;
  readonly consent: 'given' | 'withdrawn';
  readonly saidOn: IsoDate;
  /** How it came in: a file, a form, a call; `null` where it was not told. */
  readonly source: string | null;
  readonly recordedBy: string | null;
  readonly recordedAt: IsoInstant;
}

/** What stands in place of the name of somebody who does not want to be named to employers. */
const UNNAMED = '（本人不愿具名）';

/** A name as an employer may read it: who took back the consent to be named is met without it. */
export function nameForEmployer(laborer: { readonly name: string; readonly consents: Consents }): string {
  return laborer.consents.naming === 'withdrawn' ? UNNAMED : laborer.name;
}
