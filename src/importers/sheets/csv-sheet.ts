import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { fileFault } from '../file-fault.ts';
import { MAX_CSV_ROW_CHARACTERS } from '../limits.ts';
import { decodeChunks, encodingOf, type Encoding } from './text-encoding.ts';
import type { ImportFile, RawRow, SheetSource } from './sheet.ts';

/**
 * What separates the fields of real files: comma, Excel's "Unicode text", European exports, a comma typed by
 * hand.
 */
const DELIMITERS = [',', '\t', ';', '，'] as const;
/** Lines at the top by which the delimiter is chosen. */
const DELIMITER_LINES = 20;

/** All in one file where pieces from several programs were glued together. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** A CSV file as one sheet: rows are counted as Excel shows them, blank lines included. */
export function csvSheet(file: ImportFile): SheetSource {
  const encoding = encodingOf(file);
  return { name: null, rows: () => csvRows(file, encoding) };
}

async function* csvRows(file: ImportFile, encoding: Encoding): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter: delimiterOf(file, encoding),
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_CSV_ROW_CHARACTERS,
  });
  // The source cannot fail on the way: its encoding was checked over the whole file.
  Readable.from(decodeChunks(file.bytes, encoding)).pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenRow(file, rowOf(error), error) : error;
  }
}

/** The delimiter that the first lines hold most often; the comma where none is more frequent. */
function delimiterOf(file: ImportFile, encoding: Encoding): string {
  const [head = ''] = decodeChunks(file.bytes, encoding);
  const unquoted = head
    .split(/\r\n|\r|\n/, DELIMITER_LINES)
    .join('\n')
    .replace(/"[^"]*"/g, '');
  let best: string = DELIMITERS[0];
  for (const candidate of DELIMITERS) {
    if (unquoted.split(candidate).length > unquoted.split(best).length) best = candidate;
  }
  return best;
}

/** The parser is ahead of what was taken from it, so it alone knows the row. */
function rowOf(error: CsvError): number {
  return Number(error['records'] ?? 0) + 1;
}

function brokenRow(file: ImportFile, row: number, cause: CsvError): Error {
  return fileFault({
    code: 'CSV_QUOTES',
    file: file.name,
    what: {
      zh: `第 ${row} 行起的引号没有成对，后面的行无法分辨`,
      en: `the quotation marks from row ${row} on do not match, so that later rows cannot be told apart`,
    },
    remedy: {
      zh: `请检查第 ${row} 行的英文双引号（"），删去多余的，或用 Excel 另存为 XLSX 后再导入`,
      en: `Check the double quotes (") of row ${row}, delete the odd one, or save the file as XLSX and import that`,
    },
    cause,
  });
}
