import { describe, expect, it } from 'vitest';

import { loadReference } from '../../src/reference/load-reference.ts';
import { parseRegions } from '../../src/reference/parse-regions.ts';

const { regions, ontology } = loadReference();
const all = [...regions.values()];

describe('the regions table', () => {
  it("has Gansu's 86 counties, Jiayuguan without counties and Lanzhou New Area", () => {
    const gansu = all.filter(({ code, level }) => code.startsWith('62') && level === 'county');
    expect(gansu.filter(({ code }) => code !== '620171')).toHaveLength(86);
    expect(regions.get('620200')).toMatchObject({ name: '嘉峪关市', level: 'prefecture' });
    expect(regions.get('620171')).toMatchObject({
      name: '兰州新区',
      prefectureName: '兰州市',
      precision: 'memory',
    });
    expect(new Set(gansu.map(({ prefectureName }) => prefectureName)).size).toBe(13);
  });

  it('has the county-less cities as prefectures', () => {
    for (const code of ['441900', '442000', '460400', '620200']) {
      expect(regions.get(code)?.level).toBe('prefecture');
      expect(
        all.some((region) => region.level === 'county' && region.code.startsWith(code.slice(0, 4))),
      ).toBe(false);
    }
  });

  it('marks 28 centroids, none of them in Gansu, and one coordinate from memory', () => {
    const centroids = all.filter(({ precision }) => precision === 'centroid');
    expect(centroids).toHaveLength(28);
    expect(centroids.some(({ code }) => code.startsWith('62'))).toBe(false);
    expect(all.filter(({ precision }) => precision === 'memory').map(({ code }) => code)).toEqual(['620171']);
  });

  it('has a province row above every county, and names that agree with it', () => {
    for (const { code, provinceName, level, prefectureName, name } of all) {
      expect(regions.get(`${code.slice(0, 2)}0000`)?.name).toBe(provinceName);
      const prefecture = regions.get(`${code.slice(0, 4)}00`);
      if (level === 'county' && prefecture !== undefined) expect(prefectureName).toBe(prefecture.name);
      expect(name).not.toBe('');
    }
    expect(all.filter(({ level }) => level === 'province')).toHaveLength(34);
    expect(all.filter(({ level }) => level === 'county').length).toBeGreaterThan(2_840);
  });

  it('puts every place within the country, and the seat of a province at its capital', () => {
    for (const { latitude, longitude } of all) {
      expect(latitude).toBeGreaterThan(3);
      expect(latitude).toBeLessThan(54);
      expect(longitude).toBeGreaterThan(73);
      expect(longitude).toBeLessThan(136);
    }
    expect(regions.get('620000')?.latitude).toBe(regions.get('620100')?.latitude);
    expect(regions.get('440000')?.longitude).toBe(regions.get('440100')?.longitude);
  });

  it('names the line that cannot be read', () => {
    expect(() =>
      parseRegions('header\n620524,武山县,天水市,甘肃省,county,34.7,104.8,seat\n62,oops\n'),
    ).toThrow('Line 3');
    expect(() => parseRegions('header\n620524,武山县,天水市,甘肃省,county,x,104.8,seat\n')).toThrow('Line 2');
  });
});

describe('the occupations table', () => {
  const occupations = [...ontology.occupations.values()];

  it('has 94 occupations with sound bands, groups and English names', () => {
    expect(occupations).toHaveLength(94);
    for (const { id, en, group, wageCnyPerMonth, zh } of occupations) {
      expect(wageCnyPerMonth[0]).toBeGreaterThan(2_000);
      expect(wageCnyPerMonth[1]).toBeGreaterThan(wageCnyPerMonth[0]);
      expect([id, zh, en, group].every((text) => text.length > 0)).toBe(true);
    }
    expect(ontology.occupations.get('general')?.zh).toBe('普工');
  });

  it('refers only to skills and certificates of its own tables', () => {
    for (const { skills, gates, preferredCertificates } of occupations) {
      expect(skills.filter((code) => !ontology.skills.has(code))).toEqual([]);
      const certificates = [...gates.flatMap(({ anyOf }) => anyOf.flat()), ...preferredCertificates];
      expect(certificates.filter((code) => !ontology.certificates.has(code))).toEqual([]);
    }
    for (const { code, zh, occupations: holders } of ontology.skills.values()) {
      expect(code).toBe(`skill:${zh}`);
      expect(holders.every((id) => ontology.occupations.get(id)?.skills.includes(code))).toBe(true);
    }
  });

  it('holds no condition of work as a skill, since as a must it would drop everybody', () => {
    for (const words of ['服从安排', '倒班', '夜班', '重体力', '普通话'])
      expect(ontology.skills.has(`skill:${words}`)).toBe(false);
    expect(ontology.occupations.get('general')?.skills).toEqual([]);
  });

  it('gives no word to two certificates', () => {
    const owners = new Map<string, string>();
    for (const { code, zh, aliasesZh } of ontology.certificates.values()) {
      for (const words of new Set([zh, ...aliasesZh])) {
        expect([words, owners.get(words) ?? code]).toEqual([words, code]);
        owners.set(words, code);
      }
    }
  });
});

it('loads once a process', () => {
  expect(loadReference()).toBe(loadReference());
});
