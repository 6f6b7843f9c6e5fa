/**
 * How much of real postings the importers' parsers read: salary, place, head count, occupation.
 *   npm run eval:postings -- [--from ../shared/eval/zh-job-postings] [--misses 20] [--json]
 * The postings lie beside the project, not in it: their license does not allow a copy.
 */
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadReference } from '../src/reference/load-reference.ts';
import { parseHeadcount } from '../src/text/numbers/headcount.ts';
import { parseSalary } from '../src/text/numbers/salary.ts';
import { createTextCoder } from '../src/text/text-coder.ts';
import { headcountText, readPostings, type Posting } from './real-postings.ts';

/** One thing that is read of a posting. */
interface Question {
  readonly key: string;
  readonly what: string;
  /** What the posting says of it; empty where it says nothing. */
  readonly textOf: (posting: Posting) => string;
  readonly isRead: (text: string) => boolean;
}

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '../shared/eval/zh-job-postings' },
    misses: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const coder = createTextCoder(loadReference());
const QUESTIONS: readonly Question[] = [
  {
    key: 'salary',
    what: 'salary (面议 counts as read)',
    textOf: ({ salary_raw: text }) => text,
    isRead: (text) => parseSalary(text).kind !== 'fault',
  },
  {
    key: 'place',
    what: 'place',
    textOf: ({ city }) => city,
    isRead: (text) => coder.place(text) !== null,
  },
  {
    key: 'headcount',
    what: 'head count',
    textOf: headcountText,
    isRead: (text) => parseHeadcount(text).kind !== 'fault',
  },
  {
    key: 'occupation',
    what: 'occupation by the title (most of these are office work, which has no code here)',
    textOf: ({ title }) => title,
    isRead: (text) => coder.occupations(text).found.length > 0,
  },
];

const postings = postingsOf(values.from);
const figures: Record<string, { read: number; given: number; rate: number }> = {};
for (const { key, what, textOf, isRead } of QUESTIONS) {
  const given = postings.map(textOf).filter((text) => text !== '');
  const misses = given.filter((text) => !isRead(text));
  const read = given.length - misses.length;
  figures[key] = { read, given: given.length, rate: Number((read / given.length).toFixed(4)) };
  console.log(`\n${what}: ${read} of ${given.length} (${((100 * read) / given.length).toFixed(1)} %)`);
  for (const [text, count] of mostFrequent(misses).slice(0, Number(values.misses)))
    console.log(`  missed ${String(count).padStart(4)} ×  ${text}`);
}
if (values.json) console.log(JSON.stringify({ postings: postings.length, figures }));

function postingsOf(folder: string): readonly Posting[] {
  if (!existsSync(folder))
    throw new Error(`There are no postings in ${folder}: name their folder with --from.`);
  return readPostings(
    folder,
    readdirSync(folder).filter((name) => name.endsWith('.jsonl')),
  );
}

function mostFrequent(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
