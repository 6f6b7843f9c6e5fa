/**
 * Mutated import files: each is read, with counts that add up and every rejection located, or refused with a sentence that says how
 * to mend it. Fails at a crash, at a file that takes over 5 s, and when memory grows by more than 400 MB.
 *   npm run fuzz:imports -- [--files 2000] [--seed 1]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError } from '../src/domain/errors.ts';
import { createFileReader } from '../src/importers/file-reader.ts';
import { loadReference } from '../src/reference/load-reference.ts';
import { createTextCoder } from '../src/text/text-coder.ts';
import { mutate, numbers } from './fuzz/mutate.ts';

/** A file that takes longer hangs, milliseconds. */
const HANG_MS = 5_000;
const MOST_GROWTH_MB = 400;
const BYTES_PER_MB = 1_000_000;
const TODAY = '2026-07-01';
const SEED_FILES = ['laborers-willing.xlsx', 'laborers-employed.csv', 'openings.xlsx', 'employers.csv'];

const { values } = parseArgs({
  options: { files: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const reference = loadReference();
const read = createFileReader({ coder: createTextCoder(reference), ontology: reference.ontology });
const originals = SEED_FILES.map((name) => ({
  name,
  bytes: readFileSync(new URL(`../seeds/${name}`, import.meta.url)),
}));
const random = numbers(Number(values.seed));
const faults: string[] = [];
const outcomes = { read: 0, refused: 0 };
let slowestMs = 0;
await outcomeOf(originals[0] ?? { name: '', bytes: Buffer.alloc(0) });
const before = process.memoryUsage().rss;
let peak = before;
for (let nth = 0; nth < Number(values.files); nth += 1) {
  const original = originals[nth % originals.length];
  if (original === undefined) break;
  const started = performance.now();
  const outcome = await outcomeOf({ name: original.name, bytes: mutate(original.bytes, random) });
  const spent = performance.now() - started;
  slowestMs = Math.max(slowestMs, spent);
  peak = Math.max(peak, process.memoryUsage().rss);
  if (spent > HANG_MS) faults.push(`${nth} ${original.name}: ${Math.round(spent)} ms`);
  if (outcome === 'read' || outcome === 'refused') outcomes[outcome] += 1;
  else faults.push(`${nth} ${original.name}: ${outcome}`);
}
const growthMb = Math.round((peak - before) / BYTES_PER_MB);
if (growthMb > MOST_GROWTH_MB) faults.push(`memory grew by ${growthMb} MB`);
for (const fault of faults.slice(0, 20)) console.error(fault);
console.log(
  JSON.stringify({
    files: Number(values.files),
    ...outcomes,
    faults: faults.length,
    slowestMs: Math.round(slowestMs),
    growthMb,
  }),
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** `read`, `refused`, or what is wrong. */
async function outcomeOf(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<string> {
  try {
    const opened = await read(file, { today: TODAY });
    for await (const { rows, rejections, rowsRead } of opened.parts()) {
      const rejected = new Set(rejections.map(({ sheet, row }) => `${sheet}#${row}`)).size;
      if (rowsRead !== rows.length + rejected) return `${rowsRead} rows became ${rows.length} + ${rejected}`;
      if (rejections.some(({ row, message }) => !(row >= 1) || message.zh === ''))
        return 'a rejection without a place';
    }
    return 'read';
  } catch (error) {
    if (error instanceof AppError && error.remedy !== undefined) return 'refused';
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`;
  }
}
