import type { AreaCode } from '../domain/area.ts';
import type { Code } from '../domain/occupation.ts';
import type { Requirement } from '../domain/opening.ts';
import type { Region } from '../domain/region.ts';

/** An occupation or a skill, the words that gave it and how they did. */
export interface CodedWord {
  readonly code: Code;
  readonly words: string;
  readonly method: 'alias' | 'segment' | 'fuzzy';
}

/** A certificate (`cert:…`) and the words that gave it. */
export interface CodedCertificate {
  readonly code: string;
  readonly words: string;
}

/** A place and the words that gave it. */
export interface PlaceMatch {
  readonly code: AreaCode;
  readonly words: string;
  readonly level: Region['level'];
}

/** What a text gave, in the order of the text, and the pieces that gave nothing. */
export interface Coded<Item> {
  readonly found: readonly Item[];
  readonly unknown: readonly string[];
}

/** What an opening says of itself. */
export interface OpeningWords {
  readonly title: string;
  /** 工种. */
  readonly occupationWords?: string;
  /** 技能要求. */
  readonly skillWords?: string;
}

/** The codes an opening asks for. */
export interface CodedRequirements {
  /** Its own occupation; `general` where nothing was recognized. */
  readonly occupation: Code;
  readonly requirements: readonly Requirement[];
  readonly unknown: readonly string[];
}
