import type { LaborerRecord } from '../../domain/laborer.ts';
import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';

/** What a source says of somebody, known by the keyed hash of her ID number. */
export interface Person {
  readonly hash: Buffer;
  readonly input: LaborerInput;
  readonly silentOn: readonly SilentFact[];
}

/** What two rows after one another would leave. */
export function mergePeople(earlier: Person, later: Person): Person {
  const { silentOn } = later;
  const input: LaborerInput = {
    record: mergeRecords(earlier.input.record, later.input.record, silentOn),
    personal: { ...later.input.personal, phone: later.input.personal.phone ?? earlier.input.personal.phone },
    list: later.input.list ?? earlier.input.list,
  };
  return { hash: later.hash, input, silentOn: silentOn.filter((fact) => earlier.silentOn.includes(fact)) };
}

function mergeRecords(
  earlier: LaborerRecord,
  later: LaborerRecord,
  silentOn: readonly SilentFact[],
): LaborerRecord {
  const isWithdrawn = earlier.matchConsent === 'withdrawn';
  return {
    ...earlier,
    ...told(later),
    matchConsent: isWithdrawn ? 'withdrawn' : (later.matchConsent ?? earlier.matchConsent),
    flags: { ...earlier.flags, ...told(later.flags) },
    intention: { ...earlier.intention, ...told(later.intention), ...only(earlier.intention, silentOn) },
  };
}

/** The fields of these names. */
function only<Fields extends object>(fields: Fields, names: readonly string[]): Partial<Fields> {
  // A part of the fields is a part of the type.
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => names.includes(name)),
  ) as Partial<Fields>;
}

/** Without the fields that are `undefined`: they keep what is known. */
function told<Fields extends object>(fields: Fields): Fields {
  // Dropping undefined fields leaves every field that the type demands.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
