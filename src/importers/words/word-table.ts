import { EMPTY, parsedFault, parsedValue, type Parsed } from '../../text/parsed.ts';

/**
 * The words of files for the values of one column: each value with every word that means it, the official
 * first.
 */
export type WordTable<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** Says that nothing is fixed. */
const ANYTHING = /^(?:不限|无要求|不要求|无限制|均可|都可以|都行|随意|无所谓|任意|待定|面议|\/|-|—|——)$/;
/** Between the items of a cell that lists several. */
const SEPARATORS = /[、,，;；/|+\s]+/;

/**
 * A cell that must hold one of a table's words, or nothing. The fault lists the words that may stand there.
 */
export function oneWord<Value extends string>(table: WordTable<Value>): (text: string) => Parsed<Value> {
  return (text) => {
    if (text === '' || ANYTHING.test(text)) return EMPTY;
    const value = valueOf(table, text);
    return value === undefined ? unknownWord(table, text) : parsedValue(value);
  };
}

/** A cell that lists words of a table, such as `县内、省外`; each value once, in the order of the cell. */
export function manyWords<Value extends string>(
  table: WordTable<Value>,
): (text: string) => Parsed<readonly Value[]> {
  return (text) => {
    if (text === '' || ANYTHING.test(text)) return EMPTY;
    const whole = valueOf(table, text);
    if (whole !== undefined) return parsedValue([whole]);
    const values = new Set<Value>();
    for (const word of splitList(text)) {
      const value = valueOf(table, word);
      if (value === undefined) return unknownWord(table, word);
      values.add(value);
    }
    return parsedValue([...values]);
  };
}

/** The items of a cell that lists several; none for an empty cell. */
export function splitList(text: string): readonly string[] {
  return text.split(SEPARATORS).filter((item) => item !== '');
}

function valueOf<Value extends string>(table: WordTable<Value>, word: string): Value | undefined {
  // Object.entries gives plain strings; the table's own type says that its keys are values.
  const entries = Object.entries(table) as [Value, readonly string[]][];
  return entries.find(([value, words]) => value === word || words.includes(word))?.[0];
}

function unknownWord<Value extends string>(table: WordTable<Value>, word: string): Parsed<never> {
  const official = Object.values<readonly string[]>(table).map((words) => words[0] ?? '');
  return parsedFault(
    `“${word}”不在可填范围内，请填：${official.join('、')}`,
    `"${word}" is not one of the words that may stand here: ${official.join(', ')}`,
  );
}
