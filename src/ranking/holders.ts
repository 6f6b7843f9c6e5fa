/** What somebody holds of the pins of a key. */
interface Held {
  readonly stamp: string;
  /** All wants up to this number are met. */
  readonly upTo: number;
}

/** Who holds a snapshot of which pins, and when that changes. */
export class Holders<Holder> {
  readonly #held = new Map<Holder, Map<string, Held>>();
  #changed = signal();

  note(holder: Holder, key: string, held: Held): void {
    const ofHolder = this.#held.get(holder) ?? new Map<string, Held>();
    ofHolder.set(key, held);
    this.#held.set(holder, ofHolder);
    this.wake();
  }

  /** Without a key: all that it held. */
  drop(holder: Holder, key?: string): void {
    if (key === undefined) this.#held.delete(holder);
    else this.#held.get(holder)?.delete(key);
    this.wake();
  }

  /** Those that hold something of these pins for which `suits` is true. */
  of(key: string, suits: (held: Held) => boolean): Holder[] {
    return [...this.#held].flatMap(([holder, ofHolder]) => {
      const held = ofHolder.get(key);
      return held !== undefined && suits(held) ? [holder] : [];
    });
  }

  /** Lets everybody who waits look again. */
  wake(): void {
    const { wake } = this.#changed;
    this.#changed = signal();
    wake();
  }

  /** Resolves at the next change, or after `ms`. */
  async change(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.#changed.woken, late]);
    clearTimeout(timer);
  }
}

function signal(): { readonly woken: Promise<void>; readonly wake: () => void } {
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { woken, wake: () => wake() };
}
