import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

const DOCS = path.join(import.meta.dirname, '../../docs');
const FILE = path.join(DOCS, 'BENCHMARKS.md');

/** What a bench writes into the docs. */
export interface DocsSection {
  readonly markdown: string;
  /** Pictures by their name in `docs/benchmarks`. */
  readonly pictures: Readonly<Record<string, string>>;
}

/**
 * Puts a section between its marks in docs/BENCHMARKS.md, and its pictures beside it.
 * @throws Error where the file has no marks of this name.
 */
export async function writeSection(name: string, { markdown, pictures }: DocsSection): Promise<void> {
  const text = withSection(readFileSync(FILE, 'utf8'), name, markdown);
  const options = await resolveConfig(FILE);
  writeFileSync(FILE, await format(text, { ...options, filepath: FILE }));
  mkdirSync(path.join(DOCS, 'benchmarks'), { recursive: true });
  for (const [file, picture] of Object.entries(pictures)) {
    writeFileSync(path.join(DOCS, 'benchmarks', file), picture);
  }
}

/** The text with what stands between `<!-- NAME -->` and `<!-- end NAME -->` replaced. */
export function withSection(text: string, name: string, markdown: string): string {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- end ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no section "${name}".`);
  return `${text.slice(0, from + begin.length)}\n\n${markdown}\n\n${text.slice(to)}`;
}
