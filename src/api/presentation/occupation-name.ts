import { GENERAL_WORK } from '../../domain/occupation.ts';
import type { Reference } from '../../domain/reference.ts';

/** The Chinese name of an occupation or skill; the code itself where it is not in the tables. */
export function occupationName(reference: Reference, code: string): string {
  const { occupations, skills } = reference.ontology;
  if (code === GENERAL_WORK) return occupations.get(code)?.zh ?? '普工';
  return occupations.get(code)?.zh ?? skills.get(code)?.zh ?? code;
}
