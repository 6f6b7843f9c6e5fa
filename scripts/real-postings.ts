import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A real posting, as far as the importers' parsers are held to it. */
export interface Posting {
  readonly title: string;
  readonly city: string;
  readonly salary_raw: string;
  readonly headcount?: string;
  readonly attrs?: readonly string[];
}

/** The postings of some files of a folder, a line of JSON each. */
export function readPostings(folder: string, files: readonly string[]): readonly Posting[] {
  return files
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Posting);
}

/** What a posting says of how many are wanted; empty where it says nothing. */
export function headcountText({ headcount, attrs }: Posting): string {
  return headcount ?? attrs?.find((one) => /^招.*人$/.test(one)) ?? '';
}
