// Builds src/reference/occupations.json. Run by hand when the source table changes:
//   npx tsx scripts/build-occupations.ts <path of the source table>
// The source is a JSON list of occupations (id, zh, en, group, synonymsZh, synonymsEn, skills, certRequired,
// certPreferred, wageCny); scripts/certificate-table.ts and scripts/occupation-additions.ts add to it.
// docs/reference-data.md says what each field means.
import { readFileSync, writeFileSync } from 'node:fs';

import type { Certificate, Code, Occupation, Skill } from '../src/domain/occupation.ts';
import { createCertificateWords, type CertificateWords } from '../src/text/certificate-words.ts';
import { parseGates } from '../src/text/gates.ts';
import { wordKey } from '../src/text/normalize.ts';
import { CERTIFICATES, aliasesOf } from './certificate-table.ts';
import { FURTHER_ALIASES, NO_CERTIFICATES, NO_SKILLS, WRITTEN_OUT } from './occupation-additions.ts';

const TARGET = new URL('../src/reference/occupations.json', import.meta.url);
/** Changes with every change of the table's content. */
const VERSION = '2026-11';

interface SourceOccupation {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly group: string;
  readonly synonymsZh: readonly string[];
  readonly synonymsEn: readonly string[];
  readonly skills: readonly string[];
  readonly certRequired: readonly string[];
  readonly certPreferred: readonly string[];
  readonly wageCny: readonly [number, number];
}

main(process.argv[2]);

function main(path: string | undefined): void {
  if (path === undefined) throw new Error('Usage: npx tsx scripts/build-occupations.ts <source table.json>');
  // The source is ours to read once by hand; the tests of the result check every field.
  const source = JSON.parse(readFileSync(path, 'utf8')) as SourceOccupation[];
  const certificates = CERTIFICATES.map((row): Certificate => ({
    code: `cert:${row[0]}`,
    zh: row[1],
    aliasesZh: aliasesOf(row),
  }));
  const words = createCertificateWords(certificates);
  const occupations = source.map((occupation) => occupationOf(occupation, words));
  assertNoSharedWord(occupations);
  const skills = skillsOf(occupations);
  const file = { version: VERSION, occupations, skills, certificates };
  writeFileSync(TARGET, `${JSON.stringify(file, null, 1)}\n`);
  console.log(
    `${occupations.length} occupations, ${skills.length} skills, ${certificates.length} certificates`,
  );
}

function occupationOf(source: SourceOccupation, words: CertificateWords): Occupation {
  return {
    id: source.id,
    zh: source.zh,
    en: americanEnglish(source.en),
    group: source.group,
    aliasesZh: [...new Set([...source.synonymsZh, ...(FURTHER_ALIASES[source.id] ?? [])])],
    aliasesEn: source.synonymsEn,
    skills: source.skills.filter((skill) => !NO_SKILLS.has(skill)).map(skillCode),
    gates: source.certRequired.flatMap((text) => parseGates(text, words)),
    preferredCertificates: source.certPreferred
      .filter((text) => !NO_CERTIFICATES.has(text))
      .flatMap((text) => preferredCodes(text, words)),
    wageCnyPerMonth: source.wageCny,
  };
}

function skillCode(words: string): Code {
  return `skill:${words}`;
}

function americanEnglish(text: string): string {
  return text
    .replace('labourer', 'laborer')
    .replace('moulding', 'molding')
    .replace('tyre', 'tire')
    .replace('signaller', 'signaler');
}

function preferredCodes(text: string, words: CertificateWords): string[] {
  const { found, unknown } = words.certificates(WRITTEN_OUT[text] ?? text);
  if (unknown.length > 0 || found.length === 0) throw new Error(`No certificate for ${text}`);
  return found.map(({ code }) => code);
}

function skillsOf(occupations: readonly Occupation[]): Skill[] {
  const holders = new Map<Code, Code[]>();
  for (const { id, skills } of occupations) {
    for (const code of skills) holders.set(code, [...(holders.get(code) ?? []), id]);
  }
  return [...holders].map(([code, holding]) => ({
    code,
    zh: code.slice('skill:'.length),
    occupations: holding,
  }));
}

/** A word of two occupations would silently go to the first. */
function assertNoSharedWord(occupations: readonly Occupation[]): void {
  const owners = new Map<string, Code>();
  for (const { id, zh, aliasesZh } of occupations) {
    for (const words of [zh, ...aliasesZh]) {
      const owner = owners.get(wordKey(words));
      if (owner !== undefined && owner !== id) throw new Error(`${words} belongs to ${owner} and to ${id}`);
      owners.set(wordKey(words), id);
    }
  }
}
