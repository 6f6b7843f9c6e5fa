import ExcelJS from 'exceljs';
import { creditCheckCharacter } from '../../src/domain/credit-code.ts';
import { idCheckCharacter } from '../../src/domain/id-number.ts';
import type { Ontology } from '../../src/domain/occupation.ts';
import type { FileKind, ImportedRow, ReadFile, Rejection } from '../../src/flows/ports/files.ts';
import { createFileReader } from '../../src/importers/file-reader.ts';
import type { Coded, CodedWord, PlaceMatch, TextCoder } from '../../src/text/text-coder.ts';

/** The day of all importer tests. */
export const TODAY = '2026-07-01';

/** A synthetic ID number: the prefix 629999 is nobody's, the check character is true. */
export function idNumber(birth = '19900101', sequence = 1): string {
  const first17 = `629999${birth}${String(sequence).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

/** A synthetic credit code with a true check character. */
export function creditCode(sequence = 1): string {
  const first17 = `91629999MA${String(sequence).padStart(7, '0')}`;
  return first17 + creditCheckCharacter(first17);
}

/** A file in memory. */
export interface BytesFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A CSV file in UTF-8. */
export function csv(...lines: readonly string[]): BytesFile {
  return { name: 'test.csv', bytes: Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8') };
}

/** A workbook written by a second tool, one sheet per entry. */
export async function xlsx(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
): Promise<BytesFile> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  return { name: 'test.xlsx', bytes: new Uint8Array(await workbook.xlsx.writeBuffer()) };
}

const OCCUPATIONS: Readonly<Record<string, string>> = {
  焊工: 'welder',
  电焊: 'welder',
  缝纫工: 'sewing',
  电工: 'electrician',
  绿化工: 'gardener',
  普工: 'general',
};
const SKILLS: Readonly<Record<string, string>> = { 锁边: 'skill:锁边', 平缝: 'skill:平缝' };
const CERTIFICATES: Readonly<Record<string, string>> = { 焊工证: 'cert:welding', 电工证: 'cert:electrician' };
const PLACES: Readonly<Record<string, PlaceMatch>> = {
  武山县: { code: '620524', words: '武山县', level: 'county' },
  通渭县: { code: '621121', words: '通渭县', level: 'county' },
  同安区: { code: '350212', words: '同安区', level: 'county' },
  厦门市: { code: '350200', words: '厦门市', level: 'prefecture' },
  天水市: { code: '620500', words: '天水市', level: 'prefecture' },
  嘉峪关市: { code: '620200', words: '嘉峪关市', level: 'prefecture' },
  福建省: { code: '350000', words: '福建省', level: 'province' },
};

function found(table: Readonly<Record<string, string>>, text: string): Coded<CodedWord> {
  const words = Object.keys(table).filter((word) => text.includes(word));
  return {
    found: words.map((word) => ({ code: table[word]!, words: word, method: 'alias' })),
    unknown: words.length === 0 && text !== '' ? [text] : [],
  };
}

function place(text: string): PlaceMatch | null {
  const byCode = Object.values(PLACES).find((one) => one.code === text);
  // The finest name wins: 福建省厦门市同安区 is the district.
  const byName = Object.keys(PLACES).find((name) => text.includes(name));
  return byCode ?? (byName === undefined ? null : PLACES[byName]!);
}

/** A coder over a handful of words: what importers do with codes, not how text becomes codes, is under test here. */
export const FAKE_CODER: TextCoder = {
  occupations: (text) => found(OCCUPATIONS, text),
  skills: (text) => {
    const skills = found(SKILLS, text);
    return skills.found.length > 0 ? skills : found(OCCUPATIONS, text);
  },
  certificates: (text) => {
    const { found: words, unknown } = found(CERTIFICATES, text);
    return { found: words.map(({ code, words: said }) => ({ code, words: said })), unknown };
  },
  gates: (text) =>
    found(CERTIFICATES, text).found.map(({ code, words }) => ({ kind: 'legal', anyOf: [[code]], words })),
  place: (text) => place(text),
  areas: (text) => {
    const parts = text.split(/[、；;,，]/).filter((part) => part !== '');
    return {
      found: parts.map(place).filter((match) => match !== null),
      unknown: parts.filter((part) => place(part) === null),
    };
  },
  requirements: ({ title, occupationWords = '', skillWords = '' }) => {
    const occupation = found(OCCUPATIONS, `${occupationWords}${title}`).found[0]?.code ?? 'general';
    const skills = found(SKILLS, skillWords);
    return {
      occupation,
      requirements: [
        { code: occupation, need: 'nice', minLevel: 'none' },
        ...skills.found.map(({ code }) => ({ code, need: 'must', minLevel: 'learner' }) as const),
      ],
      unknown: skills.unknown,
    };
  },
  discriminatoryWords: (text) => ['限男性', '限汉族'].filter((word) => text.includes(word)),
};

/** An ontology in which the law gates only electricians. */
export const FAKE_ONTOLOGY: Ontology = {
  version: 'test',
  occupations: new Map([
    [
      'electrician',
      {
        id: 'electrician',
        zh: '电工',
        en: 'electrician',
        group: '建筑施工',
        aliasesZh: [],
        aliasesEn: [],
        skills: [],
        gates: [{ kind: 'legal', anyOf: [['cert:electrician']], words: '电工证' }],
        preferredCertificates: [],
        wageCnyPerMonth: [5000, 8000],
      },
    ],
  ]),
  skills: new Map(),
  certificates: new Map(),
};

/** The reader of files with all parts of a file put together. */
export function createWholeReader(
  input: Parameters<typeof createFileReader>[0],
): (...asked: Parameters<ReadFile>) => Promise<WholeFile> {
  const open = createFileReader(input);
  return async (...asked) => {
    const opened = await open(...asked);
    const { kind, ignoredColumns } = opened;
    const whole: WholeFile = { kind, ignoredColumns, rows: [], rejections: [], rowsRead: 0 };
    for await (const part of opened.parts()) {
      whole.rows.push(...part.rows);
      whole.rejections.push(...part.rejections);
      whole.rowsRead += part.rowsRead;
    }
    return whole;
  };
}

interface WholeFile {
  kind: FileKind;
  ignoredColumns: readonly string[];
  rows: ImportedRow<unknown>[];
  rejections: Rejection[];
  rowsRead: number;
}
