import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import {
  STAGED_KINDS,
  type ImportBatch,
  type RowCounts,
  type StagedKind,
} from '../../domain/import-batch.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { FileKind, GivenFile, ImportedPart, OpenedFile, Rejection } from '../ports/files.ts';
import type { StagedRow } from '../ports/import-store.ts';
import { findImport } from './find-import.ts';
import { noteList } from './note-list.ts';
import type { OnProgress } from './progress.ts';
import { noRows } from './row-counts.ts';
import { oneOfTwo } from './one-of-two.ts';
import { noteOf, rehearse } from './rehearse.ts';
import { rowKey } from './row-key.ts';
import { rowPeople, type RowPeople } from './row-people.ts';
import { insideScope } from './write-records.ts';

export interface StageImportInput {
  readonly principal: Principal;
  readonly file: GivenFile;
  /** Without it the headers tell. */
  readonly kind?: FileKind;
  /** Told now and then how far the check is. */
  readonly onProgress?: OnProgress;
}

/** What a file would do, row by row in the order of the file. */
export interface CheckedFile {
  readonly kind: StagedKind;
  readonly readOn: IsoDate;
  /** The first `MOST_SHOWN`; a staged import keeps every row. */
  readonly rows: readonly StagedRow[];
  readonly counts: RowCounts;
}

/** Rows of a check that are kept in memory. */
const MOST_SHOWN = 20_000;

/**
 * Takes a file in without touching the registry: it is read, compared with what is known, and kept, encrypted, until it is
 * applied or thrown away.
 * @throws AppError `FORBIDDEN`, `IMPORT_KIND_DIRECT` for brokers, or what is wrong with the file as a whole.
 */
export async function stageImport(context: FlowContext, input: StageImportInput): Promise<ImportBatch> {
  const { principal, file } = input;
  const opened = await openToStage(context, input);
  const keep = async (stores: Stores): Promise<ImportId> => {
    const batchId = await stores.imports.add({
      fileName: file.name,
      kind: opened.kind,
      uploadedBy: principal.name,
      scope: principal.scope,
      readOn: opened.readOn,
      bytes: file.bytes,
    });
    const counts = await checkParts(context, input, opened, async (rows, place, personOf) => {
      await stores.imports.addRows(batchId, { rows, place, idNumbers: rows.map(personOf) });
    });
    await stores.imports.move(batchId, 'checked', counts);
    return batchId;
  };
  const id = await oneOfTwo(async () => await context.db.transaction(keep));
  return await findImport(context, principal, id);
}

/** What a file would do: nothing is written, nothing kept. @throws AppError as `stageImport`. */
export async function checkImport(context: FlowContext, input: StageImportInput): Promise<CheckedFile> {
  const opened = await openToStage(context, input);
  const shown = noteList<StagedRow>(MOST_SHOWN);
  const counts = await checkParts(context, input, opened, async (rows) => {
    await Promise.resolve(shown.add(rows));
  });
  return { kind: opened.kind, readOn: opened.readOn, rows: shown.told, counts };
}

/** What a part held before the rows outside the scope were taken out. */
interface WholePart {
  readonly rejections: readonly Rejection[];
  readonly personOf: RowPeople;
}

interface Opened {
  readonly kind: StagedKind;
  readonly readOn: IsoDate;
  readonly file: OpenedFile;
}

async function openToStage(context: FlowContext, input: StageImportInput): Promise<Opened> {
  authorize(input.principal, 'import.run');
  const readOn = await context.db.today();
  const file = await context.readFile(input.file, { kind: input.kind, today: readOn });
  return { kind: stagedKind(file.kind), readOn, file };
}

/** Rows go to `keep` with the place of the first of them in the file, from 0, and with whose they are. */
async function checkParts(
  context: FlowContext,
  { principal, file, onProgress }: StageImportInput,
  opened: Opened,
  keep: (rows: readonly StagedRow[], place: number, personOf: RowPeople) => Promise<void>,
): Promise<RowCounts> {
  const counts = noRows();
  let place = 0;
  const wholeOf = new Map<ImportedPart, WholePart>();
  async function* inside(): AsyncGenerator<ImportedPart> {
    for await (const part of opened.file.parts()) {
      const split = insideScope(part, principal);
      wholeOf.set(split.inside, {
        rejections: [...part.rejections, ...split.outside],
        personOf: rowPeople(part),
      });
      yield split.inside;
    }
  }
  const rehearsal = { parts: inside(), actor: principal.name, source: file.name };
  await rehearse(context, rehearsal, async (part, good) => {
    const { rejections, personOf } = wholeOf.get(part) ?? { rejections: [], personOf: () => null };
    const rows = inFileOrder([...good, ...rejectedRows(rejections)], part);
    wholeOf.delete(part);
    await keep(rows, place, personOf);
    for (const { outcome } of rows) counts[outcome] += 1;
    place += rows.length;
    onProgress?.({ rows: place, share: part.share });
  });
  return counts;
}

function stagedKind(given: FileKind): StagedKind {
  const kind = STAGED_KINDS.find((one) => one === given);
  if (kind !== undefined) return kind;
  throw new AppError({
    kind: 'invalid_input',
    code: 'IMPORT_KIND_DIRECT',
    message: say('经纪人表不经审核，直接导入', 'Files of brokers are not staged'),
    remedy: say(
      '用 POST /imports 或 longqiao import 直接导入',
      'Import it with POST /imports or longqiao import',
    ),
  });
}

/** A row can be wrong in several cells: it is one row. */
function rejectedRows(rejections: readonly Rejection[]): StagedRow[] {
  const byRow = new Map<string, Rejection[]>();
  for (const one of rejections) {
    const key = rowKey(one);
    byRow.set(key, [...(byRow.get(key) ?? []), one]);
  }
  return [...byRow.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { sheet, row } = first;
    const problems = all.map(noteOf);
    return [
      {
        sheet,
        row,
        outcome: 'rejected' as const,
        subject: null,
        version: null,
        changes: [],
        problems,
        warnings: [],
      },
    ];
  });
}

/** Sheets in the order in which they gave rows, rows by their number. */
function inFileOrder(rows: readonly StagedRow[], part: ImportedPart): StagedRow[] {
  const sheets = [...new Set([...part.rows, ...part.rejections].map(({ sheet }) => sheet))];
  const order = new Map(sheets.map((sheet, at) => [sheet, at]));
  return rows.toSorted((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row);
}
