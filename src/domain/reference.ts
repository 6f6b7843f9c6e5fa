import type { AreaCode } from './area.ts';
import type { Ontology } from './occupation.ts';
import type { Region } from './region.ts';

/** The tables that ship with the project. */
export interface Reference {
  readonly ontology: Ontology;
  /** By six-digit code. */
  readonly regions: ReadonlyMap<AreaCode, Region>;
}
