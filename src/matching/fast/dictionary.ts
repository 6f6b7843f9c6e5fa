/** Values numbered from 0 in the order in which they were first seen. */
export interface Dictionary<Value> {
  readonly values: Value[];
  /** The number of a key; `make` is called when the key is new. */
  idOf(key: string, make: () => Value): number;
  /** Forgets all; `values` is empty then. */
  clear(): void;
}

/** An empty dictionary. */
export function dictionary<Value>(): Dictionary<Value> {
  const ids = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    idOf(key, make) {
      const known = ids.get(key);
      if (known !== undefined) return known;
      const id = values.length;
      values.push(make());
      ids.set(key, id);
      return id;
    },
    clear() {
      ids.clear();
      values.length = 0;
    },
  };
}
