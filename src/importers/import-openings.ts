import type { IsoDate } from '../domain/dates.ts';
import type { Ontology } from '../domain/occupation.ts';
import type { OpeningRow } from '../flows/ports/files.ts';
import type { TextCoder } from '../text/text-coder.ts';
import { OPENING_HEADERS } from './headers/opening-headers.ts';
import type { Imported } from './imported.ts';
import { openingReader } from './openings/read-opening.ts';
import { collectRecords, readableSheets } from './read-records.ts';
import { openSheets } from './sheets/open-sheets.ts';
import type { ImportFile } from './sheets/sheet.ts';

export interface OpeningImportOptions {
  readonly coder: TextCoder;
  /** For the legal gates of an occupation. */
  readonly ontology: Ontology;
  readonly today: IsoDate;
}

/**
 * Openings with the names and credit codes of their employers. @throws AppError for what is wrong with the
 * file as a whole.
 */
export async function readOpenings(
  file: ImportFile,
  options: OpeningImportOptions,
): Promise<Imported<OpeningRow>> {
  const sheets = await readableSheets(file, await openSheets(file), OPENING_HEADERS);
  return collectRecords(sheets, openingReader(options));
}
