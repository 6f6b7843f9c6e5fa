import type { AreaPrefix } from '../domain/area.ts';
import type { CertificateGate } from '../domain/occupation.ts';
import type { Reference } from '../domain/reference.ts';
import { createCertificateWords } from './certificate-words.ts';
import type {
  Coded,
  CodedCertificate,
  CodedRequirements,
  CodedWord,
  OpeningWords,
  PlaceMatch,
} from './coded.ts';
import { findDiscriminatoryWords } from './discriminatory-words.ts';
import { parseGates } from './gates.ts';
import { wordKey } from './normalize.ts';
import { createOccupationWords, occupationAliases } from './occupation-words.ts';
import { findAreas } from './places/find-areas.ts';
import { createPlaceFinder } from './places/find-place.ts';
import { codeRequirements } from './requirements.ts';
import { createSegmenter } from './segmenter.ts';
import { createSkillWords } from './skill-words.ts';

export type { Coded, CodedWord, PlaceMatch } from './coded.ts';

/** Free text of files → codes of the reference tables. Pure: the same text gives the same codes. */
export interface TextCoder {
  /** Occupations in a title or a 工种 cell, best first; nothing found when nothing is recognized. */
  occupations(text: string): Coded<CodedWord>;
  /** A 技能 cell: skills, else occupations (a word that is both is a skill here). */
  skills(text: string): Coded<CodedWord>;
  /** Certificates in a 证书 cell. */
  certificates(text: string): Coded<CodedCertificate>;
  /** A certificate requirement: gates with any (`/`, 或) and all (`+`, 及); legal, to_check or on_hiring. */
  gates(text: string): readonly CertificateGate[];
  /**
   * A place in words or digits. `within` prefers the places of a prefix for names that several share. A town, village
   * or street below the county gives the county. `null` when unknown or ambiguous.
   */
  place(text: string, within?: AreaPrefix): PlaceMatch | null;
  /** An ordered list of areas, such as `福建省、厦门市；武山县`. */
  areas(text: string, within?: AreaPrefix): Coded<PlaceMatch>;
  /** What an opening asks for, by scoring.md §3. */
  requirements(input: OpeningWords): CodedRequirements;
  /** Discriminatory wording in an advertisement (网络招聘服务管理规定): the words found. */
  discriminatoryWords(text: string): readonly string[];
}

/**
 * Builds the coder over the reference tables. Loading jieba's dictionary takes about 0.3 s, so make one and keep it.
 */
export function createTextCoder(reference: Reference): TextCoder {
  const { ontology } = reference;
  const segmenter = createSegmenter(domainWords(reference));
  const occupations = createOccupationWords(ontology.occupations.values(), segmenter);
  const skills = createSkillWords(ontology.skills.values(), occupations, segmenter);
  const certificates = createCertificateWords(ontology.certificates.values());
  const places = createPlaceFinder(reference.regions);
  return {
    occupations: (text) => occupations.occupations(text),
    skills: (text) => skills.skills(text),
    certificates: (text) => certificates.certificates(text),
    gates: (text) => parseGates(text, certificates),
    place: (text, within) => places.find(text, within),
    areas: (text, within) => findAreas(text, places, within),
    requirements: (input) => codeRequirements(input, { occupations, skills }),
    discriminatoryWords: findDiscriminatoryWords,
  };
}

/** Words that jieba must keep whole: every name of an occupation and every skill. */
export function domainWords({ ontology }: Reference): ReadonlySet<string> {
  const aliases = occupationAliases(ontology.occupations.values()).map(([words]) => words);
  const skills = [...ontology.skills.values()].map(({ zh }) => zh);
  return new Set([...aliases, ...skills].map(wordKey).filter((word) => /^[^\s()]{2,}$/.test(word)));
}
