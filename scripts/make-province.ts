import { parseArgs } from 'node:util';
import { loadReference } from '../src/reference/load-reference.ts';
import { writeBadFiles } from './make-province/files/write-bad-files.ts';
import { writeProvince, type FileFormat } from './make-province/files/write-province.ts';
import type { ProvinceOptions } from './make-province/province.ts';

const HELP = `Writes a synthetic province of any size: two lists of laborers, employers, openings, brokers.
The same options give the same bytes. Nobody in it exists (see seeds/README.md, docs/synthetic-data.md).

  npx tsx scripts/make-province.ts --seed 2026 --laborers 3000 --openings 300 \\
    --counties 620524,621124,622926 --out seeds --bad

  --seed N         whole number that everything is drawn from (2026)
  --laborers N     people on both lists together (3000)
  --openings N     openings (300)
  --employers N    employers (one for 2.5 openings)
  --willing SHARE  share of the laborers on the willing list, 0 to 1 (0.6)
  --counties LIST  area codes of Gansu's counties with commas between them (all)
  --format KIND    mixed: XLSX, UTF-8 CSV and GB18030 CSV, up to 100,000 laborers; csv: UTF-8 CSV of any size (mixed)
  --out FOLDER     where the files go; made when it is not there (synthetic-province)
  --bad            also writes FOLDER/bad: one small file for each typical mistake
  --help           this text
`;

/** Rows between two lines of progress. */
const ROWS_A_REPORT = 100_000;

await main();

async function main(): Promise<void> {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: '2026' },
        laborers: { type: 'string', default: '3000' },
        openings: { type: 'string', default: '300' },
        employers: { type: 'string' },
        willing: { type: 'string', default: '0.6' },
        counties: { type: 'string' },
        format: { type: 'string', default: 'mixed' },
        out: { type: 'string', default: 'synthetic-province' },
        bad: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) console.log(HELP);
    else await write(values);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
    process.exitCode = 2;
  }
}

interface Values {
  readonly seed: string;
  readonly laborers: string;
  readonly openings: string;
  readonly employers?: string;
  readonly willing: string;
  readonly counties?: string;
  readonly format: string;
  readonly out: string;
  readonly bad: boolean;
}

async function write(values: Values): Promise<void> {
  const options: ProvinceOptions = {
    seed: numberOf('seed', values.seed),
    laborers: numberOf('laborers', values.laborers),
    openings: numberOf('openings', values.openings),
    employers: values.employers === undefined ? undefined : numberOf('employers', values.employers),
    willingShare: numberOf('willing', values.willing),
    counties: values.counties?.split(/[,，;\s]+/).filter((code) => code !== ''),
    reference: loadReference(),
  };
  const names = await writeProvince(options, {
    folder: values.out,
    format: formatOf(values.format),
    onRows: reportRows(),
  });
  const bad = values.bad ? await writeBadFiles(options, values.out) : [];
  console.log([...names, ...bad].map((name) => `${values.out}/${name}`).join('\n'));
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new Error(`--${option} must be a number, not "${text}".`);
  return value;
}

function formatOf(text: string): FileFormat {
  if (text === 'mixed' || text === 'csv') return text;
  throw new Error(`--format is mixed or csv, not "${text}".`);
}

/** A line on the error stream for every hundred thousand rows of a big file. */
function reportRows(): (file: string, rows: number) => void {
  const reported = new Map<string, number>();
  return (file, rows) => {
    const step = Math.floor(rows / ROWS_A_REPORT);
    if (step <= (reported.get(file) ?? 0)) return;
    reported.set(file, step);
    console.error(`${file}: ${rows} rows`);
  };
}
