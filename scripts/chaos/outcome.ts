type Figures = Readonly<Record<string, unknown>>;

/** Figures of all trials together. What several tell is added up; one that is not equal makes all unequal. */
export class Outcome {
  readonly #figures = new Map<string, unknown>();

  get figures(): Figures {
    return Object.fromEntries(this.#figures);
  }

  /** @returns the figures that were given. */
  add(figures: object): Figures {
    const given = Object.entries(figures) as [string, unknown][];
    for (const [key, value] of given) this.#figures.set(key, together(this.#figures.get(key), value));
    return Object.fromEntries(given);
  }
}

function together(before: unknown, now: unknown): unknown {
  if (typeof before === 'number' && typeof now === 'number') return before + now;
  if (typeof before === 'boolean' && typeof now === 'boolean') return before && now;
  return now;
}
