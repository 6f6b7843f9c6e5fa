import type { CertificateGate } from '../../domain/occupation.ts';
import type { OpeningRecord } from '../../domain/opening.ts';
import { findDiscriminatoryWords } from '../../text/discriminatory-words.ts';
import type { FlowContext } from '../context.ts';

/** What a caller may say of an opening; legal gates, flagged words and reported pay are the system's to say. */
export interface OpeningDraft extends Omit<
  OpeningRecord,
  'gates' | 'flaggedWords' | 'reportedNetCnyPerMonth' | 'filled' | 'isWithdrawn'
> {
  /** Certificates (`cert:…`) that must be held together, besides those that the law asks of the occupation. */
  readonly requiredCertificates?: readonly string[];
  readonly filled?: number;
  readonly isWithdrawn?: boolean;
}

/**
 * An opening's record from a draft: the occupation's legal gates first, then the asked certificates; discriminatory words
 * of the title are flagged and never used. `known` keeps what a draft does not say: places taken, reported pay, gates of the
 * text while the occupation is the same.
 */
export function describeOpening(
  context: FlowContext,
  draft: OpeningDraft,
  known?: OpeningRecord,
): OpeningRecord {
  const { requiredCertificates: _asked, ...said } = draft;
  return {
    ...said,
    filled: draft.filled ?? known?.filled ?? 0,
    isWithdrawn: draft.isWithdrawn ?? false,
    reportedNetCnyPerMonth: known?.reportedNetCnyPerMonth,
    gates: gatesOf(context, draft, known),
    flaggedWords: findDiscriminatoryWords(draft.title),
  };
}

function gatesOf(
  context: FlowContext,
  draft: OpeningDraft,
  known: OpeningRecord | undefined,
): readonly CertificateGate[] {
  if (draft.requiredCertificates === undefined && known?.occupation === draft.occupation) return known.gates;
  const { occupations, certificates } = context.reference.ontology;
  const byLaw = occupations.get(draft.occupation)?.gates ?? [];
  const asked = (draft.requiredCertificates ?? []).map((code): CertificateGate => ({
    kind: 'legal',
    anyOf: [[code]],
    words: certificates.get(code)?.zh ?? code,
  }));
  return [...byLaw, ...asked];
}
