import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn } from '../../src/domain/dates.ts';
import { isCreditCode } from '../../src/domain/credit-code.ts';
import { birthDateOf, idNumberFault, sexOf } from '../../src/domain/id-number.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { birthOf, REFERENCE_DATE } from '../../scripts/make-province/ages.ts';
import { countyWeights, selectCounties } from '../../scripts/make-province/county-weights.ts';
import { creditCodeOf } from '../../scripts/make-province/credit-codes.ts';
import { csvText } from '../../scripts/make-province/files/csv-file.ts';
import { encodeGb18030 } from '../../scripts/make-province/files/gb18030.ts';
import { writeProvince } from '../../scripts/make-province/files/write-province.ts';
import { personalDataOf } from '../../scripts/make-province/personal-data.ts';
import { generateProvince, type ProvinceOptions } from '../../scripts/make-province/province.ts';
import { randomOf, rankOf, RANKS } from '../../scripts/make-province/random.ts';

const reference = loadReference();
const OPTIONS: ProvinceOptions = { seed: 7, laborers: 500, openings: 60, reference };

function take(count: number, make: (index: number) => unknown): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('a synthetic province', () => {
  it('is the same for the same seed and another for another', () => {
    const [one, same, other] = [OPTIONS, OPTIONS, { ...OPTIONS, seed: 8 }].map((options) => {
      const province = generateProvince(options);
      return JSON.stringify([
        take(500, province.laborer),
        province.employers,
        [...province.openingBatches()].flat(),
      ]);
    });
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('gives an entity the same data in whatever order the entities are made', () => {
    const forward = generateProvince(OPTIONS);
    const backward = generateProvince(OPTIONS);
    const indices = Array.from({ length: 500 }, (_, index) => index);
    const last = indices.toReversed().map(backward.laborer).toReversed();
    expect(indices.map(forward.laborer)).toEqual(last);
    expect(forward.opening(41)).toEqual((backward.opening(3), backward.opening(41)));
  });

  it('keeps the people it has when more are asked for', () => {
    const few = generateProvince(OPTIONS);
    const many = generateProvince({ ...OPTIONS, laborers: 50_000 });
    expect(take(500, many.laborer)).toEqual(take(500, few.laborer));
  });

  it('streams every record once, in batches of the size asked for', () => {
    const province = generateProvince({ ...OPTIONS, batchSize: 150 });
    const batches = [...province.laborerBatches()];
    expect(batches.map((batch) => batch.length)).toEqual([150, 150, 150, 50]);
    expect(batches.flat()[499]).toEqual(province.laborer(499).input);
    expect([...province.employerBatches()].flat()).toHaveLength(24);
    expect([...province.openingBatches()].flat()).toHaveLength(60);
  });

  it('has people only in the counties that were asked for', () => {
    const counties = ['620524', '622926'];
    const province = generateProvince({ ...OPTIONS, counties });
    const homes = new Set(
      [...province.laborerBatches()].flat().map((input) => input.record.homeCode.slice(0, 6)),
    );
    expect([...homes].toSorted()).toEqual(counties);
  });

  it('refuses counties outside Gansu, broken counts and shares', () => {
    expect(() => selectCounties(['110101'])).toThrow('110101');
    expect(() => generateProvince({ ...OPTIONS, laborers: -1 })).toThrow('laborers');
    expect(() => generateProvince({ ...OPTIONS, openings: 1.5 })).toThrow('openings');
    expect(() => generateProvince({ ...OPTIONS, willingShare: 2 })).toThrow('willing');
    expect(() => generateProvince({ ...OPTIONS, employers: 0 })).toThrow('employer');
  });

  it('uses codes that the reference tables know', () => {
    const province = generateProvince({ ...OPTIONS, laborers: 4000, openings: 2000 });
    const { occupations, skills, certificates } = reference.ontology;
    for (const { record } of [...province.laborerBatches()].flat()) {
      for (const { code } of record.holdings ?? [])
        expect(occupations.has(code) || skills.has(code)).toBe(true);
      for (const code of record.certificates ?? []) expect(certificates.has(code)).toBe(true);
      for (const code of record.intention.areas) expect(reference.regions.has(code)).toBe(true);
      for (const code of record.intention.wishedOccupations) expect(occupations.has(code)).toBe(true);
    }
    for (const { record } of [...province.openingBatches()].flat()) {
      expect(reference.regions.has(record.placeCode ?? '')).toBe(true);
      const { lowCnyPerMonth: low = 0, highCnyPerMonth: high = Number.POSITIVE_INFINITY } = record.wage ?? {};
      expect(low).toBeLessThanOrEqual(high);
    }
  });

  it('sends the people of agencies to firms of their own kind', () => {
    const province = generateProvince({ ...OPTIONS, openings: 2000 });
    const sentOut = take(2000, province.opening)
      // The array holds what `opening` made.
      .map((opening) => opening as ReturnType<typeof province.opening>)
      .filter(({ employer, worksite }) => employer !== worksite);
    expect(sentOut.length).toBeGreaterThan(0);
    for (const { employer, worksite } of sentOut) {
      expect(employer.isAgency).toBe(true);
      expect(worksite.record.kind).toBe(employer.record.kind);
    }
  });
});

describe('what identifies a synthetic person or company', () => {
  it('is a sound ID number of an area that does not exist, one for each person', () => {
    const province = generateProvince({ ...OPTIONS, laborers: 60_000 });
    const seen = new Set<string>();
    const unsound: number[] = [];
    for (const [index, { record, personal }] of [...province.laborerBatches()].flat().entries()) {
      const isSound =
        idNumberFault(personal.idNumber) === null &&
        personal.idNumber.startsWith('629999') &&
        birthDateOf(personal.idNumber) === record.birthDate &&
        sexOf(personal.idNumber) === record.sex &&
        ageOn(record.birthDate, REFERENCE_DATE) >= 16 &&
        /^000\d{8}$/.test(personal.phone ?? '');
      if (!isSound) unsound.push(index);
      seen.add(personal.idNumber);
    }
    expect(unsound).toEqual([]);
    expect(seen.size).toBe(60_000);
  });

  it('stays one for each person for any two indices, lists and seeds of a run', () => {
    const index = fc.integer({ min: 0, max: RANKS * 3 - 1 });
    const list = fc.constantFrom('willing' as const, 'employed' as const);
    const sex = fc.constantFrom('male' as const, 'female' as const);
    const idOf = (
      seed: number,
      person: readonly [number, 'willing' | 'employed', 'male' | 'female'],
    ): string => {
      const birth = birthOf(person[1], rankOf(seed, person[0] % RANKS));
      expect(birth.ordinal).toBeLessThan(250);
      return personalDataOf(person[0], person[1], person[2], birth).idNumber;
    };
    fc.assert(
      fc.property(fc.integer(), fc.tuple(index, list, sex), fc.tuple(index, list, sex), (seed, one, two) => {
        fc.pre(one[0] !== two[0]);
        expect(idOf(seed, one)).not.toBe(idOf(seed, two));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives each rank to one index', () => {
    const ranks = new Uint8Array(RANKS);
    for (let index = 0; index < RANKS; index++) ranks[rankOf(2026, index)] = 1;
    expect(ranks.every((mark) => mark === 1)).toBe(true);
  });

  it('is a credit code with true check characters in an area that does not exist', () => {
    const codes = take(3000, creditCodeOf) as readonly string[];
    expect(codes.every(isCreditCode)).toBe(true);
    expect(codes.every((code) => code.startsWith('91629999'))).toBe(true);
    expect(new Set(codes).size).toBe(3000);
  });
});

describe('the parts of the maker', () => {
  it('draws evenly, and apart for neighbors and kinds', () => {
    const means = [0, 1, 2].map((index) => {
      const random = randomOf(1, 'laborer', index);
      return Array.from({ length: 5000 }, random).reduce((sum, value) => sum + value, 0) / 5000;
    });
    for (const mean of means) expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    const firsts = Array.from({ length: 2000 }, (_, index) => randomOf(1, 'laborer', index)());
    expect(Math.abs(firsts.reduce((sum, value) => sum + value, 0) / 2000 - 0.5)).toBeLessThan(0.03);
    expect(randomOf(1, 'laborer', 5)()).not.toBe(randomOf(1, 'opening', 5)());
  });

  it('knows the weights of 88 places of Gansu', () => {
    const weights = countyWeights();
    expect(weights).toHaveLength(88);
    expect(weights.find((county) => county.code === '621202')?.villageCommittees).toBe(643);
    expect(weights.every((county) => reference.regions.get(county.code)?.name === county.name)).toBe(true);
  });

  it('writes GB18030 that decodes to the same words, and names what it cannot write', () => {
    const text = '样例武山县,帮扶车间;90日留存 18/20@2026-06-30\r\n';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text);
    expect(() => encodeGb18030('𠮷')).toThrow('𠮷');
  });

  it('quotes what a comma or a quotation mark would break', () => {
    const table = { sheet: 'x', headers: ['a', 'b'], rows: [['1,2', 'say "x"']] };
    expect(csvText(table)).toBe('a,b\r\n"1,2","say ""x"""\r\n');
  });

  it('writes the same bytes twice', async () => {
    const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'make-province-')));
    try {
      for (const folder of folders) await writeProvince(OPTIONS, { folder, format: 'mixed' });
      const names = await writeProvince(OPTIONS, { folder: folders[0]!, format: 'mixed' });
      for (const name of names) {
        const [one, two] = folders.map((folder) => readFileSync(join(folder, name)));
        expect({ name, isSame: one!.equals(two!) }).toEqual({ name, isSame: true });
      }
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
  });
});
