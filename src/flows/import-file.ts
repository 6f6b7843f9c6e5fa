import { say } from '../domain/bilingual.ts';
import { isInScope, type Principal } from '../domain/broker.ts';
import type { EmployerKind, EmployerRecord } from '../domain/employer.ts';
import { LABORER_FIELD_WORDS } from '../domain/laborer-change.ts';
import { authorize } from './authorize.ts';
import type { FlowContext } from './context.ts';
import type { BrokerRow, FileKind, ImportedFile, ImportedRow, OpeningRow, Rejection } from './ports/files.ts';
import type { Stores } from './ports/database.ts';
import type { LaborerInput } from './ports/laborer-store.ts';
import type { Upserted } from './ports/paging.ts';

export interface ImportFileInput {
  readonly principal: Principal;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Without it the headers tell. */
  readonly kind?: FileKind;
}

/** What an import did; `rowsRead` = `accepted` + `rejected`, `accepted` = `created` + `updated` + `unchanged`. */
export interface ImportReport {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rejections: readonly Rejection[];
  readonly warnings: readonly Rejection[];
}

/**
 * Takes a file of laborers, employers, openings or brokers. Good rows go in, all in one transaction; bad rows are rejected with sheet,
 * row, column, value and a sentence. The same file again changes nothing.
 * @throws AppError `FORBIDDEN`, or what is wrong with the file as a whole; then nothing is written.
 */
export async function importFile(context: FlowContext, input: ImportFileInput): Promise<ImportReport> {
  authorize(input.principal, 'import.run');
  const today = await context.db.today();
  const read = await context.readFile(input.file, { kind: input.kind, today });
  if (read.kind === 'brokers') authorize(input.principal, 'broker.manage');
  const outside = rowsOutside(read, input.principal);
  const outcomes = await context.db.transaction(async (stores) => {
    await stores.history.writeAs({ actor: input.principal.name, source: input.file.name });
    return await write(stores, read, input.principal);
  });
  const rejections = [...read.rejections, ...outside];
  return {
    fileName: input.file.name,
    kind: read.kind,
    rowsRead: read.rowsRead,
    accepted: outcomes.length,
    created: outcomes.filter((one) => one.outcome === 'created').length,
    updated: outcomes.filter((one) => one.outcome === 'updated').length,
    unchanged: outcomes.filter((one) => one.outcome === 'unchanged').length,
    rejected: read.rowsRead - outcomes.length,
    rejections,
    warnings: [
      ...read.rows.flatMap((row) => row.warnings),
      ...conflictWarnings(read, input.principal, outcomes),
    ],
  };
}

async function write(
  stores: Stores,
  read: ImportedFile,
  principal: Principal,
): Promise<readonly Upserted<string>[]> {
  switch (read.kind) {
    case 'laborers': {
      const inside = read.rows.filter((row) => isInScope(principal.scope, row.record.record.homeCode));
      return await stores.laborers.upsert(inside.map((row) => row.record));
    }
    case 'employers':
      return await stores.employers.upsert(read.rows.map((row) => row.record));
    case 'openings':
      await addUnknownEmployers(stores, read.rows);
      return await stores.openings.upsert(read.rows.map((row) => row.record));
    case 'brokers':
      return await addNewBrokers(
        stores,
        read.rows.map((row) => row.record),
      );
  }
}

/** Rows that disagree with what is stored of who somebody is: told, so that nobody takes them for done. */
function conflictWarnings(
  read: ImportedFile,
  principal: Principal,
  outcomes: readonly Upserted<string>[],
): Rejection[] {
  if (read.kind !== 'laborers') return [];
  const inside = read.rows.filter((row) => isInScope(principal.scope, row.record.record.homeCode));
  return inside.flatMap((row, at) =>
    (outcomes[at]?.conflicts ?? []).map((field): Rejection => {
      const words = LABORER_FIELD_WORDS[field];
      const isMove = field === 'homeCode';
      return {
        sheet: row.sheet,
        row: row.row,
        column: words.zh,
        value: '',
        code: 'IDENTITY_CONFLICT',
        message: say(
          `${words.zh}与已登记的不同，已列入待核对清单，登记内容未变${isMove ? '；核对后请再导入此行' : ''}`,
          `The ${words.en} differs from what is registered; it is on the review list and the record stays${isMove ? '; import the row again once it is decided' : ''}`,
        ),
      };
    }),
  );
}

/** A laborer of another county is refused by scope, and says so. */
function rowsOutside(read: ImportedFile, principal: Principal): Rejection[] {
  if (read.kind !== 'laborers') return [];
  return read.rows.filter((row) => !isInScope(principal.scope, row.record.record.homeCode)).map(outsideScope);
}

function outsideScope(row: ImportedRow<LaborerInput>): Rejection {
  return {
    sheet: row.sheet,
    row: row.row,
    column: '所属区域',
    value: row.record.record.homeCode,
    code: 'OUTSIDE_SCOPE',
    message: say(
      '该区域不在您的管辖范围内，请由所属县区导入',
      'This area is outside your scope; its own county must import it',
    ),
  };
}

/** A broker is known by her name and address; who is known already is left as she is. */
async function addNewBrokers(stores: Stores, rows: readonly BrokerRow[]): Promise<Upserted<string>[]> {
  const known = await stores.brokers.list();
  const outcomes: Upserted<string>[] = [];
  for (const { name, stationName, scope, email } of rows) {
    const same = known.find((broker) => broker.name === name && broker.email === email);
    if (same !== undefined) {
      outcomes.push({ id: same.id, outcome: 'unchanged' });
      continue;
    }
    const areaCode = scope[0] ?? '';
    const stationId = await stores.brokers.addStation({ name: stationName, areaCode });
    const id = await stores.brokers.add({ name, stationId, scope, email, isActive: true });
    outcomes.push({ id, outcome: 'created' });
  }
  return outcomes;
}

/** An opening may come before its employer's own file: the employer is then known by name and code alone. */
async function addUnknownEmployers(stores: Stores, rows: readonly ImportedRow<OpeningRow>[]): Promise<void> {
  const named = new Map<string, EmployerRecord>();
  for (const { record } of rows) {
    const kind = guessedKind(record);
    named.set(record.employerCreditCode, stub(record.employerName, record.employerCreditCode, kind));
    named.set(record.worksiteCreditCode, stub(record.worksiteName, record.worksiteCreditCode, kind));
  }
  const known = await stores.employers.findByCreditCode([...named.keys()]);
  const unknown = [...named.values()].filter((employer) => !known.has(employer.creditCode));
  if (unknown.length > 0) await stores.employers.upsert(unknown);
}

function stub(name: string, creditCode: string, kind: EmployerKind): EmployerRecord {
  return { name, creditCode, kind, evidence: [] };
}

/** Until its own file says more: inside Gansu an enterprise of the province, elsewhere of another province. */
function guessedKind(row: OpeningRow): EmployerKind {
  return row.record.placeCode?.startsWith('62') === false ? 'other_province' : 'in_province';
}
