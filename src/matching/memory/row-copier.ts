import type { LaborerEncoder } from '../fast/encode-laborers.ts';
import type { LaborerColumns } from '../fast/laborer-columns.ts';

/**
 * Copies rows of columns into an encoder, by number of the row; the copy has a number of its own, which is returned. Refusals are
 * not copied. What many rows share is looked up once.
 */
export function rowCopier(columns: LaborerColumns, encoder: LaborerEncoder): (row: number) => number {
  const { dictionaries } = columns;
  const home = numberOnce(dictionaries.homes, (code) => encoder.homeId(code));
  const place = numberOnce(dictionaries.places, (profile) => encoder.placeId(profile));
  const skills = numberOnce(dictionaries.skills, ({ holdings, wishedOccupations }) =>
    encoder.skillsId(holdings ?? undefined, wishedOccupations),
  );
  const certificates = numberOnce(dictionaries.certificates, (codes) =>
    encoder.certificatesId(codes ?? undefined),
  );
  const refusedOccupations = numberOnce(dictionaries.refusedOccupations, (codes) =>
    encoder.refusedOccupationsId(codes),
  );
  const groups = numberOnce(dictionaries.groups, (names) => encoder.groupsId(names));
  const date = numberOnce(dictionaries.dates, (day) => encoder.dateId(day));
  const at = (column: ArrayLike<number>, row: number): number => column[row] ?? 0;
  return (row) =>
    encoder.addRow({
      key: at(columns.key, row),
      bucket: at(columns.bucket, row),
      home: home(at(columns.home, row)),
      place: place(at(columns.place, row)),
      skills: skills(at(columns.skills, row)),
      certificates: certificates(at(columns.certificates, row)),
      refusedOccupations: refusedOccupations(at(columns.refusedOccupations, row)),
      groups: groups(at(columns.groups, row)),
      bits: at(columns.bits, row),
      bars: at(columns.bars, row),
      age: at(columns.age, row),
      wageFloor: at(columns.wageFloor, row),
      limitTenths: at(columns.limitTenths, row),
      availableFrom: date(at(columns.availableFrom, row)),
      availableUntil: date(at(columns.availableUntil, row)),
      willingSince: date(at(columns.willingSince, row)),
    });
}

/** The number that the encoder gives for one of these values; -1 stays what it is. */
function numberOnce<Value>(
  values: readonly Value[],
  numberOf: (value: Value) => number,
): (number: number) => number {
  const known = new Int32Array(values.length).fill(-1);
  return (number) => {
    if (number < 0) return number;
    const before = known[number] ?? -1;
    if (before >= 0) return before;
    // A number of a dictionary is a place in it.
    const given = numberOf(values[number] as Value);
    known[number] = given;
    return given;
  };
}
