import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeEach, describe, expect, it } from 'vitest';

import { parseHeadcount } from '../../src/text/numbers/headcount.ts';
import { parseSalary } from '../../src/text/numbers/salary.ts';
import { headcountText, readPostings } from '../../scripts/real-postings.ts';
import { textCoder } from './support.ts';

/** Real postings beside the project; their license does not allow a copy in it. */
const FOLDER = new URL('../../../shared/eval/zh-job-postings/', import.meta.url);
const FILES = ['51job-2021-general.jsonl', '58-2018-beijing.jsonl'];
const isPresent = FILES.every((file) => existsSync(new URL(file, FOLDER)));

/** Share of hits, printed with its counts. */
function rate(what: string, hits: number, all: number): number {
  console.log(`${what}: ${hits} of ${all} (${((100 * hits) / all).toFixed(1)} %)`);
  return hits / all;
}

describe('real postings', () => {
  beforeEach((context) => context.skip(!isPresent, 'no ../shared/eval/zh-job-postings beside the project'));
  const postings = isPresent ? readPostings(fileURLToPath(FOLDER), FILES) : [];
  const coder = textCoder();

  it('places are found', () => {
    const named = postings.filter(({ city }) => city !== '' && city !== '异地招聘');
    const found = named.map(({ city }) => coder.place(city));
    expect(rate('place', found.filter((place) => place !== null).length, named.length)).toBeGreaterThan(0.95);
    const withPart = named.filter(({ city }) => city.includes('-'));
    const counties = withPart.filter(({ city }) => coder.place(city)?.level === 'county');
    expect(rate('county of "city-part"', counties.length, withPart.length)).toBeGreaterThan(0.8);
  });

  it('wages are read, and none is absurd', () => {
    const given = postings.filter(({ salary_raw }) => salary_raw !== '');
    const parsed = given.map(({ salary_raw }) => parseSalary(salary_raw));
    const read = parsed.filter(({ kind }) => kind === 'value').length;
    console.log(`wage left open (面议): ${parsed.filter(({ kind }) => kind === 'empty').length}`);
    expect(rate('wage', read, given.length)).toBeGreaterThan(0.97);
    expect(parsed.filter(({ kind }) => kind === 'fault')).toEqual([]);
    for (const wage of parsed) {
      if (wage.kind === 'value') expect(wage.value.highCnyPerMonth).toBeLessThan(300_000);
    }
  });

  it('head counts are read', () => {
    const given = postings.map(headcountText).filter((text) => text !== '');
    const parsed = given.map((text) => parseHeadcount(text));
    expect(
      rate('head count', parsed.filter(({ kind }) => kind !== 'fault').length, given.length),
    ).toBeGreaterThan(0.99);
  });

  it('trades are found where there are any: most of these postings are office work', () => {
    const coded = postings.filter(({ title }) => coder.occupations(title).found.length > 0);
    const share = rate('occupation', coded.length, postings.length);
    expect(share).toBeGreaterThan(0.03);
    // More would mean that office titles are taken for trades.
    expect(share).toBeLessThan(0.3);
  });
});
