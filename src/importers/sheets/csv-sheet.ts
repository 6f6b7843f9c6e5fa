import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
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
const LINE_END = /\r\n|\n|\r/;

/** A CSV file as one sheet: rows are counted as Excel shows them, blank lines included. */
export function csvSheet(file: ImportFile): SheetSource {
  const encoding = encodingOf(file);
  let read = 0;
  const onRead = (bytes: number): void => void (read = bytes);
  return {
    name: null,
    rows: () => csvRows(file, encoding, onRead),
    share: () => read / file.bytes.length,
  };
}

async function* csvRows(
  file: ImportFile,
  encoding: Encoding,
  onRead: (bytes: number) => void,
): AsyncGenerator<RawRow> {
  const delimiter = delimiterOf(file, encoding);
  const chunks = decodeChunks(file, encoding, onRead);
  const plain = plainLines(chunks);
  let row = 0;
  for (;;) {
    const next = plain.next();
    if (next.done === true) {
      if (next.value !== null) yield* quotedRows(file, { delimiter, chunks, begun: next.value, row });
      return;
    }
    for (const line of next.value) {
      row += 1;
      yield { row, cells: line.split(delimiter) };
    }
    // Whoever else waits in this process gets a turn.
    await nextTurn();
  }
}

/**
 * Lines of a file as long as no quotation mark comes, many at a time: they are cut at their delimiters, which is five times as
 * fast as a parser. @returns the text from the first chunk with a mark on, or with a line that is too long; `null` when there is
 * none.
 */
function* plainLines(chunks: Generator<string>): Generator<readonly string[], string | null> {
  let rest = '';
  for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
    const text = rest + next.value;
    // A carriage return at the end may have its line feed in the next chunk.
    const lines = text.endsWith('\r') ? text.slice(0, -1).split(LINE_END) : text.split(LINE_END);
    if (text.includes('"') || lines.some((line) => line.length > MAX_CSV_ROW_CHARACTERS)) return text;
    rest = (lines.pop() ?? '') + (text.endsWith('\r') ? '\r' : '');
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest.endsWith('\r') ? rest.slice(0, -1) : rest];
  return null;
}

interface QuotedPart {
  readonly delimiter: string;
  readonly chunks: Generator<string>;
  /** What was taken from the chunks already, and belongs to this part. */
  readonly begun: string;
  /** Rows before it. */
  readonly row: number;
}

async function* quotedRows(
  file: ImportFile,
  { delimiter, chunks, begun, row: before }: QuotedPart,
): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_CSV_ROW_CHARACTERS,
  });
  // The source cannot fail on the way: its encoding was checked over the whole file.
  Readable.from(startingWith(begun, chunks)).pipe(parser);
  let row = before;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenRow(file, before + rowOf(error), error) : error;
  }
}

function* startingWith(begun: string, chunks: Generator<string>): Generator<string> {
  yield begun;
  yield* chunks;
}

/** The delimiter that the first lines hold most often; the comma where none is more frequent. */
function delimiterOf(file: ImportFile, encoding: Encoding): string {
  const [head = ''] = decodeChunks(file, encoding);
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
