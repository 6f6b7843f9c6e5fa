import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import { readEmployers } from '../../src/importers/import-employers.ts';
import { readLaborers } from '../../src/importers/import-laborers.ts';
import { readOpenings } from '../../src/importers/import-openings.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { createTextCoder } from '../../src/text/text-coder.ts';
import { generateProvince } from '../../scripts/make-province/province.ts';

const SEEDS = 'seeds';
/** A day soon after the reference date: the seeds' facts are of the past then. */
const TODAY = '2026-11-23';
const COUNTIES = ['620524', '621124', '622926'];
const reference = loadReference();
const coder = createTextCoder(reference);
const { ontology } = reference;
/** What the seeds were made from. */
const province = generateProvince({
  seed: 2026,
  laborers: 3000,
  openings: 300,
  counties: COUNTIES,
  reference,
});

function file(name: string): { readonly name: string; readonly bytes: Uint8Array } {
  return { name, bytes: readFileSync(join(SEEDS, name)) };
}

const laborers = (name: string) => readLaborers(file(name), { coder, today: TODAY });
const openings = (name: string) => readOpenings(file(name), { coder, ontology, today: TODAY });
const employers = (name: string) => readEmployers(file(name), { today: TODAY });

/** The codes of the rejections of a bad file, each once. */
async function rejectionsOf(name: string): Promise<readonly string[]> {
  const read = name.startsWith('bad/laborers')
    ? laborers
    : name.startsWith('bad/openings')
      ? openings
      : employers;
  const { rejections } = await read(name);
  return [...new Set(rejections.map((rejection) => rejection.code))];
}

/** Without what only the source says: its own words, and where the row stood. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, item]) =>
      !['words', 'placeWords', 'source', 'remarks'].includes(key) &&
      item !== undefined &&
      item !== null &&
      !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, comparable(item)]));
}

/**
 * A file says besides which columns it lacks. The form of employed people tells more of their trade: 岗位工种 gives
 * 普工 too, 就业起始日期 a level, and where she works until when. Codes must agree.
 */
function withoutWork(input: LaborerInput): unknown {
  const codes = input.record.holdings?.map(({ code }) => code).filter((code) => code !== 'general');
  const { holdings, ...record } = input.record;
  return {
    ...input,
    list: input.list === null ? null : { ...input.list, work: undefined },
    silentOn: undefined,
    record,
    holdings: input.list?.kind === 'employed' ? codes : holdings,
  };
}

describe('the seeds', () => {
  it('are accepted by the importers to the last row', async () => {
    const counts = await Promise.all([
      laborers('laborers-willing.xlsx'),
      laborers('laborers-employed.csv'),
      employers('employers.csv'),
      openings('openings.xlsx'),
      openings('openings-local.csv'),
    ]);
    expect(counts.flatMap((count) => count.rejections)).toEqual([]);
    expect(counts.map((count) => count.rows.length).slice(0, 3)).toEqual([1800, 1200, 120]);
    expect(counts[3].rows.length + counts[4].rows.length).toBe(300);
  });

  it('bring no warning but those of the openings that are closed or discriminate on purpose', async () => {
    const read = await Promise.all([
      laborers('laborers-willing.xlsx'),
      laborers('laborers-employed.csv'),
      employers('employers.csv'),
      openings('openings.xlsx'),
      openings('openings-local.csv'),
    ]);
    const codes = read.flatMap(({ rows }) =>
      rows.flatMap((row) => row.warnings.map((warning) => warning.code)),
    );
    const meant = ['ALREADY_CLOSED', 'DISCRIMINATORY_WORDS', 'SKILL_UNKNOWN', 'START_PAST'];
    expect(codes.filter((code) => !meant.includes(code))).toEqual([]);
    expect(codes.length).toBeLessThan(40);
  });

  it('are read back as the records they were made from', async () => {
    const made = new Map<string, LaborerInput>();
    for (let index = 0; index < 3000; index++) {
      const { input } = province.laborer(index);
      made.set(input.personal.idNumber, input);
    }
    for (const name of ['laborers-willing.xlsx', 'laborers-employed.csv']) {
      for (const { record } of (await laborers(name)).rows) {
        const original = made.get(record.personal.idNumber)!;
        expect(comparable(withoutWork(record))).toEqual(comparable(withoutWork(original)));
      }
    }
  });

  it('give openings and employers as they were made', async () => {
    const made = new Map(
      Array.from({ length: 300 }, (_, index) => province.opening(index).input).map((input) => [
        input.record.openingNo,
        input,
      ]),
    );
    for (const name of ['openings.xlsx', 'openings-local.csv']) {
      for (const { record: row } of (await openings(name)).rows) {
        const { employerName: _employer, worksiteName: _worksite, ...input } = row;
        expect(comparable(input)).toEqual(comparable(made.get(row.record.openingNo)));
      }
    }
    const read = (await employers('employers.csv')).rows.map((row) => comparable(row.record));
    expect(read).toEqual(province.employers.map((employer) => comparable(employer.record)));
  });

  it('put every person on the list of her form', async () => {
    const listsOf = async (name: string) =>
      new Set((await laborers(name)).rows.map(({ record }) => record.list?.kind));
    expect(await listsOf('laborers-willing.xlsx')).toEqual(new Set(['willing']));
    expect(await listsOf('laborers-employed.csv')).toEqual(new Set(['employed']));
  });

  it('stay under two megabytes', () => {
    const files = readdirSync(SEEDS, { recursive: true, encoding: 'utf8' });
    const bytes = files.reduce((sum, name) => sum + statSync(join(SEEDS, name)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });

  it('hold four brokers of the three counties', () => {
    const [header, ...rows] = readFileSync(join(SEEDS, 'brokers.csv'), 'utf8')
      .replace('\ufeff', '')
      .trim()
      .split('\r\n');
    expect(header).toBe('姓名,工作站,范围,邮箱');
    expect(rows).toHaveLength(4);
    expect(rows.every((row) => row.endsWith('.invalid'))).toBe(true);
  });
});

describe('the bad seeds', () => {
  it.each([
    ['bad/laborers-id-as-number.xlsx', 'ID_AS_NUMBER'],
    ['bad/laborers-id-as-scientific.csv', 'ID_AS_NUMBER'],
    ['bad/laborers-false-check-character.csv', 'ID_WRONG_CHECK_CHARACTER'],
    ['bad/laborers-duplicate-person.csv', 'REPEATED_IN_FILE'],
    ['bad/laborers-unknown-place.csv', 'HOME_UNKNOWN'],
    ['bad/employers-false-credit-code.csv', 'CREDIT_CODE_FALSE'],
    ['bad/employers-future-evidence.csv', 'EVIDENCE_FALSE'],
    ['bad/openings-negative-headcount.csv', 'HEADCOUNT_FALSE'],
    ['bad/openings-nonsense-wage.csv', 'WAGE_FALSE'],
    ['bad/openings-unknown-place.csv', 'PLACE_UNKNOWN'],
    ['bad/openings-past-dates.csv', 'DATE_FALSE'],
  ])('in %s make the one mistake %s', async (name, code) => {
    expect(await rejectionsOf(name)).toEqual([code]);
  });

  it.each([
    ['bad/laborers-missing-column.csv', 'COLUMN_MISSING'],
    ['bad/laborers-wrong-encoding.csv', 'FILE_ENCODING'],
    ['bad/laborers-broken-zip.xlsx', 'XLSX_BROKEN'],
    ['bad/laborers-empty.csv', 'FILE_EMPTY'],
  ])('refuse %s as a whole with %s', async (name, code) => {
    const refusal = await laborers(name).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal instanceof AppError && refusal.code).toBe(code);
  });

  it('only warn of an unknown trade and of discriminating words', async () => {
    const trade = await laborers('bad/laborers-unknown-trade.csv');
    expect(trade.rejections).toEqual([]);
    expect(trade.rows.flatMap((row) => row.warnings.map((warning) => warning.code))).toContain(
      'TRADE_UNKNOWN',
    );
    const words = await openings('bad/openings-discriminating.csv');
    expect(words.rows[2]?.record.record.flaggedWords.length).toBeGreaterThan(0);
  });
});
