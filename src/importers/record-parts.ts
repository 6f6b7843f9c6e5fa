import type { ImportedRow, RejectedPerson, Rejection } from '../flows/ports/files.ts';
import type { RowOutcome } from './imported.ts';
import { streamRecords, type ReadableSheet, type RecordReader } from './read-records.ts';

/** Rows of one part: few enough that two of them take some megabytes, many enough for one question to the database. */
const PART_ROWS = 1_000;

/** Some thousand rows of a file. `rowsRead` = `rows.length` + rejected rows. */
export interface RecordPart<Item> {
  readonly rows: readonly ImportedRow<Item>[];
  readonly rejections: readonly Rejection[];
  readonly rejectedPeople: readonly RejectedPerson[];
  readonly rowsRead: number;
  /** How much of the file has been read with it, from 0 to 1. */
  readonly share: number;
}

/** The outcomes of a file, some thousand at a time; a file without rows is one empty part. */
export async function* recordParts<Field extends string, Item>(
  sheets: readonly ReadableSheet<Field>[],
  reader: RecordReader<Field, Item>,
): AsyncGenerator<RecordPart<Item>> {
  let rows: ImportedRow<Item>[] = [];
  let rejections: Rejection[] = [];
  let rejectedPeople: RejectedPerson[] = [];
  let rowsRead = 0;
  for await (const outcome of streamRecords(sheets, reader)) {
    if (outcome.kind === 'taken') rows.push(outcome.row);
    else {
      rejections.push(...outcome.rejections);
      rejectedPeople.push(...personOf(outcome));
    }
    rowsRead += 1;
    if (rowsRead === PART_ROWS) {
      yield { rows, rejections, rejectedPeople, rowsRead, share: shareOf(sheets) };
      [rows, rejections, rejectedPeople, rowsRead] = [[], [], [], 0];
    }
  }
  yield { rows, rejections, rejectedPeople, rowsRead, share: 1 };
}

function personOf({
  rejections,
  idNumber,
}: Extract<RowOutcome<unknown>, { kind: 'rejected' }>): RejectedPerson[] {
  const [first] = rejections;
  return first === undefined || idNumber === null ? [] : [{ sheet: first.sheet, row: first.row, idNumber }];
}

function shareOf(sheets: readonly ReadableSheet<string>[]): number {
  return sheets.reduce((sum, { source }) => sum + source.share(), 0) / Math.max(1, sheets.length);
}
