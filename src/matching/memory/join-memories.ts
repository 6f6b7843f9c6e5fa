import type { MatchSettings } from '../../domain/match-input.ts';
import { laborerEncoder, type LaborerEncoder } from '../fast/encode-laborers.ts';
import { emptyColumns } from '../fast/growing-columns.ts';
import type { LaborerColumns } from '../fast/laborer-columns.ts';
import { REMEMBERED, type ListMemory } from './list-memory.ts';

/**
 * Memories of one run as one, rows behind rows: tables of what laborers share are then made once for all of them.
 * @throws Error where lists are not of one length.
 */
export function joinMemories(settings: MatchSettings, memories: readonly ListMemory[]): ListMemory {
  const encoder = laborerEncoder(settings);
  const count = memories.reduce((sum, memory) => sum + memory.columns.count, 0);
  const numbers = emptyColumns(count);
  numbers.willingSince.fill(-1);
  let row = 0;
  for (const { columns } of memories) {
    const numbersOf = numbersBy(encoder, columns.dictionaries);
    for (const name of REMEMBERED) {
      const given = columns[name];
      const known = name in numbersOf ? numbersOf[name as keyof typeof numbersOf] : undefined;
      if (known === undefined) numbers[name].set(given, row);
      else numbers[name].set(renumbered(given, known), row);
    }
    row += columns.count;
  }
  const [first] = memories;
  const k = first?.k ?? 0;
  if (memories.some((memory) => memory.k !== k)) throw new Error('memories of lists of several lengths');
  return {
    columns: { ...numbers, count, refusals: [], dictionaries: encoder.finish().dictionaries },
    k,
    birth: joined(memories, 'birth'),
    pairs: joined(memories, 'pairs'),
    threshold: joined(memories, 'threshold'),
    openingKey: joined(memories, 'openingKey'),
    hasRefused: Uint8Array.from(joined(memories, 'hasRefused')),
    reasons: joined(memories, 'reasons'),
  };
}

type Joined = 'birth' | 'pairs' | 'threshold' | 'openingKey' | 'hasRefused' | 'reasons';

function joined(memories: readonly ListMemory[], name: Joined): Int32Array {
  const all = new Int32Array(memories.reduce((sum, memory) => sum + memory[name].length, 0));
  let at = 0;
  for (const memory of memories) {
    all.set(memory[name], at);
    at += memory[name].length;
  }
  return all;
}

/** By column: what the numbers of a memory's own dictionaries are in the encoder's. */
function numbersBy(encoder: LaborerEncoder, dictionaries: LaborerColumns['dictionaries']) {
  const dates = Int32Array.from(dictionaries.dates, (day) => encoder.dateId(day));
  return {
    home: Int32Array.from(dictionaries.homes, (code) => encoder.homeId(code)),
    place: Int32Array.from(dictionaries.places, (profile) => encoder.placeId(profile)),
    skills: Int32Array.from(dictionaries.skills, ({ holdings, wishedOccupations }) =>
      encoder.skillsId(holdings ?? undefined, wishedOccupations),
    ),
    certificates: Int32Array.from(dictionaries.certificates, (codes) =>
      encoder.certificatesId(codes ?? undefined),
    ),
    refusedOccupations: Int32Array.from(dictionaries.refusedOccupations, (codes) =>
      encoder.refusedOccupationsId(codes),
    ),
    groups: Int32Array.from(dictionaries.groups, (names) => encoder.groupsId(names)),
    availableFrom: dates,
    availableUntil: dates,
  };
}

/** Numbers of a column by a table; -1 stays what it is. */
function renumbered(numbers: ArrayLike<number>, known: Int32Array): Int32Array {
  const renewed = new Int32Array(numbers.length);
  for (let row = 0; row < numbers.length; row += 1) renewed[row] = known[numbers[row] ?? -1] ?? -1;
  return renewed;
}
