import { say } from '../../domain/bilingual.ts';
import type { CertificateGate } from '../../domain/occupation.ts';
import type { Pair } from '../pair.ts';
import type { Rule, Verdict } from './rule.ts';

/**
 * CERTIFICATE_MISSING: a legal gate is unmet. Any of its alternatives opens it, and an alternative needs all
 * of its certificates. Gates that depend on the post are to check; what is got on hiring (健康证) never drops.
 */
export const certificateMissing: Rule = {
  code: 'CERTIFICATE_MISSING',
  verdict({ laborer, opening }) {
    return gatesVerdict(opening.input.gates, laborer.input.certificates);
  },
  sentence(pair, verdict) {
    if (pair.opening.input.gates.every((gate) => gate.kind === 'on_hiring')) {
      return say('岗位没有法定证书要求', 'The law asks for no certificate');
    }
    const words = gateWords(pair, verdict);
    switch (verdict) {
      case 'failed':
        return say(`缺少法定证书：${words}`, `A certificate that the law asks for is missing: ${words}`);
      case 'to_check':
        return say(`请核实证书：${words}`, `Please check the certificate: ${words}`);
      case 'passed':
        return say(`持有所需证书：${words}`, `The laborer holds the certificate: ${words}`);
    }
  },
};

/** What the gates of an opening say of the certificates that someone holds; `undefined`: unknown. */
export function gatesVerdict(
  gates: readonly CertificateGate[],
  held: readonly string[] | undefined,
): Verdict {
  let verdict: Verdict = 'passed';
  for (const gate of gates) {
    const answer = gateVerdict(gate, held);
    if (answer === 'failed') return 'failed';
    if (answer === 'to_check') verdict = 'to_check';
  }
  return verdict;
}

/** Gates whose certificates are got on hiring and which she is not known to hold: CERTIFICATE_TO_OBTAIN. */
export function gatesToObtain({ laborer, opening }: Pair): readonly CertificateGate[] {
  return opening.input.gates.filter(
    (gate) => gate.kind === 'on_hiring' && !isOpenedBy(gate, laborer.input.certificates ?? []),
  );
}

function gateVerdict(gate: CertificateGate, held: readonly string[] | undefined): Verdict {
  if (gate.kind === 'on_hiring') return 'passed';
  if (isOpenedBy(gate, held ?? [])) return 'passed';
  // A legal gate without alternatives names no certificate that one could hold: a person reads its words.
  if (gate.kind === 'to_check' || held === undefined || gate.anyOf.length === 0) return 'to_check';
  return 'failed';
}

function isOpenedBy(gate: CertificateGate, held: readonly string[]): boolean {
  return gate.anyOf.some((all) => all.length > 0 && all.every((certificate) => held.includes(certificate)));
}

function gateWords({ laborer, opening }: Pair, verdict: Verdict): string {
  return opening.input.gates
    .filter((gate) => gate.kind !== 'on_hiring')
    .filter((gate) => gateVerdict(gate, laborer.input.certificates) === verdict)
    .map((gate) => gate.words)
    .join('；');
}
