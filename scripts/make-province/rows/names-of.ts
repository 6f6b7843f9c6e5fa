import type { AreaCode } from '../../../src/domain/area.ts';
import type { Code, Occupation } from '../../../src/domain/occupation.ts';
import type { Reference } from '../../../src/domain/reference.ts';

/** Names that files write for codes. Each throws for a code that the tables do not have. */
export interface NamesOf {
  /** 甘肃省天水市武山县. */
  area(code: AreaCode): string;
  /** 焊工、二保焊: occupations and skills. */
  codes(codes: readonly Code[]): string;
  /** 焊工证、健康证. */
  certificates(codes: readonly string[]): string;
}

/** Names by the reference tables. */
export function namesOf(reference: Reference): NamesOf {
  const { occupations, skills, certificates } = reference.ontology;
  return {
    area: (code) => areaName(reference, code),
    codes: (codes) =>
      codes.map((code) => known(code, wordOf(occupations.get(code)) ?? skills.get(code)?.zh)).join('、'),
    certificates: (codes) => codes.map((code) => known(code, certificates.get(code)?.zh)).join('、'),
  };
}

/** A name with a slash would read as two: then its first other name. */
function wordOf(occupation: Occupation | undefined): string | undefined {
  return [occupation?.zh, ...(occupation?.aliasesZh ?? [])].find((word) => word?.includes('/') === false);
}

function areaName(reference: Reference, code: AreaCode): string {
  const region = reference.regions.get(code.slice(0, 6));
  const words = [region?.provinceName, region?.prefectureName, region?.name].filter(
    (word): word is string => word !== undefined && word !== '',
  );
  // A city stands in its own column and as the name; a municipality is its own province.
  return known(code, [...new Set(words)].join(''));
}

function known(code: string, name: string | undefined): string {
  if (name === undefined || name === '') throw new Error(`The reference tables have no name for ${code}.`);
  return name;
}
