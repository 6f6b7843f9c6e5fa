import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import type { EmployerKind, EmployerRecord } from '../../domain/employer.ts';
import type { AnyId, EmployerId } from '../../domain/ids.ts';
import type { BrokerRow, ImportedPart, ImportedRow, OpeningRow, Rejection } from '../ports/files.ts';
import type { Stores } from '../ports/database.ts';
import type { LaborerInput } from '../ports/laborer-store.ts';
import type { Upserted } from '../ports/paging.ts';

/** What a write did: an outcome a row, in order, and the employers that were made from openings' rows. */
export interface WrittenRecords {
  readonly outcomes: readonly Upserted<AnyId>[];
  readonly addedEmployers: readonly EmployerId[];
}

/** Writes the records of a part of a file through the stores of a transaction. */
export async function writeRecords(stores: Stores, read: ImportedPart): Promise<WrittenRecords> {
  switch (read.kind) {
    case 'laborers':
      return onlyRows(await stores.laborers.upsert(read.rows.map((row) => row.record)));
    case 'employers':
      return onlyRows(await stores.employers.upsert(read.rows.map((row) => row.record)));
    case 'openings': {
      const addedEmployers = await addUnknownEmployers(stores, read.rows);
      const outcomes = await stores.openings.upsert(read.rows.map((row) => row.record));
      return { outcomes, addedEmployers };
    }
    case 'brokers':
      return onlyRows(
        await addNewBrokers(
          stores,
          read.rows.map((row) => row.record),
        ),
      );
  }
}

function onlyRows(outcomes: readonly Upserted<AnyId>[]): WrittenRecords {
  return { outcomes, addedEmployers: [] };
}

/** A part without the rows that lie outside the principal's areas, and a rejection for each of those. */
export function insideScope(
  read: ImportedPart,
  principal: Principal,
): { readonly inside: ImportedPart; readonly outside: readonly Rejection[] } {
  if (read.kind !== 'laborers') return { inside: read, outside: [] };
  const isInside = (row: ImportedRow<LaborerInput>): boolean =>
    isInScope(principal.scope, row.record.record.homeCode);
  return {
    inside: { ...read, rows: read.rows.filter(isInside) },
    outside: read.rows.filter((row) => !isInside(row)).map(outsideScope),
  };
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
async function addNewBrokers(stores: Stores, rows: readonly BrokerRow[]): Promise<Upserted<AnyId>[]> {
  const known = await stores.brokers.list();
  const outcomes: Upserted<AnyId>[] = [];
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
async function addUnknownEmployers(
  stores: Stores,
  rows: readonly ImportedRow<OpeningRow>[],
): Promise<EmployerId[]> {
  const named = new Map<string, EmployerRecord>();
  for (const { record } of rows) {
    const kind = guessedKind(record);
    named.set(record.employerCreditCode, stub(record.employerName, record.employerCreditCode, kind));
    named.set(record.worksiteCreditCode, stub(record.worksiteName, record.worksiteCreditCode, kind));
  }
  const known = await stores.employers.findByCreditCode([...named.keys()]);
  const unknown = [...named.values()].filter((employer) => !known.has(employer.creditCode));
  if (unknown.length === 0) return [];
  const added = await stores.employers.upsert(unknown);
  return added.filter(({ outcome }) => outcome === 'created').map(({ id }) => id);
}

function stub(name: string, creditCode: string, kind: EmployerKind): EmployerRecord {
  return { name, creditCode, kind, evidence: [] };
}

/** Until its own file says more: inside Gansu an enterprise of the province, elsewhere of another province. */
function guessedKind(row: OpeningRow): EmployerKind {
  return row.record.placeCode?.startsWith('62') === false ? 'other_province' : 'in_province';
}
