import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ImportBatch } from '../../domain/import-batch.ts';
import type { AnyId, ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Stores } from '../ports/database.ts';
import type { ImportedPart, StoredBytes } from '../ports/files.ts';
import type { ExpectedRow, RecordImages, StagedRow, Touched } from '../ports/import-store.ts';
import { ahead } from './ahead.ts';
import { viewsOf } from './field-changes.ts';
import { assertState, assertVisible, findImport } from './find-import.ts';
import type { OnProgress } from './progress.ts';
import { noRows } from './row-counts.ts';
import { rowKey } from './row-key.ts';
import { withStagedFile } from './with-staged-file.ts';
import { insideScope, writeRecords, type WrittenRecords } from './write-records.ts';

/** Rounds after which rows that others keep changing are given up. */
const MAX_ROUNDS = 5;

/** Thrown to roll back a write in which some rows did not find what was reviewed. */
class StaleRows extends Error {
  readonly places: readonly number[];
  constructor(places: readonly number[]) {
    super('stale rows');
    this.places = places;
  }
}

/**
 * Puts a reviewed import into the registry, in one transaction: after a crash it is as if it had not begun, and it can be
 * applied again. Rows whose record somebody else made or changed since the check are left out and told (`stale`). A second
 * time changes nothing.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`, `IMPORT_NOT_REVIEWED`, `IMPORT_STATE`, `IMPORT_READ_DIFFERENTLY`.
 */
export async function applyImport(
  context: FlowContext,
  input: {
    readonly principal: Principal;
    readonly importId: ImportId;
    readonly onProgress?: OnProgress;
  },
): Promise<ImportBatch> {
  const { principal, importId, onProgress } = input;
  authorize(principal, 'import.run');
  const batch = await findImport(context, principal, importId);
  assertState(batch, ['reviewed', 'applied']);
  if (batch.state === 'applied') return batch;
  await withStagedFile(context, importId, async (bytes) => {
    await writeUnlessStale(context, { principal, batch, bytes, stale: new Set(), onProgress });
  });
  return await findImport(context, principal, importId);
}

/** Rows that did not find what was reviewed are left out of the next round. */
async function writeUnlessStale(context: FlowContext, given: Write, round = 1): Promise<void> {
  try {
    await context.db.transaction(async (stores) => {
      await write(context, stores, given);
    });
  } catch (error) {
    if (!(error instanceof StaleRows) || round === MAX_ROUNDS) throw error;
    const stale = new Set([...given.stale, ...error.places]);
    await writeUnlessStale(context, { ...given, stale }, round + 1);
  }
}

interface Write {
  readonly principal: Principal;
  readonly batch: ImportBatch;
  readonly bytes: StoredBytes;
  /** Places in the file of rows that are left out. */
  readonly stale: ReadonlySet<number>;
  readonly onProgress?: OnProgress;
}

async function write(context: FlowContext, stores: Stores, given: Write): Promise<void> {
  const { principal, batch, stale, onProgress } = given;
  const locked = assertVisible(principal, batch.id, await stores.imports.lock(batch.id));
  assertState(locked, ['reviewed', 'applied']);
  // Somebody else applied it in the meantime: it is done.
  if (locked.state === 'applied') return;
  await stores.history.writeAs({ actor: principal.name, source: batch.fileName });
  const found: number[] = [];
  const counts = noRows();
  let place = 0;
  for await (const part of ahead(await openAgain(context, batch, given.bytes))) {
    const expected = await stores.imports.expected(batch.id, place, part.rowsRead);
    const inside = readAlike(batch, part, expected);
    const wanted = expected.filter((row) => row.outcome !== 'rejected' && !stale.has(row.place));
    const written = await writeRecords(stores, onlyRows(inside, wanted));
    const fresh = await assertFresh(context, wanted, written);
    found.push(...fresh.stale);
    await stores.imports.keepWayBack(batch.id, touchedBy(written), fresh.before);
    for (const row of expected) counts[stale.has(row.place) ? 'stale' : row.outcome] += 1;
    place += part.rowsRead;
    onProgress?.({ rows: place, share: part.share });
  }
  if (place !== batch.rowsRead) throw readDifferently(batch);
  if (found.length > 0) throw new StaleRows(found);
  await stores.imports.markStale(batch.id, [...stale].map(staleNote));
  await stores.imports.move(batch.id, 'applied', counts);
  await stores.audit.add({ actor: principal.name, action: 'import.apply', subject: batch.id, purpose: null });
}

/**
 * Holds each row's outcome to what was reviewed; while the written rows are locked, what others see is what they were before.
 * @returns images of the records that changed, as they were, and the places of rows that do not hold any more.
 */
async function assertFresh(
  context: FlowContext,
  wanted: readonly ExpectedRow[],
  { outcomes }: WrittenRecords,
): Promise<{ readonly before: RecordImages; readonly stale: readonly number[] }> {
  const updated = outcomes.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id);
  const known = await viewsOf(context.db.stores, updated);
  const stale = wanted.filter((row, at) => {
    const written = outcomes[at];
    if (written === undefined) return true;
    if (row.outcome === 'new') return written.outcome !== 'created';
    // What has become the same by other hands is no loss; what would change something must change what was reviewed.
    if (written.id !== row.subject || written.outcome === 'created') return true;
    return written.outcome === 'updated' && known.get(written.id)?.version !== row.version;
  });
  const before = await context.db.stores.imports.images(updated);
  return { before, stale: stale.map(({ place }) => place) };
}

function touchedBy({ outcomes, addedEmployers }: WrittenRecords): Touched[] {
  const rows = outcomes
    .filter(({ outcome }) => outcome !== 'unchanged')
    .map(({ id, outcome }): Touched => ({ id, wasCreated: outcome === 'created' }));
  return [...rows, ...addedEmployers.map((id: AnyId): Touched => ({ id, wasCreated: true }))];
}

/** The rows that are wanted, in the same order. */
function onlyRows(part: ImportedPart, wanted: readonly ExpectedRow[]): ImportedPart {
  const places = new Set(wanted.map(rowKey));
  const rows = part.rows.filter((row) => places.has(rowKey(row)));
  // Some rows of a part are a part of the same kind.
  return { ...part, rows } as ImportedPart;
}

async function openAgain(
  context: FlowContext,
  batch: ImportBatch,
  bytes: StoredBytes,
): Promise<AsyncIterable<ImportedPart>> {
  const options = { kind: batch.kind, today: batch.readOn };
  const opened = await context.readFile({ name: batch.fileName, bytes }, options);
  return opened.parts();
}

/**
 * The same bytes by the same day give the same rows, unless the program has changed in between.
 * @returns the part inside the uploader's areas.
 */
function readAlike(batch: ImportBatch, part: ImportedPart, expected: readonly ExpectedRow[]): ImportedPart {
  const uploader: Principal = { name: batch.uploadedBy, role: 'officer', scope: batch.scope, brokerId: null };
  const { inside } = insideScope(part, uploader);
  const good = expected.filter(({ outcome }) => outcome !== 'rejected').map(rowKey);
  const isSame =
    good.length === inside.rows.length && inside.rows.every((row, at) => rowKey(row) === good[at]);
  if (isSame) return inside;
  throw readDifferently(batch);
}

function readDifferently(batch: ImportBatch): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'IMPORT_READ_DIFFERENTLY',
    message: say(
      `导入 ${batch.id} 检查之后程序已更新，文件读出的行与审核时不同`,
      `The program has changed since import ${batch.id} was checked, and reads other rows now`,
    ),
    remedy: say(
      '请丢弃这次导入，重新上传文件并审核',
      'Throw this import away, upload the file again and review it',
    ),
  });
}

function staleNote(place: number): { place: number; note: StagedRow['problems'][number] } {
  const message = say(
    '审核之后，他人登记或修改了这条记录，本行未入库；请核对最新内容，需要时重新导入本行',
    'Somebody else made or changed this record after the check, so the row was left out: look at what it says now and import the row again if it still holds',
  );
  return { place, note: { column: null, value: '', code: 'CHANGED_SINCE_CHECK', message } };
}
