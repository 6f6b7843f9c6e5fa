import type { FieldChange } from '../../domain/import-batch.ts';
import type { AnyId, EmployerId, LaborerId, OpeningId } from '../../domain/ids.ts';
import type { Stores } from '../ports/database.ts';
import { FIELD_WORDS } from './field-words.ts';

/** A record as people may see it: ID number and phone masked. */
export interface RecordView {
  readonly version: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** Fields that tell nothing of the record itself. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'id',
  'version',
  'householdId',
  'idNumberMasked',
  'distress',
]);

/** Records by id, as the stores see them. Ids of one kind only. */
export async function viewsOf(
  stores: Pick<Stores, 'laborers' | 'employers' | 'openings'>,
  ids: readonly AnyId[],
): Promise<ReadonlyMap<AnyId, RecordView>> {
  const records = await recordsOf(stores, ids);
  return new Map(records.map((record) => [record.id, { version: record.version, fields: flat(record) }]));
}

async function recordsOf(
  stores: Pick<Stores, 'laborers' | 'employers' | 'openings'>,
  ids: readonly AnyId[],
): Promise<readonly { readonly id: AnyId; readonly version: number }[]> {
  // The first letter of an id says what it is of.
  const letter = ids[0]?.[0];
  if (letter === 'L') return await stores.laborers.find(ids as readonly LaborerId[]);
  if (letter === 'E') return await stores.employers.find(ids as readonly EmployerId[]);
  if (letter === 'O') return await stores.openings.find(ids as readonly OpeningId[]);
  return [];
}

/**
 * What differs between two states of a record. A phone can change where the mask hides it: then the phone is named, since
 * something did change.
 */
export function fieldChanges(
  before: RecordView | undefined,
  after: RecordView | undefined,
): readonly FieldChange[] {
  if (before === undefined || after === undefined) return [];
  const names = [...new Set([...before.fields.keys(), ...after.fields.keys()])];
  const changes = names
    .filter((name) => before.fields.get(name) !== after.fields.get(name))
    .map((name) => change(name, before, after));
  return changes.length > 0 ? changes : [change('phoneMasked', before, after)];
}

function change(name: string, before: RecordView, after: RecordView): FieldChange {
  return {
    field: name === 'phoneMasked' ? 'phone' : name,
    label: FIELD_WORDS[name] ?? name,
    before: before.fields.get(name) ?? null,
    after: after.fields.get(name) ?? null,
  };
}

/** `intention.areas` and the like; what is not given, or is empty, is not there. */
function flat(record: object, prefix = ''): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(record) as [string, unknown][]) {
    if (prefix === '' && NOT_SHOWN.has(name)) continue;
    const path = `${prefix}${name}`;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [inner, text] of flat(value, `${path}.`)) fields.set(inner, text);
    } else if (!isNothing(value)) fields.set(path, shown(value));
  }
  return fields;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
