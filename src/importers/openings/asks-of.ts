import { GENERAL_WORK, type CertificateGate, type Code, type Ontology } from '../../domain/occupation.ts';
import type { Requirement } from '../../domain/opening.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import type { RowCells } from '../cells/row-cells.ts';
import type { OpeningField } from '../headers/opening-headers.ts';

type Cells = RowCells<OpeningField>;

/** What an opening asks for, in codes. */
export interface FoundAsks {
  readonly occupation: Code;
  readonly requirements: readonly Requirement[];
  readonly gates: readonly CertificateGate[];
}

/**
 * Occupation, requirements and gates from 岗位名称, 工种, 技能要求 and 证书要求. The gates are those of the law for the
 * occupation and those that the text makes a must. A 工种 that nobody knows, with a title that says no more, is
 * a rejection: the opening would be offered as 普工; other unknown words are a warning.
 */
export function asksOf(cells: Cells, coder: TextCoder, ontology: Ontology, title: string): FoundAsks {
  const trade = cells.words('trade');
  const skills = cells.words('skills');
  const coded = coder.requirements({
    title,
    occupationWords: trade === '' ? undefined : trade,
    skillWords: skills === '' ? undefined : skills,
  });
  if (trade !== '' || coded.occupation === GENERAL_WORK) noteUnknownTrade(cells, coder, trade, title);
  // What the law forbids to ask has its own warning; to call it unknown besides would only puzzle.
  const unknown = coded.unknown.map((words) => withoutForbidden(words, coder)).filter((rest) => rest !== '');
  if (unknown.length > 0 && skills !== '') {
    cells.warn('skills', 'SKILL_UNKNOWN', {
      zh: `技能要求中认不出：${unknown.join('、')}，未采用`,
      en: `Not known among the requirements: ${unknown.join(', ')}; left out`,
    });
  }
  const lawGates = ontology.occupations.get(coded.occupation)?.gates ?? [];
  const skillGates = coder.gates(skills).filter((gate) => gate.kind === 'legal' && gate.anyOf.length > 0);
  const textGates = [...coder.gates(cells.words('certificates')), ...skillGates];
  return {
    occupation: coded.occupation,
    requirements: coded.requirements,
    gates: distinctGates([...lawGates, ...textGates]),
  };
}

/** Separators that are left over at the ends of a clause when words are taken out of it. */
const SEPARATORS = /^[\s,，、;；。.]+|[\s,，、;；。.]+$/gu;

function withoutForbidden(words: string, coder: TextCoder): string {
  const forbidden = coder.discriminatoryWords(words);
  const rest = forbidden.reduce((text, word) => text.replaceAll(word, ''), words);
  return rest.replaceAll(SEPARATORS, '');
}

function noteUnknownTrade(cells: Cells, coder: TextCoder, trade: string, title: string): void {
  const isTradeKnown = trade !== '' && coder.occupations(trade).found.length > 0;
  const isTitleKnown = coder.occupations(title).found.length > 0;
  if (isTradeKnown || (trade === '' && isTitleKnown)) return;
  if (trade === '') {
    cells.warn('title', 'TRADE_UNKNOWN', {
      zh: '从岗位名称认不出工种，按普工处理；请加一列“工种”写通用名称',
      en: 'The title names no known trade, so it counts as general work: add a column 工种 with the common name',
    });
  } else if (isTitleKnown) {
    cells.warn('trade', 'TRADE_UNKNOWN', {
      zh: `认不出工种“${trade}”，按岗位名称处理；请换成通用名称`,
      en: `The trade "${trade}" is not known, so the title was followed: use its common name`,
    });
  } else {
    cells.reject('trade', 'TRADE_UNKNOWN', {
      zh: `认不出工种“${trade}”，岗位名称里也没有；请换成通用名称，无技能要求的请填“普工”`,
      en: `The trade "${trade}" is not known and the title names none: use its common name, or 普工 where no skill is needed`,
    });
  }
}

/** The stricter kind last. */
const KINDS = ['on_hiring', 'to_check', 'legal'] as const;

/**
 * Two gates that ask for the same certificates are one, of the stricter kind: where the law asks by post (按岗), the
 * text can make it a must.
 */
function distinctGates(gates: readonly CertificateGate[]): readonly CertificateGate[] {
  const byContent = new Map<string, CertificateGate>();
  for (const gate of gates) {
    const key = gate.anyOf.length === 0 ? gate.words : JSON.stringify(gate.anyOf);
    const known = byContent.get(key);
    if (known === undefined || KINDS.indexOf(gate.kind) > KINDS.indexOf(known.kind)) byContent.set(key, gate);
  }
  return [...byContent.values()];
}
