import type { IsoDate } from '../domain/dates.ts';
import type { Ontology } from '../domain/occupation.ts';
import type { FileKind, OpenedFile, ReadFile } from '../flows/ports/files.ts';
import { rememberingCoder } from '../text/remembering-coder.ts';
import type { TextCoder } from '../text/text-coder.ts';
import { employerReader } from './employers/read-employer.ts';
import { brokerReader } from './brokers/read-broker.ts';
import { fileFault } from './file-fault.ts';
import { BROKER_HEADERS } from './headers/broker-headers.ts';
import { missingHeaders } from './headers/column-map.ts';
import { EMPLOYER_HEADERS } from './headers/employer-headers.ts';
import { findHeader } from './headers/find-header.ts';
import type { HeaderTable } from './headers/header-table.ts';
import { LABORER_HEADERS } from './headers/laborer-headers.ts';
import { OPENING_HEADERS } from './headers/opening-headers.ts';
import { laborerReader } from './laborers/read-laborer.ts';
import { openingReader } from './openings/read-opening.ts';
import { readableSheets, type ReadableSheet } from './read-records.ts';
import { recordParts, type RecordPart } from './record-parts.ts';
import { openSheets } from './sheets/open-sheets.ts';
import type { ImportFile, SheetSource } from './sheets/sheet.ts';

interface FileReaderInput {
  readonly coder: TextCoder;
  readonly ontology: Ontology;
}

/** Headers by kind; a file whose headers fit two kinds equally well is the first of them. */
const TABLES: readonly (readonly [FileKind, HeaderTable<string>])[] = [
  ['laborers', LABORER_HEADERS],
  ['openings', OPENING_HEADERS],
  ['employers', EMPLOYER_HEADERS],
  ['brokers', BROKER_HEADERS],
];

/**
 * The reader of import files that flows are given: CSV or XLSX, of a named kind or of the one its headers
 * tell.
 */
export function createFileReader(input: FileReaderInput): ReadFile {
  const coder = rememberingCoder(input.coder);
  return async (file, { kind, today }) => {
    const sheets = await openSheets(file);
    return await openKind(kind ?? (await kindOf(file, sheets)), file, sheets, { ...input, coder, today });
  };
}

async function openKind(
  kind: FileKind,
  file: ImportFile,
  sheets: readonly SheetSource[],
  { coder, ontology, today }: FileReaderInput & { readonly today: IsoDate },
): Promise<OpenedFile> {
  switch (kind) {
    case 'laborers': {
      const { readable } = await readableSheets(file, sheets, LABORER_HEADERS);
      const reader = laborerReader({ coder, today, source: file.name });
      return openedFile(kind, readable, () => recordParts(readable, reader));
    }
    case 'employers': {
      const { readable } = await readableSheets(file, sheets, EMPLOYER_HEADERS);
      return openedFile(kind, readable, () => recordParts(readable, employerReader(today)));
    }
    case 'brokers': {
      const { readable } = await readableSheets(file, sheets, BROKER_HEADERS);
      return openedFile(kind, readable, () => recordParts(readable, brokerReader()));
    }
    case 'openings': {
      const { readable } = await readableSheets(file, sheets, OPENING_HEADERS);
      const reader = openingReader({ coder, ontology, today });
      return openedFile(kind, readable, () => recordParts(readable, reader));
    }
  }
}

function openedFile<Kind extends FileKind, Item>(
  kind: Kind,
  readable: readonly ReadableSheet<string>[],
  parts: () => AsyncIterable<RecordPart<Item>>,
): OpenedAs<Kind, Item> {
  const ignored = readable.flatMap(({ header }) => header.columns.ignored);
  return { kind, ignoredColumns: [...new Set(ignored)], parts: () => partsOf(kind, parts()) };
}

interface OpenedAs<Kind, Item> {
  readonly kind: Kind;
  readonly ignoredColumns: readonly string[];
  parts(): AsyncIterable<RecordPart<Item> & { readonly kind: Kind }>;
}

async function* partsOf<Kind extends FileKind, Item>(
  kind: Kind,
  parts: AsyncIterable<RecordPart<Item>>,
): AsyncGenerator<RecordPart<Item> & { readonly kind: Kind }> {
  for await (const part of parts) yield { kind, ...part };
}

/**
 * The kind with most known headers among those whose required ones are all there, else with most known
 * headers.
 */
async function kindOf(file: ImportFile, sheets: readonly SheetSource[]): Promise<FileKind> {
  let best: { readonly kind: FileKind; readonly fit: number } | null = null;
  for (const sheet of sheets) {
    for (const [kind, table] of TABLES) {
      const header = await findHeader(sheet, table);
      if (header === null) continue;
      const isComplete = missingHeaders(header.columns, table).length === 0;
      // A complete header beats any incomplete one; among equals the number of known columns decides.
      const fit = header.columns.positions.size + (isComplete ? COMPLETE_BONUS : 0);
      if (fit > (best?.fit ?? 0)) best = { kind, fit };
    }
  }
  if (best === null) throw unknownKind(file);
  return best.kind;
}

/** More than the number of columns that any kind has. */
const COMPLETE_BONUS = 1_000;

function unknownKind(file: ImportFile): Error {
  return fileFault({
    code: 'KIND_UNKNOWN',
    file: file.name,
    what: {
      zh: '从表头看不出是劳动力、企业还是岗位表',
      en: 'its headers do not tell whether it lists laborers, employers or openings',
    },
    remedy: {
      zh: '请对照模板写表头：劳动力表要有“劳动力姓名、身份证号、所属区域”，企业表要有“企业名称、统一社会信用代码、企业类型”，岗位表要有“企业名称、统一社会信用代码、岗位名称、招聘人数、工作地点”',
      en: 'Write the headers of the template: laborers 劳动力姓名, 身份证号, 所属区域; employers 企业名称, 统一社会信用代码, 企业类型; openings 企业名称, 统一社会信用代码, 岗位名称, 招聘人数, 工作地点',
    },
  });
}
