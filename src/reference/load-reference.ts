import { readFileSync } from 'node:fs';

import type { Certificate, Occupation, Ontology, Skill } from '../domain/occupation.ts';
import type { Reference } from '../domain/reference.ts';
import { parseRegions } from './parse-regions.ts';

/** The shape of occupations.json, made by scripts/build-occupations.ts. */
interface OccupationsFile {
  readonly version: string;
  readonly occupations: readonly Occupation[];
  readonly skills: readonly Skill[];
  readonly certificates: readonly Certificate[];
}

let loaded: Reference | undefined;

/**
 * The regions, occupations, skills and certificates that ship with the project. Reads two files beside this module once
 * a process; every later call gives the same object.
 * @throws AppError `REFERENCE_BROKEN` for a regions table that cannot be read; a missing file throws as the file system does.
 */
export function loadReference(): Reference {
  loaded ??= {
    ontology: readOntology(),
    regions: parseRegions(readBeside('regions.csv')),
  };
  return loaded;
}

function readOntology(): Ontology {
  // Written by our own builder and held to its shape by tests/reference: no second schema here.
  const file = JSON.parse(readBeside('occupations.json')) as OccupationsFile;
  return {
    version: file.version,
    occupations: new Map(file.occupations.map((occupation) => [occupation.id, occupation])),
    skills: new Map(file.skills.map((skill) => [skill.code, skill])),
    certificates: new Map(file.certificates.map((certificate) => [certificate.code, certificate])),
  };
}

function readBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
