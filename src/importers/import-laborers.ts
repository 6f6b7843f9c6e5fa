import type { IsoDate } from '../domain/dates.ts';
import type { LaborerInput } from '../flows/ports/laborer-store.ts';
import type { TextCoder } from '../text/text-coder.ts';
import { LABORER_HEADERS } from './headers/laborer-headers.ts';
import type { Imported, RowOutcome } from './imported.ts';
import { laborerReader } from './laborers/read-laborer.ts';
import { collectRecords, readableSheets, streamRecords } from './read-records.ts';
import { openSheets } from './sheets/open-sheets.ts';
import type { ImportFile } from './sheets/sheet.ts';

export interface LaborerImportOptions {
  readonly coder: TextCoder;
  readonly today: IsoDate;
  /** Where the rows are from, kept with the list entries; the file's name by default. */
  readonly source?: string;
}

/**
 * Laborers with their intentions and the list they are on, from the ledger (台账), the survey forms or our
 * template.
 * @throws AppError for what is wrong with the file as a whole; then nothing of it is to be used.
 */
export async function readLaborers(
  file: ImportFile,
  options: LaborerImportOptions,
): Promise<Imported<LaborerInput>> {
  const sheets = await readableSheets(file, await openSheets(file), LABORER_HEADERS);
  return collectRecords(sheets, readerOf(file, options));
}

/**
 * The same row by row, in little memory. A fault of the file can be thrown after rows were given: write all
 * or nothing.
 */
export async function* streamLaborers(
  file: ImportFile,
  options: LaborerImportOptions,
): AsyncGenerator<RowOutcome<LaborerInput>> {
  const { readable } = await readableSheets(file, await openSheets(file), LABORER_HEADERS);
  yield* streamRecords(readable, readerOf(file, options));
}

function readerOf(
  file: ImportFile,
  { coder, today, source }: LaborerImportOptions,
): ReturnType<typeof laborerReader> {
  return laborerReader({ coder, today, source: source ?? file.name });
}
