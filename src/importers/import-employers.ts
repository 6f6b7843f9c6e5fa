import type { IsoDate } from '../domain/dates.ts';
import type { EmployerRecord } from '../domain/employer.ts';
import { employerReader } from './employers/read-employer.ts';
import { EMPLOYER_HEADERS } from './headers/employer-headers.ts';
import type { Imported } from './imported.ts';
import { collectRecords, readableSheets } from './read-records.ts';
import { openSheets } from './sheets/open-sheets.ts';
import type { ImportFile } from './sheets/sheet.ts';

/**
 * Employers with their dated stability facts. @throws AppError for what is wrong with the file as a whole.
 */
export async function readEmployers(
  file: ImportFile,
  options: { readonly today: IsoDate },
): Promise<Imported<EmployerRecord>> {
  const sheets = await readableSheets(file, await openSheets(file), EMPLOYER_HEADERS);
  return collectRecords(sheets, employerReader(options.today));
}
